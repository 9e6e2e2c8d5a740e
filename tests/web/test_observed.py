"""Every answer bears the headers that protect, an id, and is counted."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.web.answers import problem

from interview_simulator.compose import App
from interview_simulator.errors import StoreUnavailableError
from interview_simulator.testing.records import MemoryRecordStore
from interview_simulator.web.app import create_app
from interview_simulator.web.observed import SECURITY_HEADERS


def broken() -> None:
    raise RuntimeError("/home/secret")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/healthz"),
        ("GET", "/records"),
        ("GET", "/records/none"),
        ("GET", "/nowhere"),
        ("PUT", "/records"),
        ("POST", "/media"),
        ("GET", "/broken"),
        ("GET", "/openapi.json"),
        ("GET", "/metrics"),
    ],
)
def test_every_answer_bears_the_headers_that_protect(app: FastAPI, client: TestClient, method: str, path: str) -> None:
    app.get("/broken")(broken)
    headers = client.request(method, path).headers
    assert set(SECURITY_HEADERS) - {name for name in SECURITY_HEADERS if name in headers} == set()
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy and "unsafe" not in policy and "*" not in policy


def test_answers_are_not_kept_by_caches(client: TestClient) -> None:
    assert client.get("/records").headers["cache-control"] == "no-store"


def test_each_request_has_an_id_of_its_own(client: TestClient) -> None:
    ids = {client.get("/healthz").headers["x-request-id"] for _ in range(3)}
    assert len(ids) == 3 and all(len(found) == 32 for found in ids)


def test_no_documentation_is_loaded_from_elsewhere(client: TestClient) -> None:
    for path in ("/docs", "/redoc"):
        problem(client.get(path), 404)


def count(client: TestClient, name: str) -> float:
    """The figure of this name in /metrics; 0 when it has none yet."""
    lines = client.get("/metrics").raise_for_status().text.splitlines()
    return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(name + " ")), 0.0)


def test_requests_steps_and_the_queue_are_counted(client: TestClient, upload: Any, parts: App) -> None:
    requests = 'interview_simulator_requests_total{method="POST",route="/media",status="204"}'
    steps = 'interview_simulator_steps_total{status="succeeded",step="transcription"}'
    before = count(client, requests), count(client, steps)
    upload().raise_for_status()
    client.get("/records/r1/events").raise_for_status()
    assert (count(client, requests), count(client, steps)) == (before[0] + 1, before[1] + 1)
    assert count(client, "interview_simulator_queue") == 0
    parts.records.merge("r9", {"status": "analysing"})
    assert count(client, "interview_simulator_queue") == 1
    assert count(client, "interview_simulator_uploads_under_way") == 0
    client.post("/uploads", json={"filename": "r2.wav"}).raise_for_status()
    assert count(client, "interview_simulator_uploads_under_way") == 1


def test_a_step_that_fails_is_counted_as_such(client: TestClient, upload: Any, parts: App) -> None:
    failed = 'interview_simulator_steps_total{status="failed",step="convert_video"}'
    before = count(client, failed)
    parts.media.put("recordings/r9.webm", Path(__file__))
    parts.records.merge("r9", {"recording": "recordings/r9.webm"})
    parts.workflow.start("r9")
    client.get("/records/r9/events").raise_for_status()
    assert count(client, failed) == before + 1


def test_a_path_that_is_no_route_does_not_become_a_name_of_its_own(client: TestClient) -> None:
    client.get("/records-of-ana@example.org")
    assert "ana@" not in client.get("/metrics").text


class AbsentRecords(MemoryRecordStore):
    """A database that does not answer."""

    def get(self, record_id: str) -> Any:
        raise StoreUnavailableError("The database did not answer; try again in a moment.")


def test_a_server_without_its_database_lives_but_is_not_ready(parts: App) -> None:
    with TestClient(create_app(replace(parts, records=AbsentRecords()))) as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        assert "database" in problem(client.get("/readyz"), 503)


def test_a_server_without_room_lives_but_is_not_ready(parts: App) -> None:
    settings = parts.settings.model_copy(update={"disk_reserve_bytes": 1 << 60})
    with TestClient(create_app(replace(parts, settings=settings))) as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        assert "room" in problem(client.get("/readyz"), 507)


def test_a_server_that_can_work_is_ready(client: TestClient) -> None:
    assert client.get("/readyz").json() == {"status": "ready"}
