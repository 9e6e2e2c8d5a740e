"""Who follows an analysis: bounded in number, one look for all, and ended with the session."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import psutil
import pytest
from fastapi.testclient import TestClient
from tests.support import strangers_server
from tests.support.server import Server
from tests.web.answers import problem

from interview_simulator.accounts import joining
from interview_simulator.compose import App, account_store, record_store
from interview_simulator.settings import Settings
from interview_simulator.web.events import ASK_AGAIN_EVERY_S, MOST_STREAMS

PASSWORD = "correct horse battery"
PAGE = {"X-Requested-With": "test"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """With an account, whose records r0 to r9 wait for their recordings."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("events") / "data")
    records = record_store(settings)
    for number in range(10):
        records.merge(f"r{number}", {"email": "ana@b.c"})
    store = account_store(settings)
    joining.create(store, "ana@b.c", "candidate", time.time(), PASSWORD)
    command = sys.executable, str(strangers_server.__file__)
    started = Server(settings.data_dir, *command, INTERVIEW_SIMULATOR_ACCOUNTS="true")
    yield started
    started.stop()


def signed_in(server: Server) -> httpx.Client:
    client = httpx.Client(base_url=server.address, headers=PAGE, timeout=20)
    client.post("/sign-in", json={"email": "ana@b.c", "password": PASSWORD}).raise_for_status()
    return client


@pytest.mark.parametrize("ending", ["/sign-out", "/me/sessions"])
def test_a_stream_ends_soon_after_its_session(server: Server, ending: str) -> None:
    ana = signed_in(server)
    with ana.stream("GET", "/records/r0/events") as answer:
        lines = answer.iter_lines()
        assert next(lines) == "event: progress"
        began_s = time.monotonic()
        ana.request("POST" if ending == "/sign-out" else "DELETE", ending).raise_for_status()
        assert "event: done" not in list(lines)
    assert time.monotonic() - began_s < ASK_AGAIN_EVERY_S + 3


def test_a_stream_stays_open_as_long_as_its_session(server: Server) -> None:
    following = signed_in(server).stream("GET", "/records/r0/events", timeout=2 * ASK_AGAIN_EVERY_S)
    with following as answer, pytest.raises(httpx.ReadTimeout):
        list(answer.iter_lines())


def test_streams_of_an_account_are_few_and_cost_little(server: Server) -> None:
    ana, process = signed_in(server), psutil.Process(server.process.pid)
    with ExitStack() as opened:
        statuses, held = [], []
        for number in range(2 * MOST_STREAMS):
            answer = opened.enter_context(ana.stream("GET", f"/records/r{number % 10}/events"))
            statuses.append(answer.status_code)
            if answer.status_code == 200:
                held.append(answer.iter_lines())
                assert next(held[-1]) == "event: progress"
        assert statuses == [200] * MOST_STREAMS + [429] * MOST_STREAMS
        before_s, began_s = sum(process.cpu_times()[:2]), time.monotonic()
        time.sleep(5)  # what is measured
        share = (sum(process.cpu_times()[:2]) - before_s) / (time.monotonic() - began_s)
        print(f"{MOST_STREAMS} streams take {share:.1%} of a core")
        assert share < 0.25
    deadline_s = time.monotonic() + 20
    while True:  # their places are free again once the server has seen them go
        with ana.stream("GET", "/records/r0/events") as answer:
            if answer.status_code == 200:
                break
        assert time.monotonic() < deadline_s
        time.sleep(0.2)


MARK = {"question_id": "q1", "start_s": 1.0}


@pytest.mark.parametrize(
    "marks",
    [
        [MARK] * 1001,
        [{**MARK, "question_id": "q" * 257}],
        [{**MARK, "start_s": 86_401}],
        [{**MARK, "start_s": -1}],
    ],
    ids=["many", "long id", "late", "early"],
)
def test_marks_are_bounded(client: TestClient, parts: App, marks: list[dict[str, object]]) -> None:
    new = {"record_id": "r1", "duration": "00:00:10", "marks": marks}
    assert problem(client.post("/record", json=new), 422).startswith("marks")
    assert parts.records.get("r1") is None


@pytest.mark.parametrize("start", ["NaN", "Infinity", "1e999"])
def test_a_mark_has_a_time(client: TestClient, parts: App, start: str) -> None:
    content = json.dumps({"record_id": "r1", "duration": None, "marks": [MARK]}).replace("1.0", start)
    problem(client.post("/record", content=content, headers={"Content-Type": "application/json"}), 422)
    assert parts.records.get("r1") is None


def test_sixty_megabytes_of_marks_are_not_taken(client: TestClient, parts: App) -> None:
    new = {"record_id": "r1", "duration": None, "marks": [{**MARK, "question_id": "q" * 60_000_000}]}
    problem(client.post("/record", json=new), 413)
    assert parts.records.get("r1") is None


def test_as_many_marks_as_an_interview_could_have_are_kept(client: TestClient, parts: App) -> None:
    client.post("/record", json={"record_id": "r1", "duration": None, "marks": [MARK] * 1000}).raise_for_status()
    record = parts.records.get("r1")
    assert record is not None and len(record.marks) == 1000
