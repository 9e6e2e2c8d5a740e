"""Uploads in parts under other settings, and over the next start."""

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.web.uploads.conftest import running
from tests.web.uploads.uploading import begin, complete, cut, is_problem, part, send, until_finished, url_of

if TYPE_CHECKING:
    from tests.web.uploads.conftest import MakeApp


def test_a_url_expires(make_app: "MakeApp") -> None:
    app = make_app(upload_url_s=1)
    with running(app) as client:
        begin(client)
        url = url_of(client, part(1, b"right"))
        deadline_s = time.monotonic() + 10
        while (answer := client.put(url, content=b"right")).status_code == 204 and time.monotonic() < deadline_s:
            time.sleep(0.05)
        is_problem(answer, 403, "expired")


def test_what_is_too_large_is_refused_before_it_is_sent(make_app: "MakeApp") -> None:
    with running(make_app(max_upload_bytes=10)) as client:
        assert begin(client)["max_bytes"] == 10
        is_problem(client.post("/uploads/r1/parts", json=part(1, bytes(11))), 413, "10 bytes")
        send(client, (part(1, bytes(6)), bytes(6)))
        is_problem(client.post("/uploads/r1/parts", json=part(2, bytes(5))), 413, "10 bytes")
        send(client, (part(1, bytes(10)), bytes(10)))
        is_problem(complete(client, [(part(1, bytes(11)), b"")]), 413, "10 bytes")


def test_the_next_start_removes_what_was_left_for_a_week_and_keeps_the_rest(make_app: "MakeApp") -> None:
    app = make_app()
    for record_id in ("old", "new"):
        key = f"recordings/{record_id}.webm"
        app.uploads.begin(key)
        app.records.merge(record_id, {"uploading": f"{record_id}.webm"})
    eight_days_ago_s = time.time() - 8 * 24 * 3600
    (old, _) = sorted((app.settings.data_dir / "uploads").iterdir(), key=lambda folder: "new" in folder.name)
    os.utime(old, (eight_days_ago_s, eight_days_ago_s))
    with running(make_app()) as client:
        is_problem(client.get("/uploads/old"), 404)
        is_problem(client.get("/records/old"), 404)
        assert client.get("/uploads/new").status_code == 200
        assert client.get("/records/new").json()["uploading"] == "new.webm"


def test_a_process_killed_between_joining_and_forgetting_the_parts_leaves_one_report(
    make_app: "MakeApp", clips: Path
) -> None:
    app = make_app()
    app.uploads.begin("recordings/r1.wav")
    app.records.merge("r1", {"uploading": "r1.wav"})
    app.media.put("recordings/r1.wav", clips / "jfk.wav")
    with running(make_app()) as client:
        record = until_finished(client)
        assert (record["status"], record["uploading"], record["attempt"]) == ("succeeded", None, 1)
        is_problem(client.get("/uploads/r1"), 404)
        assert complete(client, cut(clips / "jfk.wav")).json() == record


def test_an_upload_under_way_is_no_recording(make_app: "MakeApp") -> None:
    app = make_app()
    app.uploads.begin("recordings/r1.webm")
    with running(make_app()) as client:
        is_problem(client.get("/records/r1"), 404)
        assert client.get("/uploads/r1").status_code == 200
