"""Lists that grow with what people do are told in pages, or what they list is bounded."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.accounts.conftest import Give, People
from tests.web.accounts.test_made_interviews import WANTED
from tests.web.answers import problem

from interview_simulator.accounts.making import made_by
from interview_simulator.compose import App
from interview_simulator.domain.access import Caller
from interview_simulator.web import made
from interview_simulator.web.interviews import card


def told(client: TestClient, path: str, limit: int) -> list[Any]:
    """All that is told, page by page."""
    results: list[Any] = []
    asked: dict[str, Any] = {"limit": limit}
    while True:
        page = client.get(path, params=asked).raise_for_status().json()
        assert len(page["results"]) <= limit
        results += page["results"]
        if page["next"] is None:
            return results
        asked["cursor"] = page["next"]


@pytest.fixture
def root(people: People) -> TestClient:
    return people.signed_in("root@b.c", "administrator")


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_groups_are_told_in_pages_and_nobody_elses(people: People, root: TestClient, limit: int) -> None:
    mia = people.signed_in("mia@b.c", "mentor")
    for number in range(3):
        for client in (mia, root):
            client.post("/groups", json={"name": f"Class {number}"}).raise_for_status()
    everything = mia.get("/groups").json()
    assert everything["next"] is None and len(everything["results"]) == 3
    assert told(mia, "/groups", limit) == everything["results"]


def test_invitations_are_told_in_pages_without_those_that_are_over(people: People, root: TestClient) -> None:
    for number in range(5):
        root.post("/invitations", json={"email": f"new{number}@b.c"}).raise_for_status()
    over = people.store.tokens.find(kind="invitation")[1]
    people.store.tokens.update(over.id, {"expires": "2020-01-01T00:00:00Z"})
    emails = [one["email"] for one in told(root, "/invitations", 2)]
    assert len(emails) == 4 and over.email not in emails


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_what_is_shown_to_a_mentor_is_told_in_pages_newest_first(
    people: People, parts: App, give: Give, limit: int
) -> None:
    mia = people.signed_in("mia@b.c", "mentor")
    for number in range(4):
        give(f"r{number}", f"ana{number}@b.c")
        parts.records.merge(f"r{number}", {"date": f"2026-01-0{number + 1}T00:00:00Z"})
        page = people.signed_in(f"ana{number}@b.c")
        if number != 2:
            page.post(f"/records/r{number}/shares", json={"email": "mia@b.c"}).raise_for_status()
    assert [one["record_id"] for one in told(mia, "/shared", limit)] == ["r3", "r1", "r0"]


@pytest.mark.parametrize("path", ["/groups", "/invitations", "/shared"])
def test_a_cursor_of_another_list_is_refused(root: TestClient, path: str) -> None:
    problem(root.get(path, params={"cursor": "nonsense"}), 422)
    problem(root.get(path, params={"limit": 1001}), 422)


def test_an_account_makes_so_many_interviews_and_no_more(
    people: People, parts: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(made, "MOST_MADE", 3)
    ana, bo = people.signed_in("ana@b.c"), people.signed_in("bo@b.c")
    template = next(iter(parts.interviews.values()))
    for number in range(3):
        made_by(people.store, Caller("candidate", "ana@b.c"), f"made-{number}")
        parts.made[f"made-{number}"] = template.model_copy(update={"id": f"made-{number}"})
    assert "delete one first" in problem(ana.post("/interviews/made-to-measure", json=WANTED), 403)
    bo.post("/interviews/made-to-measure", json=WANTED).raise_for_status()
    ana.delete("/interviews/made-1").raise_for_status()
    ana.post("/interviews/made-to-measure", json=WANTED).raise_for_status()


def test_others_interviews_are_not_read_for_a_list(people: People, parts: App) -> None:
    """Its time does not grow with what everybody else has made."""
    shipped = list(parts.interviews.values())
    broken = parts.made
    broken["made-of-bo"] = shipped[0].model_copy(update={"id": "made-of-bo"})
    made_by(people.store, Caller("candidate", "bo@b.c"), "made-of-bo")
    read: list[str] = []

    class Watched(dict[str, Any]):
        def __getitem__(self, name: str) -> Any:
            read.append(name)
            return super().__getitem__(name)

    parts.interviews.maps[0] = Watched(broken)  # type: ignore[attr-defined]  # a chain of maps
    listed = people.signed_in("ana@b.c").get("/interviews").json()["results"]
    assert listed == [card(one).model_dump() for one in shipped] and "made-of-bo" not in read
