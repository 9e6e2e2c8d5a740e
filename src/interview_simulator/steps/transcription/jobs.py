"""What a service must do that transcribes in jobs, whose end is told by an event."""

from typing import Protocol

from interview_simulator.domain.frozen import Frozen
from interview_simulator.steps.transcription.engine import Sound, SpeechRecogniser


class Waiting(Frozen):
    """Who waits for a job."""

    record_id: str
    attempt: int
    token: str


class TranscriptionJobs(Protocol):
    """Jobs of one installation."""

    def begin(self, sound: Sound, language: str | None, waiting: Waiting) -> None:
        """Begin a job; who waits is written down before, so that no end of a job comes too early."""
        ...

    def waiting(self, job_name: str) -> Waiting | None:
        """Who waits for this job; None when nobody does (any more)."""
        ...

    def recogniser(self, job_name: str) -> SpeechRecogniser:
        """A recogniser that gives what the job heard, or raises why it failed."""
        ...

    def remove(self, job_name: str) -> None:
        """Remove the job and all of its files."""
        ...
