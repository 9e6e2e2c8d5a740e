"""Consent, export, erasure and the audit log where people sign in."""

import io
import json
import zipfile

from fastapi.testclient import TestClient
from tests.web.accounts.conftest import Give, People
from tests.web.accounts.test_matrix import silent_report
from tests.web.answers import problem

from interview_simulator.accounts import sharing
from interview_simulator.compose import App
from interview_simulator.domain.account import Comment, Group
from interview_simulator.stores.accounts.store import AccountStore

EARLY = "2026-01-01T00:00:00Z"


def test_nothing_is_taken_from_who_has_not_consented(parts: App, people: People) -> None:
    ana = people.browser(people.account("ana@b.c", consents=False))
    problem(ana.get("/upload", params={"filename": "r1.webm"}), 403)
    problem(ana.post("/uploads", json={"filename": "r1.webm"}), 403)
    problem(ana.post("/record", json={"record_id": "r1", "duration": "00:00:10"}), 403)
    assert parts.records.get("r1") is None, "nothing was claimed either"
    version = ana.get("/consent").json()["version"]
    assert ana.put("/consent", json={"version": version}).json()["holds"]
    assert ana.get("/upload", params={"filename": "r1.webm"}).status_code == 200


def test_another_persons_things_are_nobodys_but_an_administrators(people: People, give: Give) -> None:
    give("r1", "ana@b.c")
    eve, root = people.signed_in("eve@b.c"), people.signed_in("root@b.c", "administrator")
    for method, path in (("GET", "/export"), ("DELETE", "/everything"), ("GET", "/audit")):
        problem(eve.request(method, path, params={"email": "ana@b.c"}), 403)
    assert root.get("/audit", params={"email": "ana@b.c"}).status_code == 200


def test_who_saw_a_report_is_told_to_whose_it_is(parts: App, people: People, give: Give, client: TestClient) -> None:
    give("r1", "ana@b.c")
    ana, mia, eve = people.signed_in("ana@b.c"), people.signed_in("mia@b.c", "mentor"), people.signed_in("eve@b.c")
    sharing.share_with(people.store, "r1", "mia@b.c", 1e9, None)
    eve.get("/records/r1/report")
    assert ana.get("/audit").json()["results"] == [], "who saw nothing is not told of"
    parts.records.merge("r1", {"report": "artefacts/r1/report.json"})
    assert parts.receiving is not None
    with parts.receiving.media.writing("artefacts/r1/report.json") as sink:
        sink.write(silent_report("r1").model_dump_json().encode())
    mia.get("/records/r1/report").raise_for_status()
    (entry,) = ana.get("/audit").json()["results"]
    assert (entry["who"], entry["action"], entry["record_id"]) == ("mia@b.c", "report_viewed", "r1")


def test_an_export_holds_the_account_without_its_secrets(people: People) -> None:
    ana = people.signed_in("ana@b.c")
    ana.post("/me/tokens", json={"name": "script"}).raise_for_status()
    with zipfile.ZipFile(io.BytesIO(ana.get("/export").content)) as archive:
        account = json.loads(archive.read("account.json"))
    assert [one["email"] for one in account["account"]] == ["ana@b.c"]
    assert "script" in {token["name"] for token in account["tokens"]}
    assert "argon2" not in json.dumps(account)


def test_a_person_who_is_erased_leaves_nothing_with_others(people: People, store: AccountStore, give: Give) -> None:
    give("r1", "olga@b.c")
    mia = people.signed_in("mia@b.c", "mentor")
    store.comments.put(Comment(id="c1", record_id="r1", created=EARLY, author="mia@b.c", at_s=1.0, text="Well said."))
    store.groups.put(Group(id="g1", created=EARLY, owner="another", name="Class", emails=("mia@b.c", "olga@b.c")))
    sharing.share_with(store, "r1", "mia@b.c", 1e9, None)
    assert mia.delete("/everything").status_code == 204
    assert mia.get("/me").status_code == 401
    assert not store.accounts.find(email="mia@b.c") and not store.comments.find(author="mia@b.c")
    assert not store.shares.find(email="mia@b.c")
    group = store.groups.get("g1")
    assert group is not None and group.emails == ("olga@b.c",)
