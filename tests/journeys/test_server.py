"""A recording through the HTTP API of a real server."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from tests.server import Start

RECORD = {"record_id": "r1", "email": "Ana@example.org", "duration": "00:00:11", "video": "r1.wav"}


@pytest.mark.parametrize("record_first", [True, False], ids=["record first", "upload first"])
def test_an_upload_becomes_one_complete_record(serve: "Start", clips: Path, record_first: bool) -> None:
    server = serve()
    if record_first:
        assert server.client.post("/record", json=RECORD).json() == {"message": "success"}
    assert server.upload("r1", clips / "jfk.wav").status_code == 204
    finished = server.until_finished("r1")
    if not record_first:
        server.client.post("/record", json=RECORD).raise_for_status()
    (record,) = server.client.get("/records", params={"email": "ana@example.org"}).json()["results"]
    assert finished["status"] == record["status"] == "succeeded"
    assert record["email"] == "Ana@example.org" and record["attempt"] == 1
    report: dict[str, Any] = server.client.get("/records/r1/report").json()
    assert "ask not what your country can do for you" in report["transcript"]["text"]


def test_a_deleted_record_leaves_no_file(serve: "Start", clips: Path) -> None:
    server = serve()
    server.upload("r1", clips / "jfk.wav").raise_for_status()
    server.until_finished("r1")
    assert server.client.delete("/records/r1").status_code == 204
    assert server.client.get("/records/r1").status_code == 404
    assert not [path for path in (server.data_dir / "media").rglob("*") if path.is_file()]


def test_a_download_url_gives_the_file_and_ranges_of_it(serve: "Start", clips: Path) -> None:
    server = serve()
    server.upload("r1", clips / "jfk.wav").raise_for_status()
    url = server.client.get("/download", params={"filename": "r1.wav"}).json()["url"]
    whole = (clips / "jfk.wav").read_bytes()
    assert httpx.get(url).content == whole
    part = httpx.get(url, headers={"Range": "bytes=100-199"})
    assert part.status_code == 206 and part.content == whole[100:200]
    assert httpx.get(url[:-3] + "abc").status_code == 403
    server.until_finished("r1")


def test_events_end_with_done(serve: "Start", clips: Path) -> None:
    server = serve()
    server.upload("r1", clips / "jfk.wav").raise_for_status()
    with server.client.stream("GET", "/records/r1/events", timeout=120) as answer:
        kinds = [line.removeprefix("event: ") for line in answer.iter_lines() if line.startswith("event: ")]
    assert kinds[-1] == "done" and set(kinds[:-1]) == {"progress"}


@pytest.mark.parametrize("filename", ["../r1.webm", "a/b.webm", "r1.exe", ""])
def test_a_bad_name_is_a_problem(serve: "Start", filename: str) -> None:
    answer = serve().client.get("/upload", params={"filename": filename})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert "file name" in answer.json()["detail"]


def test_an_upload_over_the_limit_is_refused_and_leaves_nothing(serve: "Start", clips: Path) -> None:
    server = serve(INTERVIEW_SIMULATOR_MAX_UPLOAD_BYTES="1000")
    assert server.upload("r1", clips / "jfk.wav").status_code == 413
    assert not [path for path in (server.data_dir / "media").rglob("*") if path.is_file()]
    assert server.client.get("/records/r1").status_code == 404
