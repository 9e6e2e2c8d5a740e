"""What was erased is in no byte of any file below the data folder, nor in the name of one."""

import os
import random
import subprocess
import sys
import time
import wave
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from tests.support import waiting
from tests.support.server import Server
from tests.support.waiting import LONG_PATIENCE_S, PATIENCE_S

COMMAND = (sys.executable, str(Path(__file__).parents[1] / "support" / "marked_server.py"))
WORDS = "Xylophanous quokkas zigzagged"
EMAIL, OTHER = "zyxwvut.erased@example.org", "someone.else@example.org"
QUESTION = "Why do marmalade submarines hum?"
RECORD, OTHERS = "marked-7f3a9c", "others-11"
ADVERTISEMENT = "We look for a glockenspielwright with ten years of practice in glockenspiels and Python."
LOG = "log"
"""What the server under test says; it lies here only because the test put it here."""


def noise(path: Path, seed: int) -> Path:
    """A second of noise as WAV, of which any stretch is unmistakable."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(random.Random(seed).randbytes(2 * 16_000))
    return path


def stretches(path: Path) -> list[bytes]:
    content = path.read_bytes()
    return [content[at : at + 24] for at in range(1000, len(content) - 24, 5000)]


def spellings(text: str) -> list[bytes]:
    """As it is, in small letters, in UTF-16, and in Base64, of which a library that pickles makes use."""
    plain = [text.encode(), text.casefold().encode()]
    return [*plain, text.encode("utf-16-le"), *(each for one in plain for each in in_base64(one))]


def in_base64(text: bytes) -> list[bytes]:
    """What of it is the same whatever stands before and behind, at each of the three places where it can begin."""
    return [b64encode(bytes(before) + text)[-(-before * 8 // 6) : (before + len(text)) * 8 // 6] for before in range(3)]


def test_a_marker_is_found_in_base64_wherever_it_begins() -> None:
    for before in range(3):
        assert any(marker in b64encode(b"x" * before + b"marker and more") for marker in in_base64(b"marker"))


def found(data_dir: Path, markers: list[bytes]) -> list[tuple[str, bytes]]:
    """In which files, or in whose names, a marker stands."""
    hits = []
    for path in sorted(data_dir.rglob("*")):
        name, content = path.relative_to(data_dir).as_posix(), path.read_bytes() if path.is_file() else b""
        hits += [(name, marker) for marker in markers if marker in content or marker in name.encode()]
    return hits


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    started = Server(tmp_path / "data", *COMMAND, "serve", HEARD=WORDS)
    yield started
    started.stop()


def recorded(server: Server, record_id: str, email: str, recording: Path, **about: object) -> None:
    fields = {"record_id": record_id, "email": email, "duration": "00:00:01", **about}
    server.client.post("/record", json=fields).raise_for_status()
    server.upload(record_id, recording).raise_for_status()
    ended = server.until_finished(record_id)
    assert ended["status"] != "failed"


def uploading(server: Server, filename: str, email: str, recording: Path) -> None:
    """Begin an upload in parts and leave it there."""
    content = recording.read_bytes()
    part = {"number": 1, "size": len(content), "sha256": sha256(content).hexdigest()}
    record_id = filename.partition(".")[0]
    server.client.post("/uploads", json={"filename": filename}).raise_for_status()
    url = server.client.post(f"/uploads/{record_id}/parts", json=part).raise_for_status().json()["url"]
    server.client.put(url, content=content).raise_for_status()
    server.client.post("/record", json={"record_id": record_id, "email": email, "duration": "00:00:01"})


def made_to_measure(server: Server) -> str:
    asked = {"advertisement": ADVERTISEMENT, "language": "en"}
    made = (
        server.client.post("/interviews/made-to-measure", json=asked, timeout=LONG_PATIENCE_S).raise_for_status().json()
    )
    return str(made["id"])


def until_converting(early: Path) -> None:
    """Until early work has begun to write a playable video into its folder."""
    waiting.until(lambda: any(path.name == "playable.webm" for path in early.rglob("*")), within_s=LONG_PATIENCE_S)


def until_gone(data_dir: Path, markers: list[bytes], within_s: float = PATIENCE_S) -> None:
    """The server makes the databases anew after its answer."""
    deadline_s = time.monotonic() + within_s
    while hits := found(data_dir, markers):
        assert time.monotonic() < deadline_s, hits
        time.sleep(0.1)


def test_a_person_is_erased_byte_by_byte_and_others_are_not(server: Server, tmp_path: Path) -> None:
    mine, partial, others = (noise(tmp_path / f"{n}.wav", n) for n in (1, 2, 3))
    made = made_to_measure(server)
    recorded(server, RECORD, EMAIL, mine, interview_id=made)
    recorded(server, f"{RECORD}-own", EMAIL, mine, question=QUESTION)
    server.client.post(f"/records/{RECORD}/retry").raise_for_status()
    server.until_finished(RECORD)
    uploading(server, f"{RECORD}-partial.wav", EMAIL, partial)
    recorded(server, OTHERS, OTHER, others)
    for record_id in (RECORD, f"{RECORD}-own"):
        server.client.get(f"/records/{record_id}/report").raise_for_status()
        server.client.get("/download", params={"filename": f"{record_id}.wav"}).raise_for_status()
    asked = {"question_id": "q1", "text": "Why do marmalade submarines matter?"}
    server.client.post(f"/records/{RECORD}/questions", json=asked)
    media, texts = stretches(mine) + stretches(partial), [EMAIL, QUESTION, RECORD, made, "glockenspiel", "marmalade"]
    markers = [*media, *(spelling for text in texts for spelling in spellings(text))]
    assert {marker for _, marker in found(server.data_dir, markers)} >= {*media, EMAIL.encode(), QUESTION.encode()}
    words = [spelling for word in WORDS.split() for spelling in spellings(word)]
    assert any("workflow.sqlite" in name for name, _ in found(server.data_dir, words))
    assert server.client.delete("/everything", params={"email": EMAIL.upper()}).status_code == 204
    (server.data_dir / LOG).unlink()
    until_gone(server.data_dir, markers)
    assert {name for name, _ in found(server.data_dir, stretches(others))} >= {f"media/recordings/{OTHERS}.wav"}
    assert server.client.get(f"/records/{OTHERS}/report").json()["transcript"]["text"] == WORDS
    server.client.delete("/everything").raise_for_status()
    until_gone(server.data_dir, [*markers, *words, *stretches(others), *spellings(OTHER)])


def test_a_deleted_record_is_gone_byte_by_byte(server: Server, tmp_path: Path) -> None:
    mine = noise(tmp_path / "mine.wav", 1)
    recorded(server, RECORD, EMAIL, mine, question=QUESTION)
    markers = stretches(mine) + [s for text in (*WORDS.split(), QUESTION) for s in spellings(text)]
    assert len({marker for _, marker in found(server.data_dir, markers)}) >= len(stretches(mine)) + 3
    assert server.client.delete(f"/records/{RECORD}").status_code == 204
    until_gone(server.data_dir, markers)


def test_a_person_who_is_erased_during_an_analysis_is_gone_at_the_end_of_the_running_step(
    server: Server, tmp_path: Path
) -> None:
    mine = noise(tmp_path / "mine.wav", 1)
    fields = {"record_id": RECORD, "email": EMAIL, "duration": "00:00:01", "question": QUESTION}
    for number in range(4):
        server.client.post("/record", json={**fields, "record_id": f"{RECORD}-{number}"}).raise_for_status()
        server.upload(f"{RECORD}-{number}", mine).raise_for_status()
        time.sleep(0.3 * number)  # another moment of the analysis each time
        assert server.client.delete("/everything", params={"email": EMAIL}).status_code == 204
    (server.data_dir / LOG).unlink()
    markers = stretches(mine) + [s for text in (*WORDS.split(), QUESTION, EMAIL, RECORD) for s in spellings(text)]
    until_gone(server.data_dir, markers)
    server.stop()
    assert found(server.data_dir, markers) == []


def test_what_was_made_of_a_recording_that_still_arrives_is_gone_byte_by_byte(
    server: Server, talk: Path, tmp_path: Path
) -> None:
    first = tmp_path / "first"
    first.write_bytes(talk.read_bytes()[:-100_000])
    markers = stretches(first) + spellings(RECORD)
    for record_id, erase in ((RECORD, f"/uploads/{RECORD}"), (f"{RECORD}-2", "/everything")):
        uploading(server, f"{record_id}.webm", EMAIL, first)
        until_converting(server.data_dir / "working" / "early" / record_id)
        assert server.client.delete(erase).status_code == 204
        server.client.delete("/everything").raise_for_status()
        (server.data_dir / LOG).unlink(missing_ok=True)
        until_gone(server.data_dir, markers)


@pytest.mark.parametrize("running", [True, False], ids=["beside a server", "without a server"])
def test_the_command_erases_byte_by_byte(server: Server, tmp_path: Path, running: bool) -> None:
    mine = noise(tmp_path / "mine.wav", 1)
    recorded(server, RECORD, EMAIL, mine)
    if not running:
        server.stop()
    environment = {**os.environ, "INTERVIEW_SIMULATOR_DATA_DIR": str(server.data_dir), "HEARD": WORDS}
    command = [*COMMAND, "erase", EMAIL, "--yes"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "Erased: 1 records, 0 interviews made to measure.\n"), done.stderr
    (server.data_dir / LOG).unlink()
    markers = stretches(mine) + [s for text in (*WORDS.split(), EMAIL, RECORD) for s in spellings(text)]
    assert found(server.data_dir, markers) == []
