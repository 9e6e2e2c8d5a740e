"""`kill -9` of the server at random moments under load: no recording is lost, none is analysed twice.

RANDOM_KILLS sets the number of trials.
"""

import os
import random
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from tests.conftest import MakeRecording
    from tests.support.server import Server, Start

KILLS = int(os.environ.get("RANDOM_KILLS", "3"))
LATEST_S = 1.5
"""An upload and its analysis take about as long, so that the kills fall into all of it."""
SERVER = str(Path(__file__).parents[1] / "support" / "scripted_server.py")
pytestmark = pytest.mark.timeout(900 + 60 * KILLS)


def in_parts(server: "Server", record_id: str, recording: Path) -> None:
    """As the page sends; what the server holds already is not sent again."""
    content = recording.read_bytes()
    part = {"number": 1, "size": len(content), "sha256": sha256(content).hexdigest()}
    begun = server.client.post("/uploads", json={"filename": f"{record_id}.webm"})
    if begun.status_code != 409:  # complete already; the answer got lost
        if part not in begun.raise_for_status().json()["parts"]:
            url = server.client.post(f"/uploads/{record_id}/parts", json=part).raise_for_status().json()["url"]
            server.client.put(url, content=content).raise_for_status()
        server.client.post(f"/uploads/{record_id}/complete", json={"parts": [part]}).raise_for_status()


def as_a_form(server: "Server", record_id: str, recording: Path) -> None:
    server.upload(record_id, recording).raise_for_status()


def loads(server: "Server", recording: Path, waiting: dict[str, Any]) -> list[Thread]:
    """Sends each recording that waits; one that has arrived waits no more."""

    def send(record_id: str) -> None:
        with suppress(httpx.TransportError):
            waiting[record_id](server, record_id, recording)
            del waiting[record_id]

    threads = [Thread(target=send, args=(record_id,)) for record_id in waiting]
    for thread in threads:
        thread.start()
    return threads


def test_a_server_that_is_killed_at_random_moments_loses_nothing_and_does_nothing_twice(
    serve: "Start", make_recording: "MakeRecording"
) -> None:
    recording = make_recording("talk_collins.mp4", seconds=2.0, size=(320, 240))
    server, chance = serve(sys.executable, SERVER, INTERVIEW_SIMULATOR_UPLOADS_PER_HOUR="100000"), random.Random(KILLS)
    waiting: dict[str, Any] = {}
    for trial in range(KILLS):
        waiting |= {f"form-{trial}": as_a_form, f"parts-{trial}": in_parts}
        sending = loads(server, recording, waiting)
        Event().wait(chance.uniform(0, LATEST_S))
        server.kill()
        for thread in sending:
            thread.join()
        server.start()
    for thread in loads(server, recording, waiting):
        thread.join()
    assert waiting == {}
    sent = [f"{kind}-{trial}" for trial in range(KILLS) for kind in ("form", "parts")]
    for record_id in sent:
        record = server.until_finished(record_id)
        assert (record["status"], record["attempt"], record["uploading"]) == ("succeeded", 1, None), record
    print(f"{KILLS} kills, {len(sent)} recordings, each with one report")
    nothing_else_is_left(server.data_dir, sent, recording)


def nothing_else_is_left(data_dir: Path, sent: list[str], recording: Path) -> None:
    media = data_dir / "media"
    stored = {path.stem: sha256(path.read_bytes()).hexdigest() for path in (media / "recordings").iterdir()}
    assert stored == dict.fromkeys(sent, sha256(recording.read_bytes()).hexdigest())
    assert sorted(path.parent.name for path in media.rglob("report.json")) == sorted(sent)
    assert not list((media / ".arriving").iterdir())
    assert not list((data_dir / "uploads").iterdir())
    working = data_dir / "working"
    assert not [path for path in working.rglob("*") if path != working / "early"], "the folder itself may stay"
