"""The step `transcription` in two halves: a job is begun, and the process ends; the job's end finishes the step.

Between them the state of the state machine waits for its task token, so nobody asks over and over, or pays for waiting.
"""

from dataclasses import dataclass, replace
from typing import Protocol

from interview_simulator.domain.record import StepProgress
from interview_simulator.media.inspect import inspect
from interview_simulator.media.sound import speech
from interview_simulator.steps.transcription.engine import SpeechRecogniser
from interview_simulator.steps.transcription.jobs import TranscriptionJobs, Waiting
from interview_simulator.steps.transcription.step import audible
from interview_simulator.workflow.single_step import Analysis, Attempt, recorded, run_step, space_of


class TaskTokens(Protocol):
    """Ends states that wait for their task token; nothing happens when nobody waits any more."""

    def succeed(self, token: str) -> None:
        """The state has succeeded."""
        ...

    def fail(self, token: str, error: BaseException) -> None:
        """The state has failed, by the name of the error's class."""
        ...


@dataclass(frozen=True)
class Transcribing:
    """The parts that both halves need."""

    analysis: Analysis
    jobs: TranscriptionJobs
    tokens: TaskTokens


def begin_transcription(attempt: Attempt, token: str, parts: Transcribing) -> None:
    """Begin the job; a recording in which nothing can be heard needs none, and the step ends at once."""
    stores = parts.analysis.stores
    record = recorded(stores, attempt.record_id)
    stores.records.set_step(attempt.record_id, "transcription", StepProgress(status="running"))
    with space_of(stores, record).recording() as recording:
        inspect(recording)
        sound = speech(recording)
    if audible(sound):
        waiting = Waiting(record_id=attempt.record_id, attempt=attempt.number, token=token)
        parts.jobs.begin(sound, parts.analysis.job_of(record).language, waiting)
    else:
        _end(attempt, token, parts, parts.analysis.engines().recogniser)


def end_transcription(job_name: str, parts: Transcribing) -> None:
    """Perform the step with what the job heard, and end the state that waits; may be repeated."""
    waiting = parts.jobs.waiting(job_name)
    if waiting is None:
        return
    attempt = Attempt(waiting.record_id, waiting.attempt)
    _end(attempt, waiting.token, parts, parts.jobs.recogniser(job_name))
    parts.jobs.remove(job_name)


def _end(attempt: Attempt, token: str, parts: Transcribing, recogniser: SpeechRecogniser) -> None:
    engines = parts.analysis.engines
    heard = replace(parts.analysis, engines=lambda: replace(engines(), recogniser=recogniser))
    try:
        run_step("transcription", attempt, heard)
    except Exception as error:  # noqa: BLE001  # it is not lost: the state machine decides about it
        parts.tokens.fail(token, error)
    else:
        parts.tokens.succeed(token)
