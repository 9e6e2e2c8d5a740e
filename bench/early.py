"""How long the report is waited for when the recording was worked on while it arrived, against when it was not.

    python -m bench.early [--minutes 10] [--pace 1]

One server, the real engines. The same recording of 720p is sent twice: as a form, of which nothing is known before its
end, and in parts at `pace` times the speed of the recording, as the page sends. The wait counts from the last byte's
begin: for the parts, from asking where to send the last of them. The seconds of CPU behind it tell more than the clock
where other work wants the CPUs as well. Both reports are set against each other.
"""

import argparse
import json
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import jiwer
import psutil
from tests.support.clips import fixture_clips
from tests.support.recordings import recording
from tests.support.server import Server

from bench.contenders import spent_s
from interview_simulator.stores.media.store import LEAST_PART_BYTES

WITHIN_S = 1800.0
PRACTISED = {"language": "en", "question": "What do you do in the new member orientation, and what for?"}
"""A question of one's own, so that an answer is judged, too."""


class Wait(NamedTuple):
    """What it took behind the end of sending."""

    seconds: float
    cpu_s: float

    def __str__(self) -> str:
        return f"a wait of {self.seconds:.1f} s, {self.cpu_s:.1f} CPU-s"


class Clock:
    """Counts from its begin: seconds, and the CPU seconds of a server with all its processes."""

    def __init__(self, server: Server) -> None:
        self._server = psutil.Process(server.process.pid)
        self._began_s, self._began_cpu_s = time.monotonic(), spent_s(self._server)

    def wait(self) -> Wait:
        """What it took so far."""
        return Wait(time.monotonic() - self._began_s, spent_s(self._server) - self._began_cpu_s)


def main() -> None:
    """Print the waits and how the reports differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--pace", type=float, default=1.0)
    parser.add_argument("--recording", type=Path, help="one made before, as a browser records")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.recording or recording(Path(folder), given.minutes)
        server = Server(Path(folder) / "data")
        try:
            warmed_up(server)
            early = in_parts(server, "early", path, 60 * given.minutes / given.pace)
            whole = as_form(server, "whole", path)
            print(f"begun early: {early}\nbegun at the end: {whole}\nratio of CPU {early.cpu_s / whole.cpu_s:.3f}")
            for record_id in ("early", "whole"):
                print(record_id, step_seconds(server, record_id))
            tell_differences(report(server, "early"), report(server, "whole"))
        finally:
            server.stop()


def warmed_up(server: Server) -> None:
    """The models are loaded."""
    as_form(server, "warm", fixture_clips() / "talk_collins.mp4")


def as_form(server: Server, record_id: str, path: Path) -> Wait:
    """Send in one piece; the wait from the end of sending to the report."""
    announce(server, record_id)
    server.upload(record_id, path).raise_for_status()
    clock = Clock(server)
    server.until_finished(record_id, WITHIN_S)
    return clock.wait()


def in_parts(server: Server, record_id: str, path: Path, lasts_s: float) -> Wait:
    """Send as the page does; the wait from the begin of the last part to the report."""
    content = path.read_bytes()
    pieces = [content[at : at + LEAST_PART_BYTES] for at in range(0, len(content), LEAST_PART_BYTES)]
    begun = {"filename": f"{record_id}.webm", "language": PRACTISED["language"]}
    server.client.post("/uploads", json=begun).raise_for_status()
    begun_s, come, parts, clock = time.monotonic(), 0, [], Clock(server)
    for number, piece in enumerate(pieces, 1):
        come += len(piece)
        time.sleep(max(0.0, begun_s + lasts_s * come / len(content) - time.monotonic()))
        clock = Clock(server)
        parts.append(sent(server, record_id, number, piece))
    announce(server, record_id)
    server.client.post(f"/uploads/{record_id}/complete", json={"parts": parts}, timeout=60).raise_for_status()
    server.until_finished(record_id, WITHIN_S)
    return clock.wait()


def sent(server: Server, record_id: str, number: int, piece: bytes) -> dict[str, Any]:
    """One part, sent."""
    part = {"number": number, "size": len(piece), "sha256": sha256(piece).hexdigest()}
    url = server.client.post(f"/uploads/{record_id}/parts", json=part).raise_for_status().json()["url"]
    server.client.put(url, content=piece).raise_for_status()
    return part


def announce(server: Server, record_id: str) -> None:
    """What the page tells of a recording."""
    server.client.post("/record", json={"record_id": record_id, "duration": None, **PRACTISED}).raise_for_status()


def report(server: Server, record_id: str) -> dict[str, Any]:
    """The report."""
    found: dict[str, Any] = server.client.get(f"/records/{record_id}/report").raise_for_status().json()
    return found


def step_seconds(server: Server, record_id: str) -> dict[str, float]:
    """How long each step took behind the end of the upload."""
    steps = server.client.get(f"/records/{record_id}").raise_for_status().json()["steps"]
    return {name: step["seconds"] for name, step in steps.items() if step["seconds"] is not None}


def tell_differences(early: dict[str, Any], whole: dict[str, Any]) -> None:
    """Transcript by word errors; sections as they are."""
    error = jiwer.wer(whole["transcript"]["text"], early["transcript"]["text"])
    print(f"word error rate between both {error:.4f}, of {len(whole['transcript']['words'])} words")
    for section in ("duration_s", "transcript", "video", "speech", "answers"):
        same = early[section] == whole[section]
        print(f"{section}: {'the same' if same else 'different'}")
        if not same and section != "transcript":
            print(json.dumps([early[section], whole[section]])[:2000])


if __name__ == "__main__":
    main()
