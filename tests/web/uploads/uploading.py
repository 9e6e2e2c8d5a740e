"""What a page does to upload in parts, and what it looks at."""

import time
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from interview_simulator.stores.media.store import LEAST_PART_BYTES

Piece = tuple[dict[str, Any], bytes]


def cut(recording: Path) -> list[Piece]:
    """The parts of a recording, with their bytes."""
    whole = recording.read_bytes()
    pieces = [whole[start : start + LEAST_PART_BYTES] for start in range(0, len(whole), LEAST_PART_BYTES)]
    return [(part(i, data), data) for i, data in enumerate(pieces, 1)]


def part(number: int, data: bytes) -> dict[str, Any]:
    return {"number": number, "size": len(data), "sha256": sha256(data).hexdigest()}


def begin(client: TestClient, filename: str = "r1.wav") -> Any:
    return client.post("/uploads", json={"filename": filename}).raise_for_status().json()


def url_of(client: TestClient, named: dict[str, Any]) -> str:
    answer = client.post("/uploads/r1/parts", json=named).raise_for_status().json()
    assert answer["method"] == "PUT"
    return str(answer["url"])


def send(client: TestClient, piece: Piece) -> None:
    named, data = piece
    assert client.put(url_of(client, named), content=data).status_code == 204


def complete(client: TestClient, pieces: list[Piece]) -> Any:
    return client.post("/uploads/r1/complete", json={"parts": [named for named, _ in pieces]})


def is_problem(answer: Any, status: int, *words: str) -> None:
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert all(word in answer.json()["detail"] for word in words), answer.json()


def until_finished(client: TestClient) -> dict[str, Any]:
    """The record when nothing is written to it any more: the status comes a moment before the last step's end."""
    deadline_s = time.monotonic() + 60
    while time.monotonic() < deadline_s:
        record: dict[str, Any] = client.get("/records/r1").json()
        if record["status"] not in ("waiting", "analysing") and record["steps"]["update_record"]["status"] != "running":
            return record
        time.sleep(0.05)
    raise AssertionError(record)
