"""Interviews made to measure, which may tell of a CV: each route that takes an id, for each who asks."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from tests.web.accounts.conftest import People
from tests.web.accounts.test_matrix import LONG_ANSWER, silent_report
from tests.web.answers import problem

from interview_simulator.compose import App
from interview_simulator.domain.keys import artefact_key

WANTED = {
    "advertisement": "We look for a data engineer who knows SQL and Python well.",
    "cv": "Olga Orlova. Ten years of PostgreSQL at a bank in Porto.",
    "language": "en",
}


@pytest.fixture
def olga(people: People) -> TestClient:
    return people.signed_in("olga@b.c", "mentor")


@pytest.fixture
def made(olga: TestClient) -> dict[str, Any]:
    """Olga's, from her CV."""
    return dict(olga.post("/interviews/made-to-measure", json=WANTED).raise_for_status().json())


def reported(parts: App, record_id: str, email: str, interview_id: str) -> None:
    """A record with a report, which names the interview."""
    report = artefact_key(record_id, "report.json")
    assert parts.receiving is not None
    with parts.receiving.media.writing(report) as sink:
        sink.write(silent_report(record_id).model_dump_json().encode())
    parts.records.merge(
        record_id, {"email": email, "status": "succeeded", "report": report, "interview_id": interview_id}
    )


Ask = Callable[[TestClient, dict[str, Any]], Any]


def follow_up(client: TestClient, made: dict[str, Any]) -> Any:
    asked = {"interview_id": made["id"], "question_id": made["questions"][0]["id"], "transcript": LONG_ANSWER}
    return client.post("/follow-up", json={**asked, "language": "en"})


def record(client: TestClient, made: dict[str, Any]) -> Any:
    record_id = uuid4().hex
    return client.post("/record", json={"record_id": record_id, "duration": "00:00:10", "interview_id": made["id"]})


def group(client: TestClient, made: dict[str, Any]) -> Any:
    wanted = [{"interview_id": made["id"]}]
    return client.post("/groups", json={"name": "Class", "emails": ["eve@b.c"], "assignments": wanted})


WAYS: dict[str, tuple[Ask, int, int]] = {
    "read": (lambda client, made: client.get(f"/interviews/{made['id']}"), 200, 404),
    "follow-up": (follow_up, 200, 404),
    "record": (record, 200, 422),
    "group": (group, 201, 422),
    "delete": (lambda client, made: client.delete(f"/interviews/{made['id']}"), 204, 404),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("role", ["mentor", "administrator"])
def test_whoever_knows_the_id_of_anothers_interview_gets_no_further_by_it(
    people: People, parts: App, olga: TestClient, made: dict[str, Any], way: str, role: Any
) -> None:
    ask, works, refused = WAYS[way]
    eve = people.signed_in("eve@b.c", role)
    problem(ask(eve, made), refused)
    assert made["id"] not in eve.get("/interviews").text
    assert made["id"] not in [record.interview_id for record in parts.records.list_all()]
    assert ask(olga, made).status_code == works


@pytest.mark.parametrize("scope", ["metrics", "administration"])
def test_a_token_for_something_else_reads_no_interview(people: People, scope: str) -> None:
    page = people.signed_in("root@b.c", "administrator")
    made = page.post("/interviews/made-to-measure", json=WANTED).raise_for_status().json()
    issued = page.post("/me/tokens", json={"name": "script", "scopes": [scope]}).json()["token"]
    for path in ("/interviews", f"/interviews/{made['id']}"):
        problem(people.bearer(issued).get(path), 403)


def test_a_record_shows_its_interview_to_whom_it_is_shown_and_who_may_read_it_may_not_hand_it_on(
    people: People, parts: App, olga: TestClient, made: dict[str, Any]
) -> None:
    reported(parts, "r1", "olga@b.c", made["id"])
    olga.post("/records/r1/shares", json={"email": "mia@b.c"}).raise_for_status()
    guest = people.bearer(olga.post("/records/r1/links", json={}).json()["token"])
    mia = people.signed_in("mia@b.c", "mentor")
    assert (mia.get(f"/interviews/{made['id']}").status_code, guest.get(f"/interviews/{made['id']}").status_code) == (
        200,
        200,
    )
    problem(group(mia, made), 403)
    problem(mia.delete(f"/interviews/{made['id']}"), 404)


def test_a_record_that_names_anothers_interview_opens_it_to_nobody(
    people: People, parts: App, made: dict[str, Any]
) -> None:
    """As earlier versions let it be named."""
    eve = people.signed_in("eve@b.c", "mentor")
    reported(parts, "r2", "eve@b.c", made["id"])
    eve.post("/records/r2/shares", json={"email": "mia@b.c"}).raise_for_status()
    mia = people.signed_in("mia@b.c", "mentor")
    for client in (eve, mia):
        problem(client.get(f"/interviews/{made['id']}"), 404)
    told = eve.get("/records/r2/follow-ups").text + eve.post("/records/r2/follow-ups", json={"question_id": "q1"}).text
    assert not [one["text"] for one in made["questions"] if one["text"] in told]


def test_one_without_an_owner_is_read_by_nobody_until_it_is_adopted(
    people: People, parts: App, olga: TestClient, made: dict[str, Any]
) -> None:
    """Made before people signed in."""
    people.store.made.take(made["id"])
    for client in (olga, people.signed_in("root@b.c", "administrator")):
        problem(client.get(f"/interviews/{made['id']}"), 404)
        assert made["id"] not in client.get("/interviews").text
