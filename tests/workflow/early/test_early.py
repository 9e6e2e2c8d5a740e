"""What was done while a recording arrived is what is done of the whole one, and nothing of it stays."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from tests.support.making import record, tone
from tests.support.waiting import LONG_PATIENCE_S, until

from interview_simulator import compose
from interview_simulator.domain.progress import silent
from interview_simulator.domain.report import StepOutcome
from interview_simulator.domain.results import Results
from interview_simulator.errors import BadRecordingError
from interview_simulator.settings import Settings
from interview_simulator.steps.video_metrics.engine import Face, Picture
from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.stores.media.store import Part
from interview_simulator.testing.engines import scripted_engines
from interview_simulator.testing.faces import FACING_THE_CAMERA, ScriptedFaces, ScriptedSession
from interview_simulator.testing.media import MemoryMediaStore
from interview_simulator.testing.speech import ScriptedRecogniser
from interview_simulator.testing.uploads import MemoryUploads
from interview_simulator.workflow.early.early import AT_ONCE, Early
from interview_simulator.workflow.early.tasks import tasks_behind
from interview_simulator.workflow.early.uploads import TellingUploads
from interview_simulator.workflow.job import Engines, Job
from interview_simulator.workflow.pipeline import BRANCHES
from interview_simulator.workflow.tasks import TASKS
from interview_simulator.workflow.workspace import FolderWorkspace

KEY = "recordings/r1.webm"
pytestmark = pytest.mark.timeout(900)
"""The recording is made inside the first test's time, which takes minutes on a busy machine."""
SUCCEEDED = StepOutcome(status="succeeded", seconds=0.0)


