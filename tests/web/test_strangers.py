"""What strangers and single accounts may cost a real server: each attack is bounded, while others are served."""

import socket
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial

import httpx
import psutil
import pytest
from tests.support import strangers_server
from tests.support.server import Server

STRANGER = "127.0.0.66"
"""Another address of this machine."""
WRONG = {"email": "ana@example.org", "password": "wrong wrong wrong"}
SLOW = "/follow-up"
ANSWER = {
    "interview_id": "aws-basics-en",
    "question_id": "compute-service",
    "transcript": "slow",
    "language": "en",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Heads must come within a second here, bodies bring something in each second; eighty connections are many."""
    folder = tmp_path_factory.mktemp("strangers") / "data"
    command = sys.executable, str(strangers_server.__file__)
    started = Server(folder, *command, INTERVIEW_SIMULATOR_REQUESTS_AT_ONCE="60")
    yield started
    started.stop()


@pytest.fixture(scope="module")
def with_accounts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("accounts") / "data"
    command = sys.executable, str(strangers_server.__file__)
    started = Server(folder, *command, INTERVIEW_SIMULATOR_ACCOUNTS="true")
    yield started
    started.stop()


Connect = Callable[[], socket.socket]


@pytest.fixture
def connect(server: Server) -> Iterator[Connect]:
    """A stranger's connection."""
    with ExitStack() as opened:

        def connecting() -> socket.socket:
            url = server.client.base_url
            return opened.enter_context(
                socket.create_connection((url.host, url.port), timeout=20, source_address=(STRANGER, 0))
            )

        yield connecting


def answer(connection: socket.socket) -> bytes:
    """All that comes until the server closes."""
    received = b""
    try:
        while block := connection.recv(65536):
            received += block
    except ConnectionResetError:
        pass
    return received


def memory(server: Server) -> int:
    return int(psutil.Process(server.process.pid).memory_info().rss)


def send_until_refused(connection: socket.socket, block: bytes, most: int) -> int:
    """The bytes that could be sent before the server closed."""
    sent = 0
    try:
        while sent < most:
            connection.sendall(block)
            sent += len(block)
    except (BrokenPipeError, ConnectionResetError):
        pass
    return sent


def assert_others_are_served(server: Server) -> None:
    with httpx.Client(base_url=server.address, timeout=10) as client:
        for path in ("/records", "/readyz", "/", "/interviews"):
            began_s = time.monotonic()
            assert client.get(path).status_code == 200
            assert time.monotonic() - began_s < 1, path


@pytest.mark.parametrize("path", ["/record", "/follow-up", "/uploads", "/uploads/r1/complete"])
@pytest.mark.parametrize("told", [True, False], ids=["announced", "chunked"])
def test_a_body_without_end_is_refused_after_a_megabyte(
    server: Server, connect: Connect, path: str, told: bool
) -> None:
    before, connection = memory(server), connect()
    length = "Content-Length: 700000000" if told else "Transfer-Encoding: chunked"
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{length}\r\n\r\n"
    connection.sendall(head.encode())
    block = b"[" * 65536
    sent = send_until_refused(connection, block if told else b"10000\r\n" + block + b"\r\n", 700_000_000)
    assert sent < 48_000_000
    assert memory(server) - before < 20_000_000


@pytest.mark.parametrize("path", ["/sign-in", "/sign-up", "/password-resets", "/password-resets/complete"])
def test_before_sign_in_a_body_is_read_up_to_a_megabyte(with_accounts: Server, path: str) -> None:
    before, headers = memory(with_accounts), {"Content-Type": "application/json", "X-Requested-With": "test"}
    for content in (b"[" * 20_000_000, iter([b"[" * 100_000] * 200)):
        sent = with_accounts.client.post(path, content=content, headers=headers)
        assert sent.status_code == 413 and "1 MB" in sent.json()["detail"]
    assert memory(with_accounts) - before < 20_000_000


@pytest.mark.parametrize("path", ["/record", "/consent", "/interviews/made-to-measure"])
def test_who_sends_too_much_reads_why(server: Server, path: str) -> None:
    sent = server.client.request("PUT" if path == "/consent" else "POST", path, content=b"[" * 6_000_000)
    assert sent.status_code == 413 and "MB" in sent.json()["detail"]
    in_pieces = server.client.request(
        "PUT" if path == "/consent" else "POST",
        path,
        content=iter([b"[" * 100_000] * 60),
        headers={"Content-Type": "application/json"},
    )
    assert in_pieces.status_code == 413 and in_pieces.json()["detail"].endswith(".")


def test_what_is_just_small_enough_is_read(server: Server) -> None:
    assert server.client.post("/record", content=b" " * 990_000).status_code == 422


HEADS = {
    "many small headers": b"a: b\r\n",
    "many long headers": b"x-long: " + b"b" * 8000 + b"\r\n",
    "a header that does not end": b"b" * 8192,
}


@pytest.mark.parametrize("flood", HEADS)
def test_heads_without_end_are_refused(server: Server, connect: Connect, flood: str) -> None:
    before, connection = memory(server), connect()
    connection.sendall(b"GET /records HTTP/1.1\r\nHost: localhost\r\nx: ")
    repeated = HEADS[flood] if flood.startswith("a header") else b"\r\n" + HEADS[flood]
    sent = send_until_refused(connection, repeated * (65536 // len(repeated)), 100_000_000)
    assert sent < 10_000_000
    assert memory(server) - before < 10_000_000
    assert answer(connection).startswith(b"HTTP/1.1 431") or sent > 0


@pytest.mark.parametrize(
    "head",
    [
        b"GET /records HTTP/1.1\r\nHost: localhost\r\n" + b"a: b\r\n" * 100 + b"\r\n",
        b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /records HTTP/1.1\r\nHost: localhost\r\nCookie: " + b"a" * 40_000 + b"\r\n\r\n",
        b"POST /record HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n \r\n0\r\n"
        + b"a: b\r\n" * 200,
    ],
    ids=["headers", "target", "cookie", "trailers"],
)
def test_a_head_that_is_too_large_is_told(connect: Connect, head: bytes) -> None:
    connection = connect()
    connection.sendall(head)
    assert answer(connection).startswith(b"HTTP/1.1 431 ")


def test_requests_that_wait_for_no_answer_are_refused(server: Server, connect: Connect) -> None:
    before, connection = memory(server), connect()
    sent = send_until_refused(connection, b"GET /records HTTP/1.1\r\nHost: localhost\r\n\r\n" * 1000, 10_000_000)
    assert sent < 10_000_000 and b" 429 " in answer(connection)
    assert memory(server) - before < 20_000_000


@pytest.mark.parametrize(
    "piece", [b"", b"GET /records HTTP/1.1\r\nHost: localh", b"\r\n", b"POST /record HTTP/1.1\r\n"], ids=str
)
def test_a_head_that_does_not_come_is_not_waited_for(connect: Connect, piece: bytes) -> None:
    connection, began_s = connect(), time.monotonic()
    connection.sendall(piece)
    answer(connection)
    assert time.monotonic() - began_s < 5


def test_a_head_that_trickles_is_not_waited_for(connect: Connect) -> None:
    connection, began_s = connect(), time.monotonic()
    connection.sendall(b"GET /records HTTP/1.1\r\nHost: localhost\r\n")
    while send_until_refused(connection, b"a", 1) and time.monotonic() - began_s < 10:
        time.sleep(0.1)  # slow on purpose
    assert time.monotonic() - began_s < 5


def test_a_body_that_trickles_is_given_up_and_told(connect: Connect) -> None:
    connection, began_s = connect(), time.monotonic()
    connection.sendall(b"POST /record HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(15):
        send_until_refused(connection, b" ", 1)
        time.sleep(0.1)  # slow on purpose
    assert answer(connection).startswith(b"HTTP/1.1 408 ")
    assert time.monotonic() - began_s < 5


def test_a_slow_body_that_makes_progress_is_read(connect: Connect) -> None:
    connection = connect()
    head = b"POST /record HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90000\r\nConnection: close\r\n\r\n"
    connection.sendall(head)
    for _ in range(9):
        connection.sendall(b" " * 10_000)
        time.sleep(0.3)  # as slow as a bad connection
    assert answer(connection).startswith(b"HTTP/1.1 422 ")


@pytest.mark.parametrize("piece", [b"", b"GET /records HTTP/1.1\r\n", b"\r\n"], ids=str)
def test_half_open_connections_keep_nobody_out(server: Server, connect: Connect, piece: bytes) -> None:
    for _ in range(200):
        connect().sendall(piece)
    assert_others_are_served(server)


def test_one_address_does_not_take_all_requests(server: Server, connect: Connect) -> None:
    begun = b"POST /record HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\n"
    connections = [connect() for _ in range(61)]
    for connection in connections:
        connection.sendall(begun)
    assert_others_are_served(server)
    connections[-1].settimeout(0.5)
    assert connections[-1].recv(65536).startswith(b"HTTP/1.1 429 ")


def test_a_target_with_a_name_counts_for_the_host(server: Server) -> None:
    url = server.client.base_url
    for authority, status in {"evil.example": 421, "localhost": 200, "x@localhost": 400, "127.0.0.1:8000": 200}.items():
        with socket.create_connection((url.host, url.port), timeout=10) as connection:
            line = f"GET http://{authority}/records HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            connection.sendall(line.encode())
            assert answer(connection).startswith(f"HTTP/1.1 {status} ".encode()), authority


def test_slow_work_keeps_no_record_waiting(server: Server) -> None:
    """45 of one address, whose clients leave after six seconds; four are begun, the others refused or skipped."""

    def ask(_number: int) -> int:
        try:
            return httpx.post(server.address + SLOW, json=ANSWER, timeout=6).status_code
        except httpx.TimeoutException:
            return 0

    with ThreadPoolExecutor(45) as askers:
        asked = [askers.submit(ask, number) for number in range(45)]
        assert_others_are_served(server)
        statuses = [one.result() for one in asked]
    assert statuses.count(429) + statuses.count(0) == 45 and statuses.count(0) <= 5  # one may come late
    deadline_s = time.monotonic() + 60
    while (found := server.client.post(SLOW, json={**ANSWER, "transcript": "quick"})).status_code != 200:
        assert time.monotonic() < deadline_s, found.text
        time.sleep(0.2)
    begun = (server.data_dir / "begun").read_text().split()
    assert begun.count("slow") == 2


def test_attempts_to_sign_in_keep_no_record_waiting(with_accounts: Server) -> None:
    with ThreadPoolExecutor(45) as askers:
        headers = {"X-Requested-With": "test"}
        post = partial(httpx.post, with_accounts.address + "/sign-in", json=WRONG, headers=headers, timeout=60)
        asked = [askers.submit(post) for _ in range(45)]
        with httpx.Client(base_url=with_accounts.address, timeout=10) as client:
            for path in ("/session", "/readyz", "/"):
                began_s = time.monotonic()
                assert client.get(path).status_code == 200
                assert time.monotonic() - began_s < 1, path
        assert {one.result().status_code for one in asked} == {401, 429}
