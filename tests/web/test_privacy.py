"""Consent, export, erasure, retention and the audit log through the API."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from fastapi import Request
from fastapi.testclient import TestClient
from tests.web.answers import problem

from interview_simulator.compose import App
from interview_simulator.web.app import create_app

ANA, BIA = "ana@example.org", "bia@example.org"
NEW = {"record_id": "r1", "email": ANA, "duration": "00:00:01"}
Upload = Callable[..., Any]


def consent_missing(answer: Any) -> None:
    assert (answer.status_code, answer.json().get("code")) == (403, "consent_missing"), answer.text
    assert answer.headers["content-type"] == "application/problem+json" and "consent" in answer.json()["detail"]


@pytest.fixture
def asked(parts: App) -> App:
    """An installation that asks for consent."""
    return replace(parts, settings=parts.settings.model_copy(update={"consent_required": True}))


def test_without_consent_nothing_is_taken_and_with_it_everything_until_it_is_withdrawn(asked: App) -> None:
    with TestClient(create_app(asked)) as client:
        calls: list[Callable[[], Any]] = [
            lambda: client.get("/upload", params={"filename": "r1.wav"}),
            lambda: client.post("/uploads", json={"filename": "r1.wav"}),
            lambda: client.post("/record", json=NEW),
        ]
        for call in calls:
            consent_missing(call())
        assert client.get("/records").json()["results"] == []
        state = client.get("/consent").json()
        assert (state["required"], state["holds"], state["consent"]) == (True, False, None)
        given = client.put("/consent", json={"version": state["version"]}).json()
        assert given["holds"] and given["consent"]["given"].endswith("Z")
        assert [call().status_code for call in calls] == [200, 200, 200]
        assert client.delete("/consent").status_code == 204
        for call in calls:
            consent_missing(call())
        assert client.get("/consent").json()["consent"]["withdrawn"] is not None
        assert [record["record_id"] for record in client.get("/records").json()["results"]] == ["r1"]


def test_the_guides_routes_work_without_consent_where_nobody_asks_for_it(client: TestClient, upload: Upload) -> None:
    assert client.get("/consent").json()["required"] is False
    assert client.post("/record", json=NEW).status_code == 200 and upload().status_code == 204


def test_a_consent_to_another_text_than_the_present_one_is_refused(client: TestClient) -> None:
    assert "version" in problem(client.put("/consent", json={"version": "0"}), 409)


def signed_in(request: Request) -> str:
    return request.headers["x-email"]


def test_with_accounts_consent_is_asked_of_each_person(parts: App) -> None:
    with TestClient(create_app(parts, signed_in)) as client:
        client.put("/consent", json={"version": "1"}, headers={"x-email": ANA}).raise_for_status()
        new = {"record_id": "b1", "duration": "00:00:01"}
        consent_missing(client.post("/record", json=new, headers={"x-email": BIA}))
        assert client.post("/record", json=new, headers={"x-email": ANA}).status_code == 200


@pytest.mark.parametrize(("method", "path"), [("GET", "/export"), ("DELETE", "/everything"), ("GET", "/audit")])
def test_with_accounts_nobody_reaches_what_is_anothers(parts: App, method: str, path: str) -> None:
    parts.records.merge("b1", {"email": BIA})
    with TestClient(create_app(parts, signed_in)) as client:
        problem(client.request(method, path, params={"email": BIA}, headers={"x-email": ANA}), 403)
        own = client.request(method, path, headers={"x-email": ANA})
        assert own.status_code in (200, 204) and b"b1" not in own.content
    assert parts.records.get("b1") is not None


def exported(answer: Any) -> dict[str, bytes]:
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/zip"
    with ZipFile(BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_export_holds_everything_about_the_person_and_nothing_of_others(
    client: TestClient, analysed: str, parts: App, recording: bytes, upload: Upload
) -> None:
    client.post("/record", json=NEW)
    upload("b1.wav")
    client.post("/record", json={**NEW, "record_id": "b1", "email": BIA})
    client.get("/records/r1/report")
    found = exported(client.get("/export", params={"email": ANA}))
    assert found["records/r1/recording.wav"] == recording
    kept = {key.removeprefix("artefacts/r1/") for key in parts.media.keys("artefacts/r1/")}
    assert {f"records/r1/{name}" for name in kept} < set(found) and len(kept) >= 3
    assert json.loads(found["records/r1/record.json"])["email"] == ANA
    assert found["records/r1/report.json"] == b"".join(parts.media.read("artefacts/r1/report.json"))
    audit = json.loads(found["audit.json"])
    assert {"report_viewed", "exported"} <= {entry["action"] for entry in audit}
    assert not [name for name in found if "b1" in name]
    everything = exported(client.get("/export"))
    assert {"records/r1/record.json", "records/b1/record.json"} <= set(everything)


def test_everything_about_a_person_can_be_erased_and_one_line_tells_that_it_was(
    client: TestClient, analysed: str, files: Callable[[], list[str]], upload: Upload
) -> None:
    client.post("/record", json=NEW)
    client.get("/records/r1/report")
    assert client.delete("/everything", params={"email": ANA}).status_code == 204
    assert files() == [] and client.get("/records").json()["results"] == []
    (entry,) = client.get("/audit").json()["results"]
    assert entry["action"] == "erased" and entry["who"].startswith("erased-")
    assert (entry["record_id"], entry["address"]) == (None, None) and ANA not in json.dumps(entry)


def test_who_saw_what_is_told_to_the_person(client: TestClient, analysed: str) -> None:
    client.post("/record", json=NEW)
    client.get("/records/r1/report")
    client.get("/download", params={"filename": "r1.wav"})
    client.delete("/records/r1")
    problem(client.get("/records/r1/report"), 404)
    entries = client.get("/audit", params={"email": ANA.upper()}).json()["results"]
    told = [(entry["action"], entry["record_id"], entry["file"]) for entry in entries]
    assert told == [
        ("record_deleted", "r1", None),
        ("file_downloaded", "r1", "r1.wav"),
        ("report_viewed", "r1", None),
    ]
    assert all(entry["address"] == "testclient" and entry["at"].endswith("Z") for entry in entries)
    assert client.get("/audit", params={"email": BIA}).json()["results"] == []


def test_old_records_go_at_the_start_and_again_later(parts: App) -> None:
    kept_for = replace(parts, settings=parts.settings.model_copy(update={"retention_days": 30.0}))
    parts.records.merge("old", {"email": ANA, "date": "2020-01-01T00:00:00Z"})
    parts.records.merge("new", {"email": ANA, "date": "2999-01-01T00:00:00Z"})
    with TestClient(create_app(kept_for)) as client:
        deadline_s = time.monotonic() + 30
        while len(client.get("/records").json()["results"]) > 1:
            assert time.monotonic() < deadline_s
        assert client.get("/records/new").status_code == 200
        entries = client.get("/audit").json()["results"]
    assert [(entry["action"], entry["record_id"]) for entry in entries] == [("record_expired", "old")]


def test_everything_is_kept_where_no_retention_is_set(parts: App) -> None:
    parts.records.merge("old", {"email": ANA, "date": "2020-01-01T00:00:00Z"})
    with TestClient(create_app(parts)) as client:
        assert client.get("/records/old").status_code == 200
    assert parts.records.get("old") is not None
