"""Records, their reports, retries and deletion."""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.support.waiting import PATIENCE_S
from tests.web.answers import problem

from interview_simulator.compose import App
from interview_simulator.domain.record import StepProgress

NEW = {"record_id": "r1", "email": "Ana@example.org", "duration": "00:00:11", "video": "r1.wav"}


@pytest.mark.parametrize("record_first", [True, False], ids=["record first", "upload first"])
def test_record_and_upload_come_in_either_order(client: TestClient, upload: Any, record_first: bool) -> None:
    if record_first:
        assert client.post("/record", json=NEW).json() == {"message": "success"}
    upload().raise_for_status()
    client.get("/records/r1/events")
    if not record_first:
        client.post("/record", json=NEW).raise_for_status()
    (record,) = client.get("/records", params={"email": "ana@EXAMPLE.org"}).json()["results"]
    assert (record["status"], record["email"], record["attempt"]) == ("succeeded", "Ana@example.org", 1)
    assert record["video"].startswith("artefacts/r1/playable.")


def test_a_record_without_a_date_gets_the_present_and_keeps_it(client: TestClient) -> None:
    client.post("/record", json=NEW)
    first = client.get("/records/r1").json()["date"]
    assert first.endswith("Z")
    client.post("/record", json={**NEW, "duration": "00:00:12"})
    record = client.get("/records/r1").json()
    assert (record["date"], record["duration"]) == (first, "00:00:12")


def test_a_date_is_kept_in_utc(client: TestClient) -> None:
    client.post("/record", json={**NEW, "date": "2026-02-01T10:00:00-03:00"})
    assert client.get("/records/r1").json()["date"] == "2026-02-01T13:00:00Z"


@pytest.mark.parametrize(
    "date",
    ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", 1e300, -1e300, "9999-99-99T00:00:00Z", "0000-01-01"],
)
def test_a_date_that_utc_does_not_have_is_refused(client: TestClient, date: object) -> None:
    problem(client.post("/record", json={**NEW, "date": date}), 422)
    problem(client.get("/records/r1"), 404)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("record_id", "../r1"),
        ("record_id", ""),
        ("email", "ana"),
        ("email", "a" * 320 + "@b.c"),
        ("duration", "11 seconds"),
        ("duration", "00:61:00"),
        ("date", "yesterday"),
        ("date", "2026-02-01T10:00:00"),
        ("language", "de"),
        ("interview_id", "nonsense"),
        ("marks", [{"question_id": "a", "start_s": -1}]),
        ("attempt", 7),
        ("video", "x" * 257),
    ],
)
def test_what_a_record_cannot_hold_is_refused_by_its_name(client: TestClient, field: str, value: object) -> None:
    assert field in problem(client.post("/record", json={**NEW, field: value}), 422)
    problem(client.get("/records/r1"), 404)


def test_a_record_keeps_its_owner_when_it_is_told_again_without_one(client: TestClient) -> None:
    client.post("/record", json=NEW).raise_for_status()
    client.post("/record", json={name: value for name, value in NEW.items() if name != "email"}).raise_for_status()
    assert client.get("/records/r1").json()["email"] == NEW["email"]


@pytest.mark.parametrize("told", [None, "00:59:59"])
def test_a_duration_that_was_told_stays_and_else_it_is_measured(
    client: TestClient, upload: Any, told: str | None
) -> None:
    client.post("/record", json={**NEW, "duration": told}).raise_for_status()
    upload().raise_for_status()
    client.get("/records/r1/events")
    measured = client.get("/records/r1").json()["duration"]
    assert measured is not None and (told is None or measured == told)
    client.post("/record", json={**NEW, "duration": None}).raise_for_status()
    assert client.get("/records/r1").json()["duration"] == measured


@pytest.mark.parametrize("field", ["record_id", "duration"])
def test_a_record_needs_its_fields(client: TestClient, field: str) -> None:
    without = {name: value for name, value in NEW.items() if name != field}
    assert field in problem(client.post("/record", json=without), 422)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/records/r1"),
        ("GET", "/records/r1/report"),
        ("GET", "/records/r1/events"),
        ("POST", "/records/r1/retry"),
        ("DELETE", "/records/r1"),
    ],
)
def test_a_record_that_is_not_there_is_not_found(client: TestClient, method: str, path: str) -> None:
    assert "r1" in problem(client.request(method, path), 404)
    problem(client.request(method, path.replace("r1", "-bad.id")), 422)


def test_a_report_that_is_not_there_yet_is_not_found(client: TestClient) -> None:
    client.post("/record", json=NEW)
    assert "waiting" in problem(client.get("/records/r1/report"), 404)


def test_a_report_of_an_older_release_is_answered_with_the_fields_of_this_one(
    client: TestClient, analysed: str, parts: App, tmp_path: Path
) -> None:
    record = client.get("/records/r1").json()
    older = json.loads(b"".join(parts.media.read(record["report"])))
    del older["notes"], older["evaluation"], older["other_languages"]
    (tmp_path / "report.json").write_text(json.dumps(older), encoding="utf-8")
    parts.media.put(record["report"], tmp_path / "report.json")
    report = client.get("/records/r1/report").raise_for_status().json()
    assert report["notes"] == report["other_languages"] == []
    assert report["evaluation"]["status"] == "not_analysed"


def test_records_are_listed_newest_first(client: TestClient) -> None:
    for name, day in (("old", "01"), ("new", "03"), ("middle", "02")):
        client.post("/record", json={**NEW, "record_id": name, "date": f"2026-02-{day}T00:00:00Z"})
    found = [record["record_id"] for record in client.get("/records").json()["results"]]
    assert found == ["new", "middle", "old"]
    assert client.get("/records", params={"email": "nobody@example.org"}).json()["results"] == []


