"""One suite for every workflow: real steps and a real recording, scripted engines."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.conftest import MakeRecording
from tests.support.waiting import PATIENCE_S

from interview_simulator.domain.record import Record
from interview_simulator.errors import ConflictError, NotFoundError
from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.testing.engines import scripted_engines
from interview_simulator.testing.media import MemoryMediaStore
from interview_simulator.testing.records import MemoryRecordStore
from interview_simulator.testing.speech import ScriptedRecogniser, spoken
from interview_simulator.testing.workflow import MemoryWorkflow
from interview_simulator.workflow.attempts import Stores
from interview_simulator.workflow.durable import DurableWorkflow
from interview_simulator.workflow.engine import Workflow
from interview_simulator.workflow.job import Engines, Job, job_of

KEY = "recordings/r1.webm"


def job(record: Record) -> Job:
    return job_of(record, {})


WORKFLOWS: dict[str, Callable[[Path, Stores, Engines], Workflow]] = {
    "memory": lambda _, stores, engines: MemoryWorkflow(stores, engines, job),
    "dbos": lambda folder, stores, engines: DurableWorkflow(
        f"sqlite:///{folder / 'workflow.sqlite'}", stores, engines, job, at_once=1
    ),
}


@pytest.fixture
def stores() -> Stores:
    return Stores(MemoryMediaStore(UrlSigner(b"secret")), MemoryRecordStore())


@pytest.fixture
def recogniser() -> ScriptedRecogniser:
    return ScriptedRecogniser(spoken("I agree completely", word_s=0.2))


@pytest.fixture(params=WORKFLOWS)
def idle(
    request: pytest.FixtureRequest, tmp_path: Path, stores: Stores, recogniser: ScriptedRecogniser
) -> Iterator[Workflow]:
    """Not launched yet; closed at the end."""
    workflow = WORKFLOWS[request.param](tmp_path, stores, scripted_engines(recogniser=recogniser))
    yield workflow
    workflow.close()


@pytest.fixture
def workflow(idle: Workflow) -> Workflow:
    """Launched with nothing to do."""
    idle.launch()
    return idle


@pytest.fixture
def upload(stores: Stores, make_recording: "MakeRecording") -> Callable[[], None]:
    """Store the recording of r1, without starting anything."""

    def store() -> None:
        stores.media.put(KEY, make_recording("talk_collins.mp4", seconds=2.0, size=(320, 240)))
        stores.records.merge("r1", {"recording": KEY})

    return store


def ended(stores: Stores) -> Record:
    deadline_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline_s:
        record = stores.records.get("r1")
        if record is not None and record.status not in ("waiting", "analysing"):
            return record
        time.sleep(0.02)
    raise AssertionError(f"the analysis did not end: {stores.records.get('r1')}")


def test_what_was_started_ends_with_a_report(workflow: Workflow, stores: Stores, upload: Callable[[], None]) -> None:
    upload()
    workflow.start("r1")
    record = ended(stores)
    assert (record.status, record.attempt) == ("succeeded", 1)
    assert record.report is not None and b"I agree completely" in b"".join(stores.media.read(record.report))
    assert {step.status for step in record.steps.values()} == {"succeeded"} and len(record.steps) == 5


def test_what_is_started_many_times_at_once_is_analysed_once(
    workflow: Workflow, stores: Stores, upload: Callable[[], None], recogniser: ScriptedRecogniser
) -> None:
    upload()
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(workflow.start, ["r1"] * 16))
    assert ended(stores).attempt == 1
    workflow.start("r1")
    workflow.close()
    assert recogniser.calls == 1


def test_starting_what_is_not_there_does_nothing(workflow: Workflow, stores: Stores) -> None:
    workflow.start("r1")
    assert stores.records.get("r1") is None


def test_a_finished_analysis_can_be_repeated(
    workflow: Workflow, stores: Stores, upload: Callable[[], None], recogniser: ScriptedRecogniser
) -> None:
    upload()
    workflow.start("r1")
    ended(stores)
    workflow.retry("r1")
    again = ended(stores)
    assert (again.status, again.attempt, recogniser.calls) == ("succeeded", 2, 2)


def test_what_is_not_there_or_not_uploaded_or_under_way_cannot_be_repeated(
    workflow: Workflow, stores: Stores, upload: Callable[[], None]
) -> None:
    with pytest.raises(NotFoundError):
        workflow.retry("r1")
    stores.records.merge("r1", {})
    with pytest.raises(ConflictError, match="upload"):
        workflow.retry("r1")
    upload()
    stores.records.begin_attempt("r1", 0)
    with pytest.raises(ConflictError, match="wait"):
        workflow.retry("r1")


def test_what_was_left_unfinished_is_finished_after_the_next_launch(
    idle: Workflow, stores: Stores, upload: Callable[[], None]
) -> None:
    upload()
    stores.records.begin_attempt("r1", 0)
    idle.launch()
    record = ended(stores)
    assert (record.status, record.attempt) == ("succeeded", 1)


def test_cancelling_what_is_not_there_or_has_ended_does_nothing(
    workflow: Workflow, stores: Stores, upload: Callable[[], None]
) -> None:
    workflow.cancel("r1")
    upload()
    workflow.cancel("r1")
    workflow.start("r1")
    ended(stores)
    workflow.cancel("r1")
    record = ended(stores)
    assert record.status == "succeeded" and record.report in stores.media.keys("artefacts/r1/")


def test_a_recording_that_was_deleted_and_sent_again_is_analysed_again(
    workflow: Workflow, stores: Stores, upload: Callable[[], None]
) -> None:
    upload()
    workflow.start("r1")
    ended(stores)
    workflow.cancel("r1")
    stores.records.delete("r1")
    upload()
    workflow.start("r1")
    assert ended(stores).status == "succeeded"
