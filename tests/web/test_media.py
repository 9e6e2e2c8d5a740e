"""Upload and download URLs."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.answers import problem

from interview_simulator.compose import App
from interview_simulator.stores.media.receiving import Receiving


@pytest.fixture
def url(client: TestClient, parts: App, own: Receiving, recording: bytes) -> str:
    """Where a recording that waits for its analysis can be downloaded."""
    with own.media.writing("recordings/r1.wav") as sink:
        sink.write(recording)
    parts.records.merge("r1", {"recording": "recordings/r1.wav"})
    found: str = client.get("/download", params={"filename": "r1.wav"}).raise_for_status().json()["url"]
    return found


def test_an_upload_form_is_signed_for_one_key_method_and_size(client: TestClient, parts: App, own: Receiving) -> None:
    form = client.get("/upload", params={"filename": "r1.webm"}).json()
    assert form["url"] == "http://testserver/media"
    assert form["fields"]["key"] == "recordings/r1.webm"
    allowed = own.signer.verify(form["fields"]["policy"], "POST", "recordings/r1.webm")
    assert allowed.max_bytes == parts.settings.max_upload_bytes


@pytest.mark.parametrize("filename", ["../r1.webm", "a/b.webm", "r1.exe", "", "r1", "a" * 129 + ".webm", "r1.webm\0"])
def test_no_form_is_given_for_a_name_that_is_not_a_recordings(client: TestClient, filename: str) -> None:
    assert "file name" in problem(client.get("/upload", params={"filename": filename}), 422)


def test_a_form_needs_a_name(client: TestClient) -> None:
    assert "filename" in problem(client.get("/upload"), 422)


def test_an_upload_becomes_a_record_with_a_report(client: TestClient, analysed: str) -> None:
    assert client.get("/records/r1").json()["status"] == "succeeded"
    assert client.get("/records/r1/report").json()["transcript"]["text"] == "I agree completely"


def test_every_file_of_a_record_can_be_downloaded(client: TestClient, analysed: str, parts: App) -> None:
    record = client.get("/records/r1").json()
    for kind in ("recording", "video", "captions", "report"):
        found = client.get("/download", params={"filename": record[kind]}).raise_for_status().json()
        assert client.get(found["url"]).content == b"".join(parts.media.read(record[kind])) != b""


@pytest.mark.parametrize(
    "filename",
    ["r2.wav", "r1.webm", "recordings/r2.wav", "artefacts/r1/secret.json", "../secret", "a/b/c/d", "/", "recordings/"],
)
def test_what_no_record_names_is_not_found(client: TestClient, url: str, filename: str) -> None:
    problem(client.get("/download", params={"filename": filename}), 404)


def test_a_download_needs_a_recordings_name(client: TestClient) -> None:
    problem(client.get("/download", params={"filename": "nonsense"}), 422)


def test_a_download_is_the_whole_file_with_its_type(client: TestClient, url: str, recording: bytes) -> None:
    answer = client.get(url)
    assert (answer.status_code, answer.content) == (200, recording)
    assert answer.headers["content-type"] == "audio/wav"
    assert answer.headers["accept-ranges"] == "bytes" and answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("0-0", 0, 0), ("100-199", 100, 199), ("32000-", 32000, 32043), ("-44", 32000, 32043), ("0-99999", 0, 32043)],
)
def test_a_range_is_that_part_of_the_file(
    client: TestClient, url: str, recording: bytes, asked: str, first: int, last: int
) -> None:
    answer = client.get(url, headers={"Range": f"bytes={asked}"})
    assert answer.status_code == 206
    assert answer.content == recording[first : last + 1]
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(recording)}"
    assert answer.headers["content-length"] == str(last + 1 - first)


@pytest.mark.parametrize("asked", ["32044-", "99999-100000", "5-2", "-0", "x-y", "-", ""])
def test_a_range_outside_the_file_cannot_be_satisfied(
    client: TestClient, url: str, recording: bytes, asked: str
) -> None:
    answer = client.get(url, headers={"Range": f"bytes={asked}"})
    assert "32,044 bytes" in problem(answer, 416)
    assert answer.headers["content-range"] == f"bytes */{len(recording)}"


@pytest.mark.parametrize("header", ["bytes=0-1,4-5", "lines=1-2"])
def test_ranges_that_are_not_understood_are_answered_with_the_whole_file(
    client: TestClient, url: str, recording: bytes, header: str
) -> None:
    answer = client.get(url, headers={"Range": header})
    assert (answer.status_code, answer.content) == (200, recording)


def test_a_download_url_expires(client: TestClient, url: str, clock: Any, parts: App) -> None:
    clock.now_s += parts.settings.download_url_s - 1
    assert client.get(url).status_code == 200
    clock.now_s += 2
    assert "expired" in problem(client.get(url), 403)


def test_a_download_url_is_for_one_file(client: TestClient, url: str) -> None:
    problem(client.get(url.replace("recordings/r1.wav", "artefacts/r1/report.json")), 403)
    problem(client.get(url[:-2] + "xx"), 403)
    problem(client.get(url.split("?", maxsplit=1)[0]), 422)


def test_an_upload_policy_is_no_download_token(client: TestClient, url: str) -> None:
    policy = client.get("/upload", params={"filename": "r1.wav"}).json()["fields"]["policy"]
    assert "method" in problem(client.get("/media/recordings/r1.wav", params={"token": policy}), 403)


def test_a_file_that_was_deleted_behind_its_url_is_not_found(
    client: TestClient, url: str, files: Callable[[], list[str]]
) -> None:
    client.delete("/records/r1")
    problem(client.get(url), 404)
    assert files() == []
