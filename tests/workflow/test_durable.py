"""The workflow on one machine: DBOS on SQLite, records in SQLite, files on disk, scripted engines."""

import gc
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.support import waiting

from interview_simulator.compose import App, coach_with
from interview_simulator.domain.progress import Progress
from interview_simulator.domain.record import Record
from interview_simulator.environment import keep_what_is_loaded
from interview_simulator.errors import BadRecordingError, InterviewSimulatorError, ModelFileError, StoreUnavailableError
from interview_simulator.privacy.erase import erase_record
from interview_simulator.settings import Settings
from interview_simulator.steps.transcription.engine import Recognition, Sound
from interview_simulator.stores.media.file_uploads import FileUploads
from interview_simulator.stores.media.files import FileMediaStore
from interview_simulator.stores.media.receiving import Receiving
from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.stores.media.store import StoredFile
from interview_simulator.stores.records.sql import SqlRecordStore
from interview_simulator.testing.engines import scripted_engines
from interview_simulator.testing.faces import FACING_THE_CAMERA, ScriptedFaces, ScriptedSession
from interview_simulator.testing.speech import ScriptedRecogniser, spoken
from interview_simulator.workflow import durable
from interview_simulator.workflow.attempts import Stores
from interview_simulator.workflow.durable import RETRIES, DurableWorkflow, patiently
from interview_simulator.workflow.job import job_of

if TYPE_CHECKING:
    from tests.conftest import MakeRecording

KEY = "recordings/r1.webm"
until, PATIENCE_S = waiting.until, waiting.PATIENCE_S
WORDS = spoken("I agree completely", word_s=0.2)
SIGNER = UrlSigner(b"secret")
Begin = Callable[..., App]


class Held:
    """A place that says when it was reached and stays there until it is let go."""

    def __init__(self) -> None:
        self.reached, self.let_go = threading.Event(), threading.Event()

    def stay(self) -> None:
        self.reached.set()
        assert self.let_go.wait(PATIENCE_S)


class FailingRecogniser(ScriptedRecogniser):
    """Fails with these errors, one a call, before it hears."""

    def __init__(self, *errors: InterviewSimulatorError) -> None:
        super().__init__(WORDS)
        self._errors = list(errors)
        self.times_s: list[float] = []

    def recognise(self, sound: Sound, language: str | None, progress: Progress) -> Recognition:
        self.times_s.append(time.monotonic())
        if self._errors:
            raise self._errors.pop(0)
        return super().recognise(sound, language, progress)


class MeetingRecogniser(ScriptedRecogniser):
    """Waits in the middle of its work for somebody else."""

    def __init__(self, wait: Callable[[], object]) -> None:
        super().__init__(WORDS)
        self._wait = wait

    def recognise(self, sound: Sound, language: str | None, progress: Progress) -> Recognition:
        self._wait()
        return super().recognise(sound, language, progress)


class MeetingFaces(ScriptedFaces):
    """Waits in the middle of its work for somebody else."""

    def __init__(self, wait: Callable[[], object]) -> None:
        super().__init__(FACING_THE_CAMERA)
        self._wait = wait

    @contextmanager
    def session(self) -> Iterator[ScriptedSession]:
        self._wait()
        with super().session() as session:
            yield session


class StoreWithoutReports(FileMediaStore):
    """Takes no report, for a reason that nobody thought of, until it is mended."""

    is_mended = False

    def put(self, key: str, source: Path) -> StoredFile:
        if key.endswith("report.json") and not self.is_mended:
            raise RuntimeError("never heard of")
        return super().put(key, source)


