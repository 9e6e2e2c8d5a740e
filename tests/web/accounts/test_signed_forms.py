"""A form or URL that was signed before is of no use after consent, account or record are gone."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.accounts.conftest import People

from interview_simulator.compose import App
from interview_simulator.domain.account import Account
from interview_simulator.privacy import consent
from interview_simulator.privacy.erase import erase_person, erase_record
from interview_simulator.web.intake import adopt

ANA, BEN = "ana@example.org", "ben@example.org"
KEY = "recordings/r1.wav"


@pytest.fixture
def ana(people: People) -> Account:
    return people.account(ANA)


@pytest.fixture
def browser(people: People, ana: Account) -> TestClient:
    return people.browser(ana)


def form(browser: TestClient, filename: str = "r1.wav") -> dict[str, Any]:
    answer: dict[str, Any] = browser.get("/upload", params={"filename": filename}).raise_for_status().json()
    return answer


def sent(browser: TestClient, signed: dict[str, Any], content: bytes) -> Any:
    return browser.post(signed["url"], data=signed["fields"], files={"file": content})


def nothing_came(parts: App) -> bool:
    return parts.media.keys("") == [] and parts.records.list_by_status("analysing") == []


def test_asking_for_a_form_writes_nothing(browser: TestClient, parts: App) -> None:
    form(browser)
    assert parts.records.list_all() == [] and parts.uploads.under_way("") == []


@pytest.mark.parametrize("described", ["before", "after", "never"])
def test_the_record_is_made_for_who_asked_for_the_form(
    browser: TestClient, parts: App, recording: bytes, described: str
) -> None:
    fields = {"record_id": "r1", "duration": "00:00:01", "email": ANA}
    signed = form(browser)
    if described == "before":
        browser.post("/record", json=fields).raise_for_status()
    assert sent(browser, signed, recording).status_code == 204
    if described == "after":
        browser.post("/record", json=fields).raise_for_status()
    record = parts.records.get("r1")
    assert record is not None and (record.email, record.recording, record.uploading) == (ANA, KEY, None)
    assert [one["record_id"] for one in browser.get("/records", params={"email": ANA}).json()["results"]] == ["r1"]


def withdrawn(parts: App, _ana: Account) -> None:
    assert parts.privacy is not None
    consent.withdraw(parts.privacy.consents, ANA)


def disabled(parts: App, ana: Account) -> None:
    assert parts.accounts is not None
    parts.accounts.accounts.update(ana.id, {"disabled": True})


def account_erased(parts: App, _ana: Account) -> None:
    assert parts.privacy is not None
    erase_person(parts, parts.privacy, ANA)


def record_erased(parts: App, _ana: Account) -> None:
    erase_record(parts, parts.records.claim("r1", ANA, {"duration": "00:00:01"}))


def taken_by_another(parts: App, _ana: Account) -> None:
    parts.records.claim("r1", BEN, {"duration": "00:00:01"})


def quota_reached(parts: App, ana: Account) -> None:
    assert parts.accounts is not None
    parts.accounts.accounts.update(ana.id, {"most_records": 0})


CHANGES: dict[str, tuple[Callable[[App, Account], None], int]] = {
    "consent was withdrawn": (withdrawn, 403),
    "the account was disabled": (disabled, 403),
    "the person was erased": (account_erased, 403),
    "the record was deleted": (record_erased, 410),
    "another account has the record": (taken_by_another, 409),
    "the account has as many records as it may": (quota_reached, 403),
}


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_form_is_refused_after(browser: TestClient, parts: App, ana: Account, recording: bytes, change: str) -> None:
    signed = form(browser)
    changing, status = CHANGES[change]
    changing(parts, ana)
    refused = sent(browser, signed, recording)
    assert refused.status_code == status, refused.text
    assert nothing_came(parts)


@pytest.mark.parametrize("change", [name for name in CHANGES if name != "the account has as many records as it may"])
def test_a_form_whose_file_is_on_its_way_is_refused_after(
    browser: TestClient, parts: App, ana: Account, recording: bytes, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The change comes between the last byte and the record: while the recording is looked at."""
    from interview_simulator.media import check

    looked_at = check.check_recording

    def changed_meanwhile(path: Path, most_s: float) -> object:
        CHANGES[change][0](parts, ana)
        return looked_at(path, most_s)

    monkeypatch.setattr(check, "check_recording", changed_meanwhile)
    assert sent(browser, form(browser), recording).status_code == CHANGES[change][1]
    assert nothing_came(parts)


@pytest.mark.parametrize("change", ["consent was withdrawn", "the account was disabled", "the record was deleted"])
def test_a_part_is_refused_after(browser: TestClient, parts: App, ana: Account, recording: bytes, change: str) -> None:
    browser.post("/uploads", json={"filename": "r1.wav"}).raise_for_status()
    part = {"number": 1, "size": len(recording), "sha256": sha256(recording).hexdigest()}
    url = browser.post("/uploads/r1/parts", json=part).raise_for_status().json()["url"]
    CHANGES[change][0](parts, ana)
    assert browser.put(url, content=recording).status_code == CHANGES[change][1]
    assert [parts.uploads.parts(one.key) for one in parts.uploads.under_way("")] in ([], [[]])


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/upload?filename=r1.wav", None),
        ("POST", "/uploads", {"filename": "r1.wav"}),
        ("POST", "/record", {"record_id": "r1", "duration": "00:00:01"}),
    ],
)
def test_nothing_is_taken_under_the_id_of_a_deleted_record(
    browser: TestClient, parts: App, ana: Account, method: str, path: str, body: dict[str, str] | None
) -> None:
    record_erased(parts, ana)
    assert browser.request(method, path, json=body).status_code == 410
    assert parts.records.list_all() == []


def test_what_a_killed_process_left_goes_to_its_owner_or_goes(parts: App, people: People, tmp_path: Path) -> None:
    people.account(ANA)
    people.account(BEN, consents=False)
    (file := tmp_path / "file").write_bytes(b"x")
    for record_id in ("expected", "unexpected", "erased", "without-consent"):
        parts.media.put(f"recordings/{record_id}.wav", file)
    parts.records.claim("expected", ANA, {"uploading": "expected.wav"})
    parts.records.claim("without-consent", BEN, {"uploading": "without-consent.wav"})
    parts.records.erase("erased")
    adopt(parts)
    expected = parts.records.get("expected")
    assert expected is not None and (expected.email, expected.recording) == (ANA, "recordings/expected.wav")
    assert parts.media.keys("") == ["recordings/expected.wav"]
    assert {record.record_id for record in parts.records.list_all()} == {"expected", "without-consent"}