class Arriving:
    """A recording that arrives in as many parts as are asked for."""

    def __init__(self, root: Path, engines: Engines, job: Job) -> None:
        signer = UrlSigner(b"secret")
        self.root, self.engines, self.job = root, engines, job
        self.held = MemoryUploads(MemoryMediaStore(signer), signer)
        self.early = Early(root / "early", self.held, engines, lambda _: job)
        self.uploads = TellingUploads(self.held, self.early)

    def parts(self, content: bytes, count: int, key: str = KEY) -> None:
        """The content arrives."""
        self.uploads.begin(key)
        size = -(-len(content) // count)
        for number, at in enumerate(range(0, len(content), size), 1):
            self.part(number, content[at : at + size], key)

    def part(self, number: int, data: bytes, key: str = KEY) -> None:
        with self.uploads.writing(key, Part(number=number, size=len(data), sha256=sha256(data).hexdigest())) as sink:
            sink.write(data)

    def analysed(self, recording: Path, *, behind: bool) -> tuple[Results, dict[str, bytes]]:
        """What the steps bring of the whole recording, and the files that they made."""
        out = self.root / ("behind" if behind else "anew")
        out.mkdir()
        space = FolderWorkspace(recording, out)
        tasks, all_brought = tasks_behind(self.early) if behind else TASKS, Results()
        for branch in BRANCHES:
            for step in branch:
                result = tasks[step](self.job, self.engines, space, all_brought, silent)
                all_brought = all_brought.joined(Results.of(step, SUCCEEDED, result))
        return all_brought, {path.name: path.read_bytes() for path in out.iterdir()}

    def spooled(self) -> bytes:
        (path,) = (self.root / "early" / "r1").glob("*/r1.webm")
        return path.read_bytes()

    def files(self) -> list[Path]:
        return [path for path in (self.root / "early").rglob("*") if path.is_file()]


@pytest.fixture
def arriving(tmp_path: Path) -> Iterator[Arriving]:
    made = Arriving(tmp_path, scripted_engines(), Job(record_id="r1", language="en"))
    yield made
    made.early.close()


@pytest.fixture(scope="module")
def engines() -> Iterator[Engines]:
    """The real ones; recognition in pieces so short that the recording has several of them."""
    made = compose.engines(Settings())
    made.recogniser.longest_s = 9.0
    yield made
    made.decoder.close()


def test_the_result_is_that_of_the_whole_recording(engines: Engines, talk: Path, tmp_path: Path) -> None:
    arriving = Arriving(tmp_path, engines, Job(record_id="r1", language="en"))
    arriving.parts(talk.read_bytes()[:-100_000], 4)  # the last part comes with the whole recording
    early, files = arriving.analysed(talk, behind=True)
    whole, same_files = arriving.analysed(talk, behind=False)
    assert early == whole
    assert files == same_files
    assert early.transcription and len(early.transcription.transcript.words) > 30
    arriving.early.forget("r1")


def test_nothing_is_done_twice(arriving: Arriving, talk: Path, caplog: pytest.LogCaptureFixture) -> None:
    arriving.parts(talk.read_bytes(), 3)
    arriving.analysed(talk, behind=True)
    assert heard(arriving).calls == 1 and "early work failed" not in caplog.text


def test_the_work_is_done_before_the_last_part_has_come(arriving: Arriving, talk: Path) -> None:
    faces = CountingFaces(FACING_THE_CAMERA)
    arriving.early.close()
    arriving = Arriving(arriving.root, replace(arriving.engines, faces=faces), arriving.job)
    arriving.parts(talk.read_bytes()[:-100_000], 3)
    until(lambda: faces.pictures >= 2 * 14, within_s=LONG_PATIENCE_S)
    arriving.early.close()


def test_a_recording_of_sound_alone_is_worked_on_too(arriving: Arriving, clips: Path, tmp_path: Path) -> None:
    sound = record(tmp_path / "sound.webm", sound=tone(3.0), audio="libopus")
    arriving.parts(sound.read_bytes(), 3)
    assert arriving.analysed(sound, behind=True) == arriving.analysed(sound, behind=False)
    assert heard(arriving).calls == 2


def test_in_another_language_it_is_recognised_anew(arriving: Arriving, talk: Path) -> None:
    arriving.parts(talk.read_bytes(), 3)
    arriving.job = Job(record_id="r1", language="pt")
    results, _ = arriving.analysed(talk, behind=True)
    assert results.transcription and results.transcription.language == "pt"


def test_without_a_language_it_is_recognised_at_the_end(tmp_path: Path, talk: Path) -> None:
    arriving = Arriving(tmp_path, scripted_engines(), Job(record_id="r1"))
    arriving.parts(talk.read_bytes(), 3)
    results, _ = arriving.analysed(talk, behind=True)
    assert results.transcription and results.transcription.language_probability == 1.0
    arriving.early.close()


def test_another_recording_than_came_is_analysed_anew(arriving: Arriving, talk: Path, clips: Path) -> None:
    arriving.parts(talk.read_bytes(), 3)
    other = clips / "talk_collins.mp4"
    results, files = arriving.analysed(other, behind=True)
    assert (results, files) == arriving.analysed(other, behind=False)
    assert arriving.files() == []


def test_of_what_is_no_recording_the_analysis_tells_itself(arriving: Arriving, tmp_path: Path) -> None:
    nonsense = tmp_path / "nonsense.webm"
    nonsense.write_bytes(b"nonsense" * 10_000)
    arriving.parts(nonsense.read_bytes(), 2)
    with pytest.raises(BadRecordingError, match="cannot be read"):
        arriving.analysed(nonsense, behind=True)


def test_an_upload_that_is_aborted_leaves_nothing(arriving: Arriving, talk: Path) -> None:
    arriving.parts(talk.read_bytes()[:2_000_000], 2)
    assert arriving.files() != []
    arriving.uploads.abort(KEY)
    until(lambda: not (arriving.root / "early" / "r1").exists())
    until(lambda: not any(thread.name.startswith("early") for thread in threading.enumerate()))
    assert arriving.files() == []


def test_an_upload_that_is_begun_anew_is_worked_on_anew(arriving: Arriving, talk: Path) -> None:
    arriving.parts(talk.read_bytes()[:2_000_000], 2)
    arriving.uploads.abort(KEY)
    arriving.parts(talk.read_bytes(), 3)
    arriving.analysed(talk, behind=True)
    assert heard(arriving).calls == 1


def test_work_that_is_taken_away_by_another_process_ends(arriving: Arriving, talk: Path) -> None:
    arriving.parts(talk.read_bytes()[:2_000_000], 2)
    Early(arriving.root / "early", arriving.held, arriving.engines, lambda _: arriving.job).forget("r1")
    until(lambda: not any(thread.name.startswith("early") for thread in threading.enumerate()))
    assert arriving.files() == []


def test_behind_a_restart_the_next_part_begins_it_anew(arriving: Arriving, talk: Path) -> None:
    content = talk.read_bytes()
    third = len(content) // 3
    arriving.parts(content[:third], 1)
    arriving.early.close()
    early = Early(arriving.root / "early", arriving.held, arriving.engines, lambda _: arriving.job)
    arriving.early, arriving.uploads = early, TellingUploads(arriving.held, early)
    arriving.part(2, content[third:])
    assert arriving.spooled() == content
    assert arriving.analysed(talk, behind=True) == arriving.analysed(talk, behind=False)


def test_parts_wait_for_the_one_before_them(arriving: Arriving, talk: Path) -> None:
    content = talk.read_bytes()
    third = len(content) // 3
    arriving.uploads.begin(KEY)
    arriving.part(2, content[third : 2 * third])
    assert arriving.files() == []
    arriving.part(1, content[:third])
    assert arriving.spooled() == content[: 2 * third]


def test_only_so_many_are_begun_at_once(arriving: Arriving, talk: Path) -> None:
    for number in range(AT_ONCE + 1):
        arriving.parts(talk.read_bytes()[:1_000_000], 1, f"recordings/r{number}.webm")
    assert len(list((arriving.root / "early").iterdir())) == AT_ONCE


def test_what_cannot_be_read_from_its_beginning_is_not_begun(arriving: Arriving, clips: Path) -> None:
    arriving.parts((clips / "talk_collins.mp4").read_bytes(), 2, "recordings/r1.mp4")
    assert arriving.files() == []


def test_a_full_disk_stops_the_early_work_and_not_the_upload(tmp_path: Path, talk: Path) -> None:
    arriving = Arriving(tmp_path, scripted_engines(), Job(record_id="r1", language="en"))
    arriving.early = Early(tmp_path / "early", arriving.held, arriving.engines, lambda _: arriving.job, 1 << 60)
    arriving.uploads = TellingUploads(arriving.held, arriving.early)
    arriving.parts(talk.read_bytes(), 2)
    assert len(arriving.held.parts(KEY)) == 2 and arriving.files() == []
    assert arriving.analysed(talk, behind=True) == arriving.analysed(talk, behind=False)


def heard(arriving: Arriving) -> ScriptedRecogniser:
    assert isinstance(arriving.engines.recogniser, ScriptedRecogniser)
    return arriving.engines.recogniser


class CountingFaces(ScriptedFaces):
    """Tells how many pictures were looked at."""

    pictures = 0

    @contextmanager
    def session(self) -> Iterator[ScriptedSession]:
        with super().session() as session:
            look = session.faces

            def counted(picture: Picture, time_s: float) -> list[Face]:
                self.pictures += 1
                return look(picture, time_s)

            session.faces = counted  # type: ignore[method-assign, assignment]
            yield session
