"""Strangers attack a server with accounts, all at once, while ten users practise: nobody of those notices.

STRANGERS_S sets how long, in seconds. The strangers are an account and addresses of this machine other than the users'.
Users and strangers have a process each: what a user waits for is the server's work, not the strangers' own.
"""

import multiprocessing
import os
import random
import socket
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from itertools import count
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import NamedTuple, TypeVar

import httpx
import pytest
from soak.test_mixed_load import memory_mb, tenths
from tests.support.server import Server

from interview_simulator.accounts import joining
from interview_simulator.compose import account_store
from interview_simulator.privacy.consent import VERSION
from interview_simulator.settings import Settings

STRANGERS_S = float(os.environ.get("STRANGERS_S", "300"))
USERS = 10
PASSWORD = "correct horse battery"
PAGE = {"X-Requested-With": "soak"}
MOST_P99_S = 1.0
MOST_GROWTH = 1.1
"""Of the last quarter's memory over the second's."""
WRAPPED = "no-spaces-at-all" * 1250
"""20 KB in one word."""
pytestmark = pytest.mark.timeout(STRANGERS_S + 600)
Item = TypeVar("Item")
Attack = Callable[[str, int], None]
"""Takes the server's address and the stranger's number."""


class Answer(NamedTuple):
    """What a user got."""

    call: str
    status: int
    began_s: float
    took_s: float


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The shipped server with the real models; ten users and a stranger have accounts."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("strangers") / "data")
    store = account_store(settings)
    for name in [f"user{number}" for number in range(USERS)] + ["stranger"]:
        joining.create(store, f"{name}@b.c", "candidate", time.time(), PASSWORD)
    started = Server(settings.data_dir, INTERVIEW_SIMULATOR_ACCOUNTS="true")
    yield started
    started.stop()


def browser(address: str, name: str, own: str = "127.0.0.2") -> httpx.Client:
    """Signed in, with consent, at an address of their own. Certificates, which nobody uses here, are costly to load."""
    transport = httpx.HTTPTransport(local_address=own, verify=False)
    client = httpx.Client(base_url=address, headers=PAGE, timeout=30, transport=transport)
    client.post("/sign-in", json={"email": f"{name}@b.c", "password": PASSWORD}).raise_for_status()
    client.put("/consent", json={"version": VERSION}).raise_for_status()
    return client


def connection(address: str, stranger: int) -> socket.socket:
    url = httpx.URL(address)
    return socket.create_connection((url.host, url.port), timeout=10, source_address=(f"127.0.1.{stranger}", 0))


def half_open(address: str, stranger: int) -> None:
    with ExitStack() as opened:
        for _ in range(500):
            opened.enter_context(connection(address, stranger)).sendall(b"GET / HTTP/1.1\r\n")


def heads(address: str, stranger: int) -> None:
    with connection(address, stranger) as one:
        one.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        for _ in range(1500):
            one.sendall(b"a: b\r\n" * 10_000)


