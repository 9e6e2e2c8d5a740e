"""The API keeps what it promises to everyone, and tells nobody what is another's, whatever it is sent."""

from io import BytesIO
from zipfile import ZipFile

import pytest
import schemathesis
from schemathesis import GenerationMode
from tests.web.accounts.conftest import PAGE, Give, People
from tests.web.test_openapi import tries

from interview_simulator.accounts import sharing, tokens
from interview_simulator.domain.account import Role
from interview_simulator.web.identity import SESSION_COOKIE

EXAMPLES = 4
ANOTHERS = "somebody-elses-secret"
ENDLESS = "get_events"
"""The events of a record that waits have no end."""


def told(answer: schemathesis.Response) -> bytes:
    """What the answer says; of an archive, the names and contents of its files."""
    if answer.headers.get("content-type") != ["application/zip"]:
        return bytes(answer.content)
    with ZipFile(BytesIO(answer.content)) as archive:
        return b"".join(name.encode() + archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("role", ["candidate", "mentor", "administrator"])
def test_no_request_breaks_the_api_or_tells_what_is_anothers(people: People, give: Give, role: Role) -> None:
    give("r1", f"{ANOTHERS}@b.c")
    sharing.share_with(people.store, "r1", f"{ANOTHERS}@b.c", 0, None)
    account = people.account("caller@b.c", role)
    described = schemathesis.openapi.from_asgi("/openapi.json", people.app).exclude(operation_id=ENDLESS)
    counted = 0

    def tells_nothing(answer: schemathesis.Response) -> None:
        assert role == "administrator" or ANOTHERS.encode() not in told(answer)

    for found in described.get_all_operations():
        secret = tokens.issue(people.store, "session", 2**31, 60, account_id=account.id)
        headers = {"Cookie": f"{SESSION_COOKIE}={secret}", **PAGE}
        counted += tries(found.ok(), GenerationMode.POSITIVE, EXAMPLES, headers=headers, holds_too=tells_nothing)
    assert counted > 60 * EXAMPLES / 2
