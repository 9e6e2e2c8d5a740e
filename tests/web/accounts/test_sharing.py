"""One record, shown to a mentor or by a link, and what mentors say about it."""

import time
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.accounts.conftest import Give, People
from tests.web.answers import problem

from interview_simulator.accounts import sharing
from interview_simulator.errors import GoneError
from interview_simulator.stores.accounts.store import AccountStore


@pytest.fixture
def ana(people: People, give: Give) -> TestClient:
    """Signed in, with a record r1."""
    give("r1", "ana@b.c")
    return people.signed_in("ana@b.c")


@pytest.fixture
def mia(people: People, ana: TestClient) -> TestClient:
    """A mentor, to whom r1 is shown."""
    ana.post("/records/r1/shares", json={"email": "Mia@b.c"}).raise_for_status()
    return people.signed_in("mia@b.c", "mentor")


def test_a_mentor_sees_what_is_shown_until_it_is_revoked(ana: TestClient, mia: TestClient) -> None:
    assert [record["record_id"] for record in mia.get("/shared").json()["results"]] == ["r1"]
    assert mia.get("/records/r1").status_code == 200
    (share,) = ana.get("/records/r1/shares").json()["results"]
    assert share["email"] == "mia@b.c"
    assert ana.delete(f"/records/r1/shares/{share['id']}").status_code == 204
    problem(mia.get("/records/r1"), 404)
    assert mia.get("/shared").json()["results"] == []


def test_a_mentor_who_is_none_any_more_sees_it_no_more(people: People, mia: TestClient) -> None:
    admin = people.signed_in("root@b.c", "administrator")
    admin.patch(f"/accounts/{mia.get('/me').json()['id']}", json={"role": "candidate"}).raise_for_status()
    problem(mia.get("/records/r1"), 404)


def test_sharing_again_changes_how_long_and_adds_nothing(ana: TestClient, mia: TestClient) -> None:
    again = ana.post("/records/r1/shares", json={"email": "mia@b.c", "valid_s": 60}).json()
    assert ana.get("/records/r1/shares").json()["results"] == [again] and again["expires"] is not None


def test_a_link_shows_one_record_until_it_is_revoked(people: People, ana: TestClient, give: Give) -> None:
    give("r2", "ana@b.c")
    made = ana.post("/records/r1/links", json={"valid_s": 60}).json()
    assert made["url"].endswith(f"/#/shared/r1/{made['token']}")
    guest = people.bearer(made["token"])
    assert guest.get("/records/r1").status_code == 200
    assert [record["record_id"] for record in guest.get("/shared").json()["results"]] == ["r1"]
    problem(guest.get("/records/r2"), 404)
    assert made["token"] not in ana.get("/records/r1/shares").text
    ana.delete(f"/records/r1/shares/{made['id']}").raise_for_status()
    problem(guest.get("/records/r1"), 401)


def test_a_link_ends_by_itself(people: People, ana: TestClient, store: AccountStore) -> None:
    secret, _ = sharing.share_by_link(store, "r1", time.time() - 61, 60)
    problem(people.bearer(secret).get("/records/r1"), 401)
    assert ana.get("/records/r1/shares").json() == {"results": []}


def test_a_share_of_another_record_is_not_revoked_through_ones_own(people: People, ana: TestClient, give: Give) -> None:
    give("r9", "eve@b.c")
    share = ana.post("/records/r1/shares", json={"email": "mia@b.c"}).json()
    problem(people.signed_in("eve@b.c").delete(f"/records/r9/shares/{share['id']}"), 404)
    assert len(ana.get("/records/r1/shares").json()["results"]) == 1


def test_what_is_said_of_a_deleted_record_is_gone_with_it(
    ana: TestClient, mia: TestClient, store: AccountStore, give: Give
) -> None:
    mia.post("/records/r1/comments", json={"at_s": 1, "text": "Well said."}).raise_for_status()
    mia.put("/records/r1/grades/q1", json={"score": 0.5}).raise_for_status()
    ana.post("/records/r1/links", json={}).raise_for_status()
    ana.delete("/records/r1").raise_for_status()
    assert [*store.shares.find(), *store.comments.find(), *store.grades.find()] == []
    with pytest.raises(GoneError):  # nor does anybody's record come under its id
        give("r1", "bo@b.c")
    problem(mia.get("/records/r1"), 404)


