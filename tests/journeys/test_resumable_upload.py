"""A recording that arrives in parts, whatever happens to the network and the server on the way."""

import os
import random
import socket
import struct
import sys
import threading
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
import pytest
from tests.faults.test_random_kills import SERVER
from tests.support.recordings import repeat
from tests.support.waiting import PATIENCE_S

from interview_simulator.stores.media.store import LEAST_PART_BYTES

if TYPE_CHECKING:
    from tests.support.server import Server, Start

CUTS = int(os.environ.get("CUT_TRIALS", "20"))
pytestmark = pytest.mark.timeout(900 + 5 * CUTS)
"""The recording is made inside the first test's time, which takes minutes on a busy machine."""
LASTS_S = Fraction(322, 10)
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER of 0 s: the connection is reset, as by a router that forgets it, instead of closed."""


class Recording:
    """A recording cut into parts, as the page would send it to a server."""

    def __init__(self, path: Path) -> None:
        self.content = path.read_bytes()
        starts = range(0, len(self.content), LEAST_PART_BYTES)
        self.pieces = [self.content[start : start + LEAST_PART_BYTES] for start in starts]
        self.parts = [
            {"number": i, "size": len(data), "sha256": sha256(data).hexdigest()}
            for i, data in enumerate(self.pieces, 1)
        ]

    def begin(self, server: "Server") -> list[dict[str, Any]]:
        """Begin or go on; the parts held so far."""
        answer = server.client.post("/uploads", json={"filename": "r1.webm"}).raise_for_status().json()
        held: list[dict[str, Any]] = answer["parts"]
        return held

    def url(self, server: "Server", number: int) -> str:
        part = self.parts[number - 1]
        return str(server.client.post("/uploads/r1/parts", json=part).raise_for_status().json()["url"])

    def send(self, server: "Server", number: int) -> None:
        server.client.put(self.url(server, number), content=self.pieces[number - 1]).raise_for_status()

    def send_the_rest(self, server: "Server") -> None:
        held = self.begin(server)
        assert all(part in self.parts for part in held)
        for number, part in enumerate(self.parts, 1):
            if part not in held:
                self.send(server, number)

    def complete(self, server: "Server") -> httpx.Response:
        return server.client.post("/uploads/r1/complete", json={"parts": self.parts}, timeout=PATIENCE_S)


def named(number: int, data: bytes) -> dict[str, Any]:
    return {"number": number, "size": len(data), "sha256": sha256(data).hexdigest()}


@pytest.fixture(scope="session")
def recording(talk: Path, tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """32 s at 720p, more than one part."""
    out = tmp_path_factory.mktemp("long") / "recording.webm"
    repeat(talk, out, 2, LASTS_S / 2)
    return Recording(out)


def send_as_far_as(url: str, data: bytes, offset: int) -> socket.socket:
    """Announce all of the data, send it up to the offset; the connection stays open."""
    there = urlsplit(url)
    assert there.hostname and there.port
    connection = socket.create_connection((there.hostname, there.port))
    head = f"PUT {there.path}?{there.query} HTTP/1.1\r\nHost: {there.netloc}\r\nContent-Length: {len(data)}\r\n\r\n"
    connection.sendall(head.encode() + data[:offset])
    return connection


def is_whole_and_analysed_once(server: "Server", recording: Recording, says: str) -> None:
    record = server.until_finished("r1")
    assert (record["status"], record["attempt"], record["uploading"]) == ("succeeded", 1, None)
    media = server.data_dir / "media"
    stored = (media / "recordings" / "r1.webm").read_bytes()
    assert sha256(stored).hexdigest() == sha256(recording.content).hexdigest()
    assert len([path for path in media.rglob("*") if path.name == "report.json"]) == 1
    assert not list((server.data_dir / "uploads").iterdir())
    report = server.client.get("/records/r1/report").json()
    assert abs(report["duration_s"] - LASTS_S) < 1 and report["transcript"]["text"].startswith(says)


def test_a_network_cut_again_and_again_in_a_part_loses_nothing(serve: "Start", recording: Recording) -> None:
    server, chance = serve(), random.Random(CUTS)
    recording.begin(server)
    for cut in range(CUTS):
        number = chance.randrange(1, len(recording.parts) + 1)
        data = recording.pieces[number - 1]
        connection = send_as_far_as(recording.url(server, number), data, chance.randrange(len(data)))
        if cut % 2:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        connection.close()
        held = recording.begin(server)
        assert all(part in recording.parts for part in held)
        if cut % 7 == 6:  # now and then a part arrives
            recording.send(server, number)
            assert recording.parts[number - 1] in recording.begin(server)
    recording.send_the_rest(server)
    completing = threading.Thread(target=cut_while_completing, args=(server, recording))
    completing.start()
    completing.join()
    assert recording.complete(server).raise_for_status().json()["recording"] == "recordings/r1.webm"
    is_whole_and_analysed_once(server, recording, "It was the best of times")


def cut_while_completing(server: "Server", recording: Recording) -> None:
    """Ask for the end, and go before the answer comes."""
    body = httpx.Request("POST", "http://any", json={"parts": recording.parts}).content
    address = server.client.base_url
    head = (
        f"POST /uploads/r1/complete HTTP/1.1\r\nHost: {address.host}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((address.host, address.port or 80)) as connection:
        connection.sendall(head.encode() + body)


@pytest.mark.parametrize("inside", [True, False], ids=["inside a part", "before its first byte"])
def test_a_server_killed_during_the_upload_goes_on_with_the_parts_held(
    serve: "Start", recording: Recording, inside: bool
) -> None:
    server = serve(sys.executable, SERVER)
    recording.begin(server)
    recording.send(server, 1)
    half = len(recording.pieces[1]) // 2
    with send_as_far_as(recording.url(server, 2), recording.pieces[1], half if inside else 0):
        server.kill()
    server.start()
    assert server.client.get("/records/r1").json()["status"] == "waiting"
    assert recording.begin(server) == recording.parts[:1]
    recording.send_the_rest(server)
    recording.complete(server).raise_for_status()
    is_whole_and_analysed_once(server, recording, "I agree")


def test_a_server_killed_again_and_again_while_it_joins_ends_with_one_report(
    serve: "Start", recording: Recording
) -> None:
    server, chance = serve(sys.executable, SERVER), random.Random(9)
    recording.send_the_rest(server)
    for longest_s in (0.01, 0.02, 0.04, 0.06):
        cut_while_completing(server, recording)
        killer = threading.Timer(chance.uniform(0, longest_s), server.process.kill)
        killer.start()
        assert server.process.wait(timeout=PATIENCE_S) == -9
        server.start()
    assert recording.complete(server).raise_for_status().json()["recording"] == "recordings/r1.webm"
    is_whole_and_analysed_once(server, recording, "I agree")
