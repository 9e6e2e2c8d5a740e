"""The public Python API, which the command line uses as well. Importing it loads no model and no large library."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from interview_simulator.domain.grading import AnswerToGrade, Grade
    from interview_simulator.domain.interview import Interview
    from interview_simulator.domain.record import StepName, StepProgress
    from interview_simulator.domain.report import Report
    from interview_simulator.settings import Settings
    from interview_simulator.workflow.job import Engines
    from interview_simulator.workflow.perform import Announce


def interviews(*, settings: "Settings | None" = None) -> "dict[str, Interview]":
    """Return the interviews by name: those of the package and those of INTERVIEW_SIMULATOR_INTERVIEWS_DIR.

    Raises:
        BadInterviewError: A file of that folder does not hold a valid interview.
    """
    from interview_simulator.interviews.catalogue import catalogue

    return catalogue(_given(settings).interviews_dir)


def analyze(
    recording: str | Path,
    *,
    language: Literal["en", "pt", "auto"] = "auto",
    interview: "str | Path | Interview | None" = None,
    out: str | Path | None = None,
    progress: "Announce | None" = None,
    settings: "Settings | None" = None,
) -> "Report":
    """Analyse one recording on this machine and return its report.

    A step that fails does not raise: its section of the report says why it is missing, and
    `report.provenance.steps` has the outcome of each step. Models are loaded at the first call and then kept.

    Args:
        recording: Path of a video or sound file.
        language: Language of the answers; "auto" takes the interview's, or else the one that is heard.
        interview: Name of an interview, path of a YAML file, or the interview itself; without one, answers are not
            judged.
        out: Folder for report.json, the playable video, the poster, the sound and the captions; it is made where it
            is missing. Without it only the report is kept.
        progress: Called with the name of a step and its state (`StepProgress`, percent from 0 to 100) whenever the
            state changes, from the threads of the steps.
        settings: Instead of those of the environment.

    Raises:
        BadRecordingError: The recording is missing, cannot be read, holds no picture and no sound, or is too long.
        BadInputError: The language is not known, or `out` cannot be made or written to.
        NotFoundError: There is no interview of that name.
        BadInterviewError: The file does not hold a valid interview.
        LibraryMissingError: This machine lacks a library of the system.
        DecoderUnavailableError: The process that reads the recording could not be started.
    """
    from interview_simulator.media.check import check_recording

    path, chosen = Path(recording), _given(settings)
    judged_by = _interview(interview, chosen)
    job_language = _language(language, judged_by)
    parts = _engines(chosen)
    with closing(parts.decoder):
        parts.decoder.open()
        from interview_simulator.workflow.inline import analyse_file  # takes about as long as the decoder's start
        from interview_simulator.workflow.job import Job

        parts.decoder.call(check_recording, path, chosen.max_duration_s)
        job = Job(record_id=path.stem, interview=judged_by, language=job_language)
        with _folder(out) as folder:
            return analyse_file(job, parts, path, folder, progress or _silent)


def grade(answers: "Iterable[AnswerToGrade | Mapping[str, Any]]") -> "Iterator[Grade]":
    """Grade written answers, each by its key points or its model answer; yield one grade for each, in order.

    An answer is an `AnswerToGrade`, or a mapping with `question`, `answer`, `key_points` or `model_answer` or both,
    and, if need be, `language` ("en" or "pt") and `kind` ("knowledge" or "behavioural"); other keys are passed over.
    All answers are checked before the first one is graded. Many together take less time than one after the other.

    Raises:
        BadInputError: An answer lacks something; the message has its number, from 1, and the field.
    """
    from interview_simulator.compose import grades
    from interview_simulator.grade_lines import checked

    return grades(checked(answers))


def _given(settings: "Settings | None") -> "Settings":
    from interview_simulator.settings import Settings

    return Settings() if settings is None else settings


def _interview(given: "str | Path | Interview | None", settings: "Settings") -> "Interview | None":
    from interview_simulator.interviews.catalogue import find

    if isinstance(given, str | Path):
        return find(str(given), interviews(settings=settings))
    return given


def _language(asked: str, interview: "Interview | None") -> str | None:
    """The language to listen for; None where it is to be detected."""
    from interview_simulator.errors import BadInputError

    if asked not in ("en", "pt", "auto"):
        raise BadInputError(f"The language is en, pt or auto, not {asked!r}.")
    if asked == "auto":
        return interview.language if interview else None
    return asked


def _engines(settings: "Settings") -> "Engines":
    """Engines whose models stay loaded, with a decoder for this call alone."""
    from interview_simulator.compose import sandbox

    return replace(_loaded(settings), decoder=sandbox(settings))


@cache
def _loaded(settings: "Settings") -> "Engines":
    from interview_simulator.compose import engines

    return engines(settings)


@contextmanager
def _folder(out: str | Path | None) -> Iterator[Path]:
    """The folder for the results, made when it is missing, and removed again when nothing came of it."""
    if out is None:
        with TemporaryDirectory() as temporary:
            yield Path(temporary)
        return
    from interview_simulator.folders import make_folder

    folder = Path(out)
    made = not folder.exists()
    make_folder(folder, "choose another for the results (--out)")
    try:
        yield folder
    finally:
        if made and not any(folder.iterdir()):
            folder.rmdir()


def _silent(_step: "StepName", _progress: "StepProgress") -> None:
    """For callers who do not show progress."""
