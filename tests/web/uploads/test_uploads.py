"""Every rule of uploads in parts."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from tests.web.uploads.uploading import begin, complete, cut, is_problem, part, send, until_finished, url_of

from interview_simulator.compose import App
from interview_simulator.domain.record import Record


def test_a_recording_sent_in_parts_becomes_a_report(client: TestClient, app: App, long_speech: Path) -> None:
    pieces = cut(long_speech)
    assert len(pieces) == 3
    upload = begin(client)
    assert upload == {
        "record_id": "r1",
        "filename": "r1.wav",
        "part_bytes": 5_242_880,
        "max_bytes": 2_147_483_648,
        "parts": [],
    }
    for piece in reversed(pieces):
        send(client, piece)
    record = complete(client, pieces).raise_for_status().json()
    assert (record["recording"], record["uploading"], record["attempt"]) == ("recordings/r1.wav", None, 1)
    assert b"".join(app.media.read("recordings/r1.wav")) == long_speech.read_bytes()
    finished = until_finished(client)
    assert finished["status"] == "succeeded"
    assert client.get("/records/r1/report").json()["transcript"]["text"].startswith("ask not")


def test_an_upload_goes_on_with_the_parts_held(client: TestClient, long_speech: Path) -> None:
    first, _, last = cut(long_speech)
    begin(client)
    send(client, first)
    send(client, last)
    assert begin(client)["parts"] == [first[0], last[0]]
    assert client.get("/uploads/r1").json() == begin(client)


def test_while_it_is_under_way_the_record_waits_and_names_the_file(client: TestClient) -> None:
    begin(client)
    record = client.get("/records/r1").json()
    assert (record["status"], record["uploading"], record["recording"]) == ("waiting", "r1.wav", None)


def test_nothing_under_way_is_not_found(client: TestClient) -> None:
    is_problem(client.get("/uploads/r1"), 404, "begin")
    is_problem(client.post("/uploads/r1/parts", json=part(1, b"x")), 404, "begin")
    is_problem(complete(client, [(part(1, b"x"), b"x")]), 404, "begin")


def test_a_complete_recording_is_not_uploaded_again(client: TestClient, clips: Path) -> None:
    pieces = cut(clips / "jfk.wav")
    begin(client)
    send(client, pieces[0])
    complete(client, pieces).raise_for_status()
    is_problem(client.post("/uploads", json={"filename": "r1.wav"}), 409, "complete already")
    is_problem(client.post("/uploads", json={"filename": "r1.webm"}), 409, "complete already")


def test_one_file_of_a_record_is_uploaded_at_a_time(client: TestClient) -> None:
    begin(client, "r1.webm")
    is_problem(client.post("/uploads", json={"filename": "r1.mp4"}), 409, "r1.webm")
    assert begin(client, "r10.mp4")["record_id"] == "r10"


@pytest.mark.parametrize("filename", ["../r1.webm", "a/b.webm", "r1.exe", "", "r1.webm\n"])
def test_a_bad_name_is_refused(client: TestClient, filename: str) -> None:
    is_problem(client.post("/uploads", json={"filename": filename}), 422, "file name")


@pytest.mark.parametrize(
    "change",
    [{"number": 0}, {"number": 10_001}, {"size": 0}, {"sha256": "F" * 64}, {"sha256": "0" * 63}, {"more": 1}],
)
def test_a_part_that_cannot_be_is_refused(client: TestClient, change: dict[str, Any]) -> None:
    begin(client)
    is_problem(client.post("/uploads/r1/parts", json={**part(1, b"x"), **change}), 422, next(iter(change)))


@pytest.mark.parametrize(
    "sent", [b"other", b"long enough", b"s", b""], ids=["other bytes", "longer", "shorter", "none"]
)
@pytest.mark.parametrize("announced", [True, False], ids=["length announced", "chunked"])
def test_other_bytes_than_agreed_are_refused_and_leave_nothing(
    client: TestClient, app: App, sent: bytes, announced: bool
) -> None:
    begin(client)
    url = url_of(client, part(1, b"right"))
    is_problem(client.put(url, content=sent if announced else iter([sent])), 422, "Part 1")
    assert client.get("/uploads/r1").json()["parts"] == []
    assert not [path for path in (app.settings.data_dir / "uploads").rglob("*") if path.is_file()]


def test_a_refused_part_leaves_the_one_that_was_held(client: TestClient) -> None:
    begin(client)
    send(client, (part(1, b"right"), b"right"))
    is_problem(client.put(url_of(client, part(1, b"newer")), content=b"wrong"), 422, "SHA-256")
    assert client.get("/uploads/r1").json()["parts"] == [part(1, b"right")]


def test_the_same_number_again_replaces_the_part(client: TestClient) -> None:
    begin(client)
    for data in (b"first", b"second", b"second"):
        send(client, (part(1, data), data))
    assert client.get("/uploads/r1").json()["parts"] == [part(1, b"second")]


def test_a_url_is_good_for_its_part_key_and_method_only(client: TestClient) -> None:
    begin(client)
    begin(client, "r2.wav")
    url = url_of(client, part(1, b"right"))
    is_problem(client.put(url[:-3] + "abc", content=b"right"), 403, "signature")
    is_problem(client.put(url.replace("r1.wav", "r2.wav"), content=b"right"), 403, "another file")
    is_problem(client.get(url), 403, "another file or method")
    download = app_download(client, url)
    is_problem(client.put(download, content=b"right"), 403)


def app_download(client: TestClient, url: str) -> str:
    """The part's URL with the token of a form upload of the same file."""
    policy = client.get("/upload", params={"filename": "r1.wav"}).json()["fields"]["policy"]
    return f"{urlsplit(url).path}?token={policy}"


