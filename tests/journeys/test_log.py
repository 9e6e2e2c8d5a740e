"""What a real server logs: JSON with the request and the record, and no secret."""

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import httpx
from tests.faults.test_random_kills import SERVER
from tests.support.waiting import until

if TYPE_CHECKING:
    from tests.support.server import Server, Start


def lines(server: "Server") -> list[dict[str, Any]]:
    """All lines but the one that tells a person where the server is."""
    text = (server.data_dir / "log").read_text().splitlines()
    return [json.loads(line) for line in text if " on http://" not in line]


def lines_of(server: "Server", answer: httpx.Response) -> list[dict[str, Any]]:
    """What was logged of the request that was answered so."""
    return [line for line in lines(server) if line.get("request_id") == answer.headers["x-request-id"]]


def steps_of(server: "Server") -> dict[str, Any]:
    return {line["step"]: line for line in lines(server) if "step" in line}


def test_every_line_tells_the_request_or_the_record_that_it_is_about(serve: "Start", clips: Path) -> None:
    server = serve(sys.executable, SERVER)
    server.upload("r1", clips / "jfk.wav").raise_for_status()
    server.until_finished("r1")
    answer = server.client.get("/records/r1")
    until(lambda: bool(lines_of(server, answer)))  # it is written behind the answer
    seen = lines_of(server, answer)
    assert [(line["path"], line["status"], line["record_id"]) for line in seen] == [("/records/r1", 200, "r1")]
    until(lambda: "update_record" in steps_of(server))  # the line is written behind the record's end
    steps = steps_of(server)
    assert set(steps) == {"convert_video", "video_metrics", "transcription", "text_metrics", "update_record"}
    assert all(line["record_id"] == "r1" and line["level"] == "INFO" and line["timestamp"] for line in steps.values())


def test_a_failed_step_is_logged_with_its_record_and_its_traceback(serve: "Start", tmp_path: Path) -> None:
    broken = tmp_path / "data" / "media" / "recordings" / "bad.webm"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"no video")
    server = serve(sys.executable, SERVER)
    assert server.until_finished("bad")["status"] == "failed"
    errors = [line for line in lines(server) if line["level"] == "ERROR"]
    assert errors and all(line["record_id"] == "bad" and "Traceback" in line["exc_info"] for line in errors)


def test_no_signature_and_no_secret_is_logged(serve: "Start", clips: Path) -> None:
    server = serve(sys.executable, SERVER, INTERVIEW_SIMULATOR_LOG_LEVEL="DEBUG")
    content = (clips / "jfk.wav").read_bytes()
    form = server.client.get("/upload", params={"filename": "r1.wav"}).json()
    server.client.post(form["url"], data=form["fields"], files={"file": content}).raise_for_status()
    part = {"number": 1, "size": len(content), "sha256": sha256(content).hexdigest()}
    server.client.post("/uploads", json={"filename": "r2.wav"}).raise_for_status()
    put = server.client.post("/uploads/r2/parts", json=part).json()["url"]
    httpx.put(put, content=content).raise_for_status()
    url = server.client.get("/download", params={"filename": "r1.wav"}).json()["url"]
    httpx.get(url).raise_for_status()
    httpx.get(url + "x")
    server.until_finished("r1")
    tokens = [form["fields"]["policy"], *(parse_qs(urlsplit(signed).query)["token"][0] for signed in (put, url))]
    log = (server.data_dir / "log").read_text()
    assert "/media/recordings/r1.wav" in log
    secret = (server.data_dir / "secret").read_bytes()
    for hidden in [*tokens, *(token.rpartition(".")[2] for token in tokens), secret.hex(), repr(secret)[2:-1]]:
        assert hidden not in log
