"""Early work goes one piece at a time, behind the recordings that are finished."""

import threading
from collections.abc import Iterator

import pytest
from tests.support.waiting import PATIENCE_S, until

from interview_simulator.decoding.decoder import IN_PROCESS
from interview_simulator.errors import BadRecordingError
from interview_simulator.workflow.early.turns import InTurns, Standing, Turns


def numbers(most: int) -> Iterator[int]:
    yield from range(most)


class Worker:
    """Takes the items of a decoder, and works on each of them until it may go on."""

    def __init__(self, turns: Turns, name: str, working: list[str]) -> None:
        self.standing, self.error, self._turns = Standing(), "", turns
        self._name, self._working, self._may_go_on = name, working, threading.Semaphore(0)
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def _work(self) -> None:
        try:
            for _ in InTurns(IN_PROCESS, self._turns, self.standing).each(numbers, 1):
                self._working.append(self._name)
                self._may_go_on.acquire()
                self._working.remove(self._name)
        except BadRecordingError as error:
            self.error = str(error)

    def goes_on(self) -> None:
        self._may_go_on.release()
        self._thread.join(timeout=PATIENCE_S)
        assert not self._thread.is_alive()


@pytest.fixture
def turns() -> Turns:
    return Turns()


def test_only_one_works_at_a_time(turns: Turns) -> None:
    working: list[str] = []
    workers = {name: Worker(turns, name, working) for name in "abc"}
    for _ in range(3):
        until(lambda: bool(working))
        (name,) = working
        workers.pop(name).goes_on()
    assert working == []


def test_a_finished_recording_goes_before_and_whoever_is_waited_for_does_not_wait(turns: Turns) -> None:
    working: list[str] = []
    with turns.analysing():
        patient, hurried = Worker(turns, "patient", working), Worker(turns, "hurried", working)
        turns.tell(hurried.standing.hurried)
        until(lambda: working == ["hurried"])
        hurried.goes_on()
        assert working == []
    until(lambda: working == ["patient"])
    patient.goes_on()


def test_what_is_not_wanted_any_more_ends(turns: Turns) -> None:
    working: list[str] = []
    with turns.analysing():
        worker = Worker(turns, "unwanted", working)
        turns.tell(worker.standing.gone)
        until(lambda: "taken back" in worker.error)
    assert working == []


def test_what_was_taken_back_behind_its_last_item_is_not_taken_for_a_whole(turns: Turns) -> None:
    standing = Standing()
    items = InTurns(IN_PROCESS, turns, standing).each(numbers, 1)
    assert next(items) == 0
    turns.tell(standing.gone)
    with pytest.raises(BadRecordingError, match="taken back"):
        next(items)


def test_who_came_first_is_served_first_however_often_another_comes_again(turns: Turns) -> None:
    """Pictures come one behind the other without a pause; sound that waits meanwhile is next."""
    served: list[str] = []
    is_held, may_go_on = threading.Event(), threading.Event()

    def pictures() -> None:
        for number in turns.each(range(50), Standing()):
            served.append("picture")
            if number == 0:
                is_held.set()
                assert may_go_on.wait(10)

    def sound() -> None:
        for _ in turns.each(range(1), Standing()):
            served.append("sound")

    first = threading.Thread(target=pictures)
    first.start()
    assert is_held.wait(10)
    second = threading.Thread(target=sound)
    second.start()
    until(lambda: turns.waiting == 1)
    may_go_on.set()
    first.join(10)
    second.join(10)
    assert served[:2] == ["picture", "sound"]
