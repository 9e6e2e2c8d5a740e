"""Records, files and interviews of people who sign in."""

from typing import Any

import pytest
from tests.web.accounts.conftest import Give, People
from tests.web.answers import problem

from interview_simulator.compose import App

NEW = {"record_id": "r1", "duration": "00:00:10"}


def test_a_recording_belongs_to_who_sent_it_and_signed_urls_need_no_sign_in(
    people: People, parts: App, recording: bytes
) -> None:
    ana, nobody = people.signed_in("ana@b.c"), people.browser()
    form = ana.get("/upload", params={"filename": "r1.wav"}).json()
    sent = nobody.post(form["url"], data=form["fields"], files={"file": recording}, headers={"X-Requested-With": ""})
    assert sent.status_code == 204
    ana.post("/record", json=NEW).raise_for_status()
    ana.get("/records/r1/events").raise_for_status()
    assert ana.get("/records/r1").json()["email"] == "ana@b.c"
    url = ana.get("/download", params={"filename": "r1.wav"}).json()["url"]
    assert nobody.get(url).content == recording
    assert people.signed_in("bo@b.c").get("/records/r1").status_code == 404


@pytest.mark.parametrize("first", ["upload", "record"])
def test_anothers_record_cannot_be_claimed(people: People, first: str) -> None:
    ana, eve = people.signed_in("ana@b.c"), people.signed_in("eve@b.c")
    if first == "upload":
        ana.get("/upload", params={"filename": "r1.wav"}).raise_for_status()
    ana.post("/record", json=NEW).raise_for_status()
    problem(eve.post("/record", json=NEW), 404)
    problem(eve.get("/upload", params={"filename": "r1.wav"}), 404)
    assert ana.get("/records/r1").json()["email"] == "ana@b.c"


def test_a_record_from_before_there_were_accounts_cannot_be_claimed(people: People, parts: App) -> None:
    parts.records.merge("r1", {"recording": "recordings/r1.wav"})
    problem(people.signed_in("eve@b.c").post("/record", json=NEW), 404)


def test_a_record_is_not_written_under_anothers_address(people: People, parts: App) -> None:
    for role in ("candidate", "mentor", "administrator"):
        client = people.signed_in(f"{role}@b.c", role)
        problem(client.post("/record", json={**NEW, "email": "ana@b.c"}), 403)
    assert parts.records.list_all() == []


def test_a_file_of_a_wrong_name_makes_no_record(people: People, parts: App) -> None:
    ana = people.signed_in("ana@b.c")
    for filename in ("r1.exe", "r1", "a/r1.webm", "../r1.webm", ""):
        problem(ana.get("/upload", params={"filename": filename}), 422)
        problem(ana.post("/uploads", json={"filename": filename}), 422)
    assert parts.records.list_all() == []


@pytest.mark.parametrize("filename", ["/", "a/", "artefacts/", "artefacts//", "..", ".", "recordings/", "\x00/a"])
def test_a_strange_name_of_a_file_is_refused(people: People, filename: str) -> None:
    assert people.signed_in("ana@b.c").get("/download", params={"filename": filename}).status_code in (404, 422)


def test_a_file_of_anothers_record_is_not_there(people: People, give: Give) -> None:
    give("r1", "ana@b.c")
    eve = people.signed_in("eve@b.c")
    for filename in ("r1.webm", "recordings/r1.webm", "artefacts/r1/report.json"):
        problem(eve.get("/download", params={"filename": filename}), 404)


def listed(answer: Any) -> list[str]:
    return sorted(record["record_id"] for record in answer.raise_for_status().json()["results"])


def test_everyone_lists_what_they_may_see(people: People, give: Give) -> None:
    give("of-ana", "ana@b.c")
    give("of-bo", "bo@b.c")
    give("of-mia", "mia@b.c")
    ana, mia = people.signed_in("ana@b.c"), people.signed_in("mia@b.c", "mentor")
    admin = people.signed_in("root@b.c", "administrator")
    ana.post("/records/of-ana/shares", json={"email": "mia@b.c"}).raise_for_status()
    assert listed(ana.get("/records", params={"email": "ANA@b.c"})) == ["of-ana"]
    problem(ana.get("/records", params={"email": "bo@b.c"}), 403)
    problem(ana.get("/records"), 403)
    assert listed(mia.get("/records")) == ["of-ana", "of-mia"]
    assert listed(mia.get("/records", params={"email": "ana@b.c"})) == ["of-ana"]
    assert listed(mia.get("/records", params={"email": "bo@b.c"})) == []
    assert listed(admin.get("/records")) == ["of-ana", "of-bo", "of-mia"]


def test_who_has_as_many_records_as_they_may_makes_no_more(people: People) -> None:
    ana = people.account("ana@b.c")
    admin, client = people.signed_in("root@b.c", "administrator"), people.browser(ana)
    admin.patch(f"/accounts/{ana.id}", json={"most_records": 1}).raise_for_status()
    client.post("/record", json=NEW).raise_for_status()
    client.get("/upload", params={"filename": "r1.webm"}).raise_for_status()
    assert "1 records" in problem(client.post("/uploads", json={"filename": "r2.webm"}), 403)
    client.delete("/records/r1").raise_for_status()
    assert client.post("/uploads", json={"filename": "r2.webm"}).status_code == 200


ADVERTISEMENT = {"advertisement": "We look for a data engineer who knows SQL and Python well.", "language": "en"}


def test_an_interview_made_to_measure_is_its_owners_and_of_those_it_is_assigned_to(people: People) -> None:
    mia, ana, eve = (people.signed_in(f"{name}@b.c", "mentor") for name in ("mia", "ana", "eve"))
    made = mia.post("/interviews/made-to-measure", json=ADVERTISEMENT).json()["id"]

    def sees(client: Any) -> tuple[bool, int]:
        cards = client.get("/interviews").json()["results"]
        return made in [card["id"] for card in cards], client.get(f"/interviews/{made}").status_code

    assert [sees(client) for client in (mia, ana, eve)] == [(True, 200), (False, 404), (False, 404)]
    group = {"name": "Class", "emails": ["ana@b.c"], "assignments": [{"interview_id": made}]}
    mia.post("/groups", json=group).raise_for_status()
    assert [sees(client) for client in (mia, ana, eve)] == [(True, 200), (True, 200), (False, 404)]
    problem(ana.delete(f"/interviews/{made}"), 404)
    assert mia.delete(f"/interviews/{made}").status_code == 204


def test_a_page_is_full_of_what_the_caller_may_see(people: People, parts: App) -> None:
    """What others have stands between the records, and counts for nothing."""
    mia, ana = people.signed_in("mia@b.c", "mentor"), people.signed_in("ana@b.c")
    for number, owner in enumerate(["ana@b.c", "mia@b.c", "bo@b.c"] * 3):
        parts.records.merge(f"r{number}", {"email": owner, "date": f"2026-01-0{number + 1}T00:00:00Z"})
    ana.post("/records/r0/shares", json={"email": "mia@b.c"}).raise_for_status()
    first = mia.get("/records", params={"limit": 2}).json()
    second = mia.get("/records", params={"limit": 2, "cursor": first["next"]}).json()
    told = [[record["record_id"] for record in page["results"]] for page in (first, second)]
    assert told == [["r7", "r4"], ["r1", "r0"]] and second["next"] is None
    root = people.signed_in("root@b.c", "administrator")
    assert len(root.get("/records").json()["results"]) == 9