def bodies(address: str, stranger: int) -> None:
    with connection(address, stranger) as one:
        one.sendall(b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 700000000\r\n\r\n")
        for _ in range(700):
            one.sendall(b"[" * 1_000_000)


def trickling(address: str, stranger: int) -> None:
    with ExitStack() as opened:
        begun = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\n"
        held = [opened.enter_context(connection(address, stranger)) for _ in range(250)]
        for one in held:
            with suppress(OSError):
                one.sendall(begun)
        time.sleep(5)  # slow on purpose


def sign_ins(address: str, stranger: int) -> None:
    wrong = {"email": f"nobody{random.random()}@b.c", "password": "wrong wrong wrong"}
    transport = httpx.HTTPTransport(local_address=f"127.0.1.{stranger}", verify=False)
    with httpx.Client(base_url=address, headers=PAGE, transport=transport, timeout=30) as client:
        client.post("/sign-in", json=wrong)


def computing(address: str, stranger: int) -> None:
    """45 at the same time with the longest word there may be; the clients do not wait."""
    with closing(browser(address, "stranger", f"127.0.1.{stranger}")) as client:
        asked = {"interview_id": "aws-basics-en", "question_id": "compute-service", "language": "en"}

        def ask() -> None:
            with suppress(httpx.HTTPError):
                client.post("/follow-up", json={**asked, "transcript": WRAPPED}, timeout=2)

        askers = [Thread(target=ask) for _ in range(45)]
        for asker in askers:
            asker.start()
        for asker in askers:
            asker.join()


def streams(address: str, stranger: int) -> None:
    with closing(browser(address, "stranger", f"127.0.1.{stranger}")) as client, ExitStack() as opened:
        client.post("/record", json={"record_id": "strange", "duration": None}).raise_for_status()
        for _ in range(90):
            opened.enter_context(client.stream("GET", "/records/strange/events"))
        time.sleep(2)  # they are open


ATTACKS = (half_open, heads, bodies, trickling, sign_ins, computing, streams)


def practise(address: str, name: str, recording: Path, end: Event, seen: "Queue[Answer]") -> None:
    """As the page does: look, record, send, wait, read, delete; each answer is noted with its status and time."""
    client, numbers = browser(address, name), count()

    def call(method: str, path: str, **sent: object) -> httpx.Response:
        began_s = time.monotonic()
        answer = client.request(method, path, **sent)  # type: ignore[arg-type]  # httpx's own
        what = f"{method} {path.split('/', maxsplit=2)[1]}"
        seen.put(Answer(what, answer.status_code, began_s, time.monotonic() - began_s))
        return answer

    while not end.is_set():
        record_id = f"{name}-{next(numbers)}"
        call("GET", "/session")
        call("POST", "/record", json={"record_id": record_id, "duration": None})
        form = call("GET", "/upload", params={"filename": f"{record_id}.wav"}).json()
        with recording.open("rb") as file:
            call("POST", "/media", data=form["fields"], files={"file": file})
        for _ in range(30):
            call("GET", "/records", params={"email": f"{name}@b.c"})
            call("GET", f"/records/{record_id}")
            if end.wait(1.0):
                break
        call("DELETE", f"/records/{record_id}")
    client.close()


def attack(address: str, what: Attack, stranger: int, end: Event, done: "Queue[str]") -> None:
    while not end.is_set():
        with suppress(OSError, httpx.HTTPError):
            what(address, stranger)
        done.put(what.__name__)
        end.wait(0.2)


def users(address: str, recording: Path, end: Event, seen: "Queue[Answer]") -> None:
    """Ten, until the end."""
    together([Thread(target=practise, args=(address, f"user{each}", recording, end, seen)) for each in range(USERS)])


def strangers(address: str, end: Event, done: "Queue[str]") -> None:
    """One for each attack, until the end."""
    together(
        [Thread(target=attack, args=(address, what, number, end, done)) for number, what in enumerate(ATTACKS, start=1)]
    )


def together(threads: list[Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def emptied(queue: "Queue[Item]") -> list[Item]:
    """What a process that has ended put into it."""
    return [queue.get() for _ in range(queue.qsize())]


def test_ten_users_practise_while_strangers_do_their_worst(server: Server, clips: Path) -> None:
    processes, memory = multiprocessing.get_context("spawn"), list[float]()
    with processes.Manager() as shared:
        end, seen, done = shared.Event(), shared.Queue(), shared.Queue()
        practising = processes.Process(target=users, args=(server.address, clips / "jfk.wav", end, seen))
        attacking = processes.Process(target=strangers, args=(server.address, end, done))
        practising.start()
        time.sleep(max(10, STRANGERS_S / 10))  # the users alone, for comparison
        began_s = time.monotonic()
        attacking.start()
        while time.monotonic() < began_s + STRANGERS_S:
            memory.append(memory_mb(server.process.pid))
            time.sleep(1.0)
        end.set()
        practising.join()
        attacking.join()
        answers, attacks = emptied(seen), Counter(emptied(done))
    beside = [answer for answer in answers if answer.began_s >= began_s]
    print("users alone:")
    report([answer for answer in answers if answer.began_s < began_s])
    print(f"beside strangers ({dict(attacks)}), memory by tenths of the time in MB: {[*map(round, tenths(memory))]}")
    report(beside)
    lists = [answer.took_s for answer in beside if answer.call == "GET records"]
    assert [answer for answer in answers if answer.status >= 500] == []
    assert set(attacks) == {what.__name__ for what in ATTACKS}
    assert practising.exitcode == attacking.exitcode == 0
    assert statistics.quantiles(lists, n=100)[98] < MOST_P99_S
    quarter = len(memory) // 4
    assert statistics.median(memory[-quarter:]) <= MOST_GROWTH * statistics.median(memory[quarter : 2 * quarter])


def report(seen: list[Answer]) -> None:
    """The figures."""
    print(f"{len(seen)} answers: {dict(Counter(answer.status for answer in seen))}")
    for call in sorted({answer.call for answer in seen}):
        times = sorted(answer.took_s for answer in seen if answer.call == call)
        if len(times) > 1:
            quantiles = statistics.quantiles(times, n=100, method="inclusive")
            print(
                f"{call}: {len(times)}, median {quantiles[49]:.3f} s, p99 {quantiles[98]:.3f} s, most {times[-1]:.3f} s"
            )