def test_comments_stand_in_the_order_of_the_video_and_their_author_takes_them_back(
    people: People, ana: TestClient, mia: TestClient
) -> None:
    for at_s, text in ((9.5, "Later."), (1.25, "Look up here.")):
        mia.post("/records/r1/comments", json={"at_s": at_s, "text": text}).raise_for_status()
    said: list[Any] = ana.get("/records/r1/comments").json()["results"]
    assert [(one["at_s"], one["text"], one["author"]) for one in said] == [
        (1.25, "Look up here.", "mia@b.c"),
        (9.5, "Later.", "mia@b.c"),
    ]
    ana.post("/records/r1/shares", json={"email": "max@b.c"}).raise_for_status()
    max_ = people.signed_in("max@b.c", "mentor")
    problem(max_.delete(f"/records/r1/comments/{said[0]['id']}"), 403)
    assert mia.delete(f"/records/r1/comments/{said[0]['id']}").status_code == 204
    assert len(ana.get("/records/r1/comments").json()["results"]) == 1


@pytest.mark.parametrize("comment", [{"at_s": -1, "text": "x"}, {"at_s": 1, "text": ""}, {"at_s": 1, "text": "a\x00"}])
def test_a_comment_that_says_nothing_or_nowhere_is_refused(mia: TestClient, comment: dict[str, object]) -> None:
    problem(mia.post("/records/r1/comments", json=comment), 422)


def test_each_mentor_has_one_grade_of_an_answer(people: People, ana: TestClient, mia: TestClient) -> None:
    ana.post("/records/r1/shares", json={"email": "max@b.c"}).raise_for_status()
    max_ = people.signed_in("max@b.c", "mentor")
    mia.put("/records/r1/grades/q1", json={"score": 0.25}).raise_for_status()
    mia.put("/records/r1/grades/q1", json={"score": 0.75, "note": "On second thoughts."}).raise_for_status()
    max_.put("/records/r1/grades/q1", json={"score": 1}).raise_for_status()
    grades = ana.get("/records/r1/grades").json()["results"]
    assert {(one["author"], one["score"], one["note"]) for one in grades} == {
        ("mia@b.c", 0.75, "On second thoughts."),
        ("max@b.c", 1.0, ""),
    }
    problem(mia.put("/records/r1/grades/q1", json={"score": 1.5}), 422)
    assert max_.delete("/records/r1/grades/q1").status_code == 204
    problem(max_.delete("/records/r1/grades/q1"), 404)


def test_a_group_is_told_what_to_practise(people: People) -> None:
    mia, ana, bo = people.signed_in("mia@b.c", "mentor"), people.signed_in("ana@b.c"), people.signed_in("bo@b.c")
    wanted = {"interview_id": "aws-basics-en", "due": "2026-12-01"}
    group = mia.post("/groups", json={"name": "Class", "emails": ["ANA@b.c"], "assignments": [wanted]}).json()
    (asked,) = ana.get("/me/assignments").json()["results"]
    assert (asked["interview_id"], asked["due"], asked["group"], asked["mentor"]) == (
        "aws-basics-en",
        "2026-12-01",
        "Class",
        "mia@b.c",
    )
    assert bo.get("/me/assignments").json() == {"results": []}
    changed = mia.put(f"/groups/{group['id']}", json={"name": "Class", "emails": ["bo@b.c"], "assignments": [wanted]})
    assert changed.json()["assignments"] == group["assignments"]
    assert ana.get("/me/assignments").json() == {"results": []}
    problem(mia.put(f"/groups/{group['id']}", json={"name": "C", "assignments": [{"interview_id": "none"}]}), 422)
    never = {**wanted, "due": "2026-02-30"}
    problem(mia.put(f"/groups/{group['id']}", json={"name": "C", "assignments": [never]}), 422)
    problem(people.signed_in("max@b.c", "mentor").delete(f"/groups/{group['id']}"), 404)
    mia.delete(f"/groups/{group['id']}").raise_for_status()
    assert bo.get("/me/assignments").json() == {"results": []}
