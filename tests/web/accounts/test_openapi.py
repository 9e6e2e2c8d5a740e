"""The API keeps what it promises to everyone, and tells nobody what is another's, whatever it is sent."""

import pytest
import schemathesis
from hypothesis import given, settings
from schemathesis import GenerationMode
from tests.web.accounts.conftest import PAGE, Give, People
from tests.web.test_openapi import KEPT, WITHIN_S

from interview_simulator.accounts import sharing, tokens
from interview_simulator.domain.account import Role

EXAMPLES = 4
ANOTHERS = "somebody-elses-secret"
ENDLESS = "get_events"
"""The events of a record that waits have no end."""


@pytest.mark.parametrize("role", ["candidate", "mentor", "administrator"])
def test_no_request_breaks_the_api_or_tells_what_is_anothers(people: People, give: Give, role: Role) -> None:
    give("r1", f"{ANOTHERS}@b.c")
    sharing.share_with(people.store, "r1", f"{ANOTHERS}@b.c", 0, None)
    account = people.account("caller@b.c", role)
    described = schemathesis.openapi.from_asgi("/openapi.json", people.app).exclude(operation_id=ENDLESS)
    counted = 0
    for found in described.get_all_operations():
        secret = tokens.issue(people.store, "api", 2**31, 60, account_id=account.id)
        counted += tries(found.ok(), {"Authorization": f"Bearer {secret}", **PAGE}, role)
    assert counted > 60 * EXAMPLES / 2


def tries(operation: schemathesis.APIOperation, headers: dict[str, str], role: Role) -> int:
    """Send some requests to this operation; returns how many were sent."""
    sent: list[int] = []

    @given(operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    @settings(max_examples=EXAMPLES, derandomize=True, deadline=None, database=None)
    def holds(case: schemathesis.Case) -> None:
        answer = case.call_and_validate(checks=KEPT, timeout=WITHIN_S, headers=headers)
        sent.append(answer.status_code)
        assert role == "administrator" or ANOTHERS not in answer.text

    holds()
    return len(sent)
