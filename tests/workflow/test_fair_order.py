"""Accounts take turns: on one machine with DBOS on SQLite, and the numbers by themselves."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.support.waiting import PATIENCE_S, until

from interview_simulator.domain.progress import Progress
from interview_simulator.domain.record import Record
from interview_simulator.steps.transcription.engine import Recognition, Sound
from interview_simulator.stores.media.files import FileMediaStore
from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.stores.records.sql import SqlRecordStore
from interview_simulator.testing.engines import scripted_engines
from interview_simulator.testing.speech import ScriptedRecogniser, spoken
from interview_simulator.workflow.attempts import Stores
from interview_simulator.workflow.durable import DurableWorkflow
from interview_simulator.workflow.fair_order import account_of, turn
from interview_simulator.workflow.job import Job, job_of

if TYPE_CHECKING:
    from tests.conftest import MakeRecording

ANA, BIA = "ana@b.c", "bia@b.c"


class Work(NamedTuple):
    """What is read of a workflow of DBOS."""

    queue_partition_key: str
    priority: int
    status: str = "ENQUEUED"


class HeldRecogniser(ScriptedRecogniser):
    """Says when it is asked for the first time, and hears nothing until it is let go."""

    def __init__(self) -> None:
        super().__init__(spoken("I agree completely", word_s=0.2))
        self.reached, self.let_go = threading.Event(), threading.Event()

    def recognise(self, sound: Sound, language: str | None, progress: Progress) -> Recognition:
        self.reached.set()
        assert self.let_go.wait(PATIENCE_S)
        return super().recognise(sound, language, progress)


@pytest.mark.parametrize(
    ("sent", "served"),
    [
        ([(f"a{n}", ANA) for n in range(10)] + [("b0", BIA)], ["a0", "b0", *(f"a{n}" for n in range(1, 10))]),
        ([("n0", None), ("n1", None), ("n2", None)], ["n0", "n1", "n2"]),
    ],
    ids=["ten of one account before one of another", "without owners"],
)
def test_accounts_are_served_in_turn_and_records_without_an_owner_as_they_came(
    tmp_path: Path, make_recording: "MakeRecording", sent: list[tuple[str, str | None]], served: list[str]
) -> None:
    media = FileMediaStore(tmp_path / "media", UrlSigner(b"secret"))
    records = SqlRecordStore(f"sqlite:///{tmp_path / 'records.sqlite'}")
    begun: list[str] = []

    def job(record: Record) -> Job:
        if record.record_id not in begun:
            begun.append(record.record_id)
        return job_of(record, {})

    recogniser = HeldRecogniser()
    engines = scripted_engines(recogniser=recogniser)
    workflow = DurableWorkflow(
        f"sqlite:///{tmp_path / 'workflow.sqlite'}", Stores(media, records), engines, job, at_once=1
    )
    workflow.launch()
    try:
        clip = make_recording("talk_collins.mp4", seconds=2.0, size=(320, 240))
        for record_id, email in sent:
            media.put(f"recordings/{record_id}.webm", clip)
            records.merge(record_id, {"recording": f"recordings/{record_id}.webm", "email": email})
            workflow.start(record_id)
            assert recogniser.reached.wait(PATIENCE_S)
        recogniser.let_go.set()
        until(lambda: len(records.list_by_status("succeeded")) == len(sent))
    finally:
        recogniser.let_go.set()
        workflow.close()
    assert begun == served


def test_whoever_sends_one_after_the_other_has_no_advantage_over_who_waits() -> None:
    """Bia's every recording comes when her last has ended; Ana's ten still get every second turn."""
    waiting = [Work(ANA, turn(ANA, []))]
    for _ in range(9):
        waiting.append(Work(ANA, turn(ANA, waiting)))
    served: list[str] = []
    while len(served) < 12:
        now = min(waiting, key=lambda work: work.priority)
        waiting.remove(now)
        served.append(now.queue_partition_key)
        running = now._replace(status="PENDING")
        if all(work.queue_partition_key != BIA for work in [*waiting, running]):
            number = turn(BIA, [*waiting, running])
            waiting.append(Work(BIA, number))
    assert served[:4].count(BIA) == 2 and abs(served.count(ANA) - served.count(BIA)) <= 1


def test_an_account_is_the_same_however_its_address_is_written_and_nobody_is_nobody_else() -> None:
    assert account_of(Record(record_id="r1", email="Ana@B.C")) == account_of(Record(record_id="r2", email=ANA))
    assert account_of(Record(record_id="r1")) != account_of(Record(record_id="r2"))
    assert ANA not in account_of(Record(record_id="r1", email=ANA))
