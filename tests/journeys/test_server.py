"""A recording through the HTTP API of a real server."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from tests.support.server import Server
from tests.support.waiting import LONG_PATIENCE_S

if TYPE_CHECKING:
    from tests.support.server import Start


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all tests that need its models; each has a record of its own."""
    started = Server(tmp_path_factory.mktemp("server") / "data")
    yield started
    started.stop()


def about(record_id: str) -> dict[str, str]:
    return {
        "record_id": record_id,
        "email": f"{record_id}@Example.org",
        "duration": "00:00:11",
        "video": f"{record_id}.wav",
    }


@pytest.mark.parametrize("record_id", ["record-first", "upload-first"])
def test_an_upload_becomes_one_complete_record(server: Server, clips: Path, record_id: str) -> None:
    if record_id == "record-first":
        assert server.client.post("/record", json=about(record_id)).json() == {"message": "success"}
    assert server.upload(record_id, clips / "jfk.wav").status_code == 204
    finished = server.until_finished(record_id)
    if record_id == "upload-first":
        server.client.post("/record", json=about(record_id)).raise_for_status()
    (record,) = server.client.get("/records", params={"email": f"{record_id}@example.org"}).json()["results"]
    assert finished["status"] == record["status"] == "succeeded"
    assert record["email"] == f"{record_id}@Example.org" and record["attempt"] == 1
    report: dict[str, Any] = server.client.get(f"/records/{record_id}/report").json()
    assert "ask not what your country can do for you" in report["transcript"]["text"]


def files_of(server: Server, record_id: str) -> list[Path]:
    return [path for path in (server.data_dir / "media").rglob("*") if record_id in str(path) and path.is_file()]


def test_a_deleted_record_leaves_no_file(server: Server, clips: Path) -> None:
    server.upload("deleted", clips / "jfk.wav").raise_for_status()
    server.until_finished("deleted")
    assert files_of(server, "deleted")
    assert server.client.delete("/records/deleted").status_code == 204
    assert server.client.get("/records/deleted").status_code == 404
    assert not files_of(server, "deleted")


def test_a_download_url_gives_the_file_and_ranges_of_it(server: Server, clips: Path) -> None:
    server.upload("fetched", clips / "jfk.wav").raise_for_status()
    url = server.client.get("/download", params={"filename": "fetched.wav"}).json()["url"]
    whole = (clips / "jfk.wav").read_bytes()
    assert httpx.get(url).content == whole
    part = httpx.get(url, headers={"Range": "bytes=100-199"})
    assert part.status_code == 206 and part.content == whole[100:200]
    assert httpx.get(url[:-3] + "abc").status_code == 403


def test_events_end_with_done(server: Server, clips: Path) -> None:
    server.upload("watched", clips / "jfk.wav").raise_for_status()
    with server.client.stream("GET", "/records/watched/events", timeout=LONG_PATIENCE_S) as answer:
        kinds = [line.removeprefix("event: ") for line in answer.iter_lines() if line.startswith("event: ")]
    assert kinds[-1] == "done" and set(kinds[:-1]) == {"progress"}


@pytest.mark.parametrize("filename", ["../r1.webm", "a/b.webm", "r1.exe", ""])
def test_a_bad_name_is_a_problem(server: Server, filename: str) -> None:
    answer = server.client.get("/upload", params={"filename": filename})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert "file name" in answer.json()["detail"]


def test_an_upload_over_the_limit_is_refused_and_leaves_nothing(serve: "Start", clips: Path) -> None:
    server = serve(INTERVIEW_SIMULATOR_MAX_UPLOAD_BYTES="1000")
    assert server.upload("r1", clips / "jfk.wav").status_code == 413
    assert not [path for path in (server.data_dir / "media").rglob("*") if path.is_file()]
    assert server.client.get("/records/r1").status_code == 404