def test_parts_with_a_gap_or_too_small_are_refused(client: TestClient) -> None:
    begin(client)
    pieces = [(part(number, b"small"), b"small") for number in (1, 2, 3)]
    for piece in pieces:
        send(client, piece)
    is_problem(complete(client, pieces), 422, "Part 1", "5,242,880")
    is_problem(complete(client, [pieces[0], pieces[2]]), 422, "without a gap")
    is_problem(complete(client, [pieces[1], pieces[0]]), 422, "in this order")
    is_problem(complete(client, []), 422, "1, 2, 3")
    assert client.get("/uploads/r1").json()["parts"] == [named for named, _ in pieces]
    assert client.get("/records/r1").json()["status"] == "waiting"


def test_other_parts_than_are_held_are_refused_and_the_rest_can_be_sent(client: TestClient, long_speech: Path) -> None:
    pieces = cut(long_speech)
    begin(client)
    send(client, pieces[0])
    send(client, pieces[2])
    is_problem(complete(client, pieces), 409, "Part 2")
    send(client, pieces[1])
    is_problem(complete(client, pieces[:2]), 409, "Part 3")
    is_problem(complete(client, [*pieces[:2], (part(3, b"other"), b"other")]), 409, "Part 3")
    assert complete(client, pieces).status_code == 200


def test_completing_again_changes_nothing(client: TestClient, app: App, clips: Path) -> None:
    pieces = cut(clips / "jfk.wav")
    begin(client)
    send(client, pieces[0])
    complete(client, pieces).raise_for_status()
    finished = until_finished(client)
    again = complete(client, pieces).raise_for_status().json()
    assert again == finished == client.get("/records/r1").json()
    assert b"".join(app.media.read("recordings/r1.wav")) == pieces[0][1]
    is_problem(complete(client, [(part(1, b"other"), b"other")]), 409, "other parts")


def test_giving_up_removes_what_was_held_and_may_be_repeated(client: TestClient, app: App) -> None:
    begin(client)
    send(client, (part(1, b"right"), b"right"))
    url = url_of(client, part(2, b"late"))
    for _ in range(2):
        assert client.delete("/uploads/r1").status_code == 204
    is_problem(client.get("/uploads/r1"), 404)
    is_problem(client.put(url, content=b"late"), 404, "begin")
    is_problem(client.get("/records/r1"), 404)
    assert not list((app.settings.data_dir / "uploads").iterdir())


def test_giving_up_keeps_the_record_that_the_page_has_written(client: TestClient) -> None:
    begin(client)
    client.post("/record", json={"record_id": "r1", "email": "a@b.c", "duration": "00:00:10"}).raise_for_status()
    client.delete("/uploads/r1")
    record = client.get("/records/r1").json()
    assert (record["email"], record["uploading"]) == ("a@b.c", None)


def test_giving_up_a_complete_recording_leaves_it(client: TestClient, clips: Path) -> None:
    pieces = cut(clips / "jfk.wav")
    begin(client)
    send(client, pieces[0])
    complete(client, pieces).raise_for_status()
    assert client.delete("/uploads/r1").status_code == 204
    assert until_finished(client)["status"] == "succeeded"


def test_deleting_the_record_gives_up_its_upload(client: TestClient, app: App) -> None:
    begin(client)
    send(client, (part(1, b"right"), b"right"))
    assert client.delete("/records/r1").status_code == 204
    is_problem(client.get("/uploads/r1"), 404)
    assert not list((app.settings.data_dir / "uploads").iterdir())


def test_a_full_disk_is_told_and_the_part_can_be_sent_again(
    client: TestClient, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(client)
    url = url_of(client, part(1, b"right"))
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", no_space)
        is_problem(client.put(url, content=b"right"), 507, "disk is full")
    assert client.get("/uploads/r1").json()["parts"] == []
    assert client.put(url, content=b"right").status_code == 204


def no_space(_descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def test_the_recordings_of_others_are_not_mixed_up(client: TestClient, app: App) -> None:
    app.records.merge("r1-1", {})
    begin(client, "r1-1.wav")
    begin(client, "r1_1.wav")
    is_problem(client.get("/uploads/r1"), 404)
    assert app.records.get("r1") is None
    assert app.records.get("r1-1") == Record(record_id="r1-1", uploading="r1-1.wav")


def test_a_deleted_record_leaves_no_recording_of_another_ending(client: TestClient, app: App, clips: Path) -> None:
    for ending in ("wav", "ogg"):
        app.media.put(f"recordings/r1.{ending}", clips / "jfk.wav")
    app.records.merge("r1", {"recording": "recordings/r1.ogg"})
    assert client.delete("/records/r1").status_code == 204
    assert app.media.keys("") == []
