"""Workers on real PostgreSQL: who is given up never writes again."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from tests.support import postgresql_server

from interview_simulator.errors import WorkerGivenUpError
from interview_simulator.stores.records.sql import SqlRecordStore
from interview_simulator.stores.workers.sql import SqlWorkers, fence
from interview_simulator.stores.workers.store import Worker
from interview_simulator.workflow.heartbeat import live

ANA, BO = Worker(id="ana", version="1"), Worker(id="bo", version="2")


@pytest.fixture(scope="module")
def url() -> str:
    return postgresql_server.new_database()


@pytest.fixture
def at_once(url: str) -> SqlWorkers:
    """Gives up whoever does not beat at this moment."""
    workers = SqlWorkers(url, silent_s=0.0)
    workers.give_up()
    return workers


def test_who_beats_lives_and_who_is_silent_is_given_up_once(url: str, at_once: SqlWorkers) -> None:
    patient = SqlWorkers(url, silent_s=60.0)
    patient.register(Worker(id="w1", version="1"))
    assert patient.beat("w1") and patient.give_up() == []
    assert [worker.id for worker in patient.alive()] == ["w1"]
    with ThreadPoolExecutor(4) as threads:
        told = [name for names in threads.map(lambda _: at_once.give_up(), range(4)) for name in names]
    assert told == ["w1"]
    assert patient.alive() == [] and not patient.beat("w1")


def test_who_leaves_is_no_more(url: str, at_once: SqlWorkers) -> None:
    at_once.register(Worker(id="w2", version="1"))
    at_once.leave("w2")
    assert at_once.alive() == [] and at_once.give_up() == [] and not at_once.beat("w2")


def test_what_a_given_up_worker_writes_is_refused_and_what_others_wrote_stays(url: str, at_once: SqlWorkers) -> None:
    at_once.register(Worker(id="w3", version="1"))
    everyone, late = SqlRecordStore(url), SqlRecordStore(url, fence=fence("w3"))
    late.merge("r1", {"recording": "recordings/r1.webm"})
    everyone.begin_attempt("r1", 0)
    at_once.give_up()
    written = everyone.merge("r1", {"status": "succeeded", "report": "artefacts/r1/new/report.json"})
    with pytest.raises(WorkerGivenUpError):
        late.finish_attempt("r1", 1, {"report": "artefacts/r1/late/report.json"})
    with pytest.raises(WorkerGivenUpError):
        late.get("r1")
    assert everyone.get("r1") == written


def test_a_worker_that_was_never_registered_writes_nothing(url: str) -> None:
    with pytest.raises(WorkerGivenUpError):
        SqlRecordStore(url, fence=fence("nobody")).merge("r2", {})


def test_a_worker_is_not_given_up_in_the_middle_of_a_write(url: str, at_once: SqlWorkers) -> None:
    at_once.register(Worker(id="w4", version="1"))
    store, begun, go_on = SqlRecordStore(url, fence=fence("w4")), Event(), Event()

    def write() -> None:
        with store._changing("r4") as connection:
            connection.exec_driver_sql("SELECT 1")
            begun.set()
            go_on.wait()

    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(write)
        begun.wait()
        assert at_once.give_up() == []
        go_on.set()
        writing.result()
    assert at_once.give_up() == ["w4"]


def test_a_life_ends_when_it_is_told_to_or_when_others_gave_it_up(url: str, at_once: SqlWorkers) -> None:
    ended, taken = Event(), []
    workers = SqlWorkers(url, silent_s=0.6)
    for name in ("w5", "w6"):
        workers.register(Worker(id=name, version="1"))

    def take_over() -> None:
        taken.append([worker.id for worker in workers.alive()])
        if taken[-1] == ["w5"]:
            ended.set()

    assert live(workers, "w5", 0.6, take_over, ended) is True
    assert live(workers, "w6", 0.6, take_over, Event()) is False