class HeldStore(FileMediaStore):
    """Stops at the first file that a step makes."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, SIGNER)
        self.held, self.came_back = Held(), threading.Event()

    def put(self, key: str, source: Path) -> StoredFile:
        if not key.startswith("artefacts/"):
            return super().put(key, source)
        self.held.stay()
        try:
            return super().put(key, source)
        finally:  # another step may have swept the file away before its size was read
            self.came_back.set()


@pytest.fixture
def begin(tmp_path: Path, make_recording: "MakeRecording") -> Iterator[Begin]:
    """Launch a workflow with these engines and upload r1; it is closed at the end."""
    begun: list[DurableWorkflow] = []

    def launched(media: FileMediaStore | None = None, **engines: object) -> App:
        media = media or FileMediaStore(tmp_path / "media", SIGNER)
        records = SqlRecordStore(f"sqlite:///{tmp_path / 'records.sqlite'}")
        parts = scripted_engines(**engines)
        workflow = DurableWorkflow(
            f"sqlite:///{tmp_path / 'workflow.sqlite'}",
            Stores(media, records),
            parts,
            lambda record: job_of(record, {}),
            at_once=1,
        )
        workflow.launch()
        begun.append(workflow)
        media.put(KEY, make_recording("talk_collins.mp4", seconds=2.0, size=(320, 240)))
        records.merge("r1", {"recording": KEY})
        workflow.start("r1")
        uploads = FileUploads(tmp_path / "uploads", media, SIGNER)
        receiving = Receiving(media, uploads, SIGNER)
        return App(Settings(), media, uploads, records, workflow, {}, receiving, coach_with(parts, {}, {}))

    yield launched
    for workflow in begun:
        workflow.close()


def ended(parts: App) -> Record:
    until(lambda: now(parts).status not in ("waiting", "analysing"))
    return now(parts)


def now(parts: App) -> Record:
    record = parts.records.get("r1")
    assert record is not None
    return record


def report(parts: App) -> str:
    return b"".join(parts.media.read("artefacts/r1/report.json")).decode()


def test_the_branches_run_side_by_side(begin: Begin) -> None:
    """Each engine waits for the other in the middle of its work: one after the other would never end."""
    meeting = threading.Barrier(2, timeout=PATIENCE_S)
    record = ended(begin(recogniser=MeetingRecogniser(meeting.wait), faces=MeetingFaces(meeting.wait)))
    assert record.status == "succeeded" and not meeting.broken


def test_what_the_first_analysis_has_loaded_is_passed_over_by_the_garbage_collector(begin: Begin) -> None:
    keep_what_is_loaded.cache_clear()
    gc.unfreeze()
    ended(begin())
    try:
        until(lambda: gc.get_freeze_count() > 0)
    finally:
        gc.unfreeze()


def test_what_can_pass_is_tried_again_after_a_while_and_then_after_a_longer_one(begin: Begin) -> None:
    busy = ModelFileError("No source answered; try again later.")
    recogniser = FailingRecogniser(busy, busy)
    assert ended(begin(recogniser=recogniser)).status == "succeeded"
    first, second, third = recogniser.times_s
    assert second - first >= RETRIES["interval_seconds"]
    assert third - second >= RETRIES["interval_seconds"] * RETRIES["backoff_rate"]


def test_what_does_not_pass_is_given_up_with_its_own_sentence(begin: Begin) -> None:
    recogniser = FailingRecogniser(*[ModelFileError("No source answered; try again later.")] * 9)
    step = ended(begin(recogniser=recogniser)).steps["transcription"]
    assert (step.status, step.reason) == ("failed", "No source answered; try again later.")
    assert len(recogniser.times_s) == RETRIES["max_attempts"]


def test_what_cannot_pass_fails_at_once_and_leaves_the_other_branch_in_the_report(begin: Begin) -> None:
    recogniser = FailingRecogniser(BadRecordingError("The sound cannot be read; record it again."))
    parts = begin(recogniser=recogniser)
    record = ended(parts)
    assert record.status == "partly_failed" and len(recogniser.times_s) == 1
    assert record.steps["text_metrics"].status == "skipped"
    assert record.steps["video_metrics"].status == record.steps["update_record"].status == "succeeded"
    assert '"face_present_ratio":1.0' in report(parts).replace(" ", "")
    assert "The sound cannot be read; record it again." in report(parts)


def test_without_a_report_the_record_ends_as_failed_and_can_be_analysed_again(begin: Begin, tmp_path: Path) -> None:
    store = StoreWithoutReports(tmp_path / "media", SIGNER)
    parts = begin(store)
    record = ended(parts)
    assert (record.status, record.steps["update_record"].status, record.report) == ("failed", "failed", None)
    store.is_mended = True
    parts.workflow.retry("r1")
    record = ended(parts)
    assert (record.status, record.attempt) == ("succeeded", 2) and record.report is not None


def test_where_an_error_would_be_the_end_the_database_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "ASK_AGAIN_S", 0.0)
    answers: Iterator[StoreUnavailableError | str]
    answers = iter([StoreUnavailableError("busy"), StoreUnavailableError("busy"), "there"])

    def ask() -> str:
        answer = next(answers)
        if isinstance(answer, StoreUnavailableError):
            raise answer
        return answer

    assert patiently(ask) == "there"


def test_an_unexpected_error_is_not_tried_again(begin: Begin) -> None:
    def breaks() -> None:
        calls.append(1)
        raise RuntimeError("/home/secret")

    calls: list[int] = []
    step = ended(begin(recogniser=MeetingRecogniser(breaks))).steps["transcription"]
    assert (step.status, len(calls)) == ("failed", 1)
    assert "secret" not in (step.reason or "")


def test_a_recording_that_is_submitted_twice_is_analysed_once(begin: Begin) -> None:
    recogniser = ScriptedRecogniser(WORDS)
    parts = begin(recogniser=recogniser)
    parts.workflow.start("r1")
    assert ended(parts).attempt == 1
    parts.workflow.start("r1")
    parts.workflow.close()
    assert recogniser.calls == 1


def test_the_late_result_of_an_old_attempt_is_refused(begin: Begin) -> None:
    held = Held()
    parts = begin(recogniser=MeetingRecogniser(held.stay))
    assert held.reached.wait(PATIENCE_S)
    parts.records.begin_attempt("r1", 1)
    held.let_go.set()
    until(lambda: parts.media.stat("artefacts/r1/report.json") is not None)
    parts.workflow.close()  # at the end of the step, which then has offered its result
    record = now(parts)
    assert (record.attempt, record.status, record.report) == (2, "analysing", None)


def test_a_record_that_is_deleted_during_its_analysis_leaves_nothing(begin: Begin, tmp_path: Path) -> None:
    store = HeldStore(tmp_path / "media")
    parts = begin(media=store)
    assert store.held.reached.wait(PATIENCE_S)
    erase_record(parts, now(parts))
    assert store.keys("") == []
    store.held.let_go.set()
    assert store.came_back.wait(PATIENCE_S)
    until(lambda: store.keys("") == [])
    assert parts.records.list_all() == []