def test_a_finished_recording_can_be_analysed_again(client: TestClient, analysed: str) -> None:
    answer = client.post("/records/r1/retry")
    assert (answer.status_code, answer.json()) == (202, {"message": "success"})
    client.get("/records/r1/events")
    record = client.get("/records/r1").json()
    assert (record["attempt"], record["status"]) == (2, "succeeded")


def test_a_finished_recording_can_be_analysed_again_in_another_language(client: TestClient, analysed: str) -> None:
    client.post("/records/r1/retry", json={"language": "pt"}).raise_for_status()
    client.get("/records/r1/events")
    record = client.get("/records/r1").json()
    assert (record["attempt"], record["status"], record["language"]) == (2, "succeeded", "pt")
    assert client.get("/records/r1/report").json()["language"] == "pt"
    client.post("/records/r1/retry", json={}).raise_for_status()
    client.get("/records/r1/events")
    assert client.get("/records/r1").json()["language"] == "pt"


def test_a_language_that_is_not_offered_is_refused_and_changes_nothing(client: TestClient, analysed: str) -> None:
    assert "language" in problem(client.post("/records/r1/retry", json={"language": "de"}), 422)
    assert client.get("/records/r1").json()["attempt"] == 1


def test_what_is_being_analysed_keeps_its_language(client: TestClient, parts: App) -> None:
    parts.records.merge("r1", {"recording": "recordings/r1.wav", "language": "en"})
    parts.records.begin_attempt("r1", 0)
    problem(client.post("/records/r1/retry", json={"language": "pt"}), 409)
    assert client.get("/records/r1").json()["language"] == "en"


def test_what_has_no_recording_cannot_be_analysed_again(client: TestClient) -> None:
    client.post("/record", json=NEW)
    assert "upload" in problem(client.post("/records/r1/retry"), 409)


def test_what_is_being_analysed_cannot_be_analysed_again(client: TestClient, parts: App) -> None:
    parts.records.merge("r1", {"recording": "recordings/r1.wav"})
    parts.records.begin_attempt("r1", 0)
    assert "wait" in problem(client.post("/records/r1/retry"), 409)


def test_a_deleted_record_leaves_no_file(client: TestClient, analysed: str, files: Callable[[], list[str]]) -> None:
    assert len(files()) > 3
    answer = client.delete("/records/r1")
    assert (answer.status_code, answer.content) == (204, b"")
    assert files() == []
    problem(client.get("/records/r1"), 404)


def events(client: TestClient) -> list[tuple[str, str]]:
    lines = client.get("/records/r1/events").raise_for_status().text.splitlines()
    kinds = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
    datas = [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]
    return list(zip(kinds, datas, strict=True))


def test_events_of_a_finished_analysis_are_where_it_stands_and_the_end(client: TestClient, analysed: str) -> None:
    (progress, state), (done, end) = events(client)
    assert (progress, done) == ("progress", "done")
    assert '"percent": 100' in state and '"update_record"' in state
    assert end == '{"record_id": "r1", "status": "succeeded"}'


def test_events_tell_every_change_and_end_with_the_analysis(client: TestClient, parts: App) -> None:
    parts.records.merge("r1", {"recording": "recordings/r1.wav"})
    parts.records.begin_attempt("r1", 0)
    told: list[tuple[str, str]] = []
    listener = threading.Thread(target=lambda: told.extend(events(client)))
    listener.start()
    parts.records.set_step("r1", "transcription", StepProgress(status="running", percent=40))
    listener.join(timeout=1.0)
    parts.records.finish_attempt("r1", 1, {"status": "partly_failed"})
    listener.join(timeout=PATIENCE_S)
    assert [kind for kind, _ in told].count("done") == 1 and told[-1][0] == "done"
    assert any('"percent": 40' in state for _, state in told)
    assert "partly_failed" in told[-1][1]


def test_events_of_a_record_that_is_deleted_end(client: TestClient, parts: App) -> None:
    client.post("/record", json=NEW)
    told: list[tuple[str, str]] = []
    listener = threading.Thread(target=lambda: told.extend(events(client)))
    listener.start()
    listener.join(timeout=0.5)
    client.delete("/records/r1")
    listener.join(timeout=PATIENCE_S)
    assert told[-1] == ("done", '{"record_id": "r1", "status": "deleted"}')


def test_records_are_listed_in_pages_that_go_on_where_the_last_one_ended(client: TestClient, parts: App) -> None:
    for number in range(7):
        parts.records.merge(f"p{number}", {"date": f"2026-02-0{1 + number // 2}T00:00:00Z"})
    told, query = [], {"limit": "3"}
    for _ in range(3):
        page = client.get("/records", params=query).raise_for_status().json()
        told.append([record["record_id"] for record in page["results"]])
        query["cursor"] = page["next"]
    assert told == [["p6", "p4", "p5"], ["p2", "p3", "p0"], ["p1"]] and page["next"] is None


def test_a_hundred_records_are_told_where_nothing_is_said_of_how_many(client: TestClient, parts: App) -> None:
    for number in range(101):
        parts.records.merge(f"p{number}", {"date": "2026-02-01T00:00:00Z"})
    page = client.get("/records").json()
    assert len(page["results"]) == 100 and page["next"]
    assert len(client.get("/records", params={"limit": 1000}).json()["results"]) == 101


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("limit", "0"),
        ("limit", "1001"),
        ("limit", "many"),
        ("cursor", "nonsense"),
        ("cursor", "!"),
        ("cursor", "W10"),
        ("cursor", "WzEsIDJd"),
        ("cursor", "W" * 2000),
        ("cursor", "é"),
    ],
)
def test_a_page_that_there_is_not_is_refused(client: TestClient, field: str, value: str) -> None:
    assert field in problem(client.get("/records", params={field: value}), 422)
