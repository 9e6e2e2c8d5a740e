"""What judges content and what listens to the voice must do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import Interview, Question
from interview_simulator.domain.report import Answer, Loudness, Pitch
from interview_simulator.domain.transcript import Word

Sound = NDArray[np.float32]
"""Mono, 16 kHz, -1 to 1, shape (samples,)."""


class SpokenAnswer(Frozen):
    """One question and what was said to it."""

    question: Question
    language: str
    start_s: float
    end_s: float
    words: tuple[Word, ...]


class Evaluator(Protocol):
    """Judges what was said against the question's rubric."""

    name: str
    models: dict[str, str]

    def evaluate(self, answers: tuple[SpokenAnswer, ...]) -> tuple[Answer, ...]:
        """One Answer for each spoken answer, in the same order."""
        ...


class AnswerMatcher(Protocol):
    """Finds out which words answer which question where no marks tell it."""

    def match(self, words: Sequence[Word], interview: Interview) -> tuple[SpokenAnswer, ...]:
        """The answers that were found, in order of time; none where nothing fits."""
        ...


class Listener(Protocol):
    """Listens to the voice while the sound comes."""

    def hear(self, sound: Sound) -> None:
        """The next stretch of sound."""
        ...

    def pitch(self) -> Pitch | None:
        """What `VoiceAnalyser.pitch` says of all that was heard; called once, at the end."""
        ...


@dataclass(frozen=True)
class Heard:
    """A recording's sound that was listened to while it came."""

    sound: Sound
    pitch: Pitch | None
    loudness: Loudness | None


class VoiceAnalyser(Protocol):
    """Measures the voice in the sound."""

    name: str

    def pitch(self, sound: Sound) -> Pitch | None:
        """Pitch of the voiced parts; None when nothing is voiced or the sound is shorter than 0.4 s."""
        ...

    def loudness(self, sound: Sound) -> Loudness | None:
        """Loudness; None when the sound is shorter than a measuring block (0.4 s) or silent."""
        ...

    def listener(self) -> Listener:
        """Begin to listen to one recording."""
        ...
