"""What a speech recogniser must do."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.progress import Progress
from interview_simulator.domain.timeline import Interval
from interview_simulator.domain.transcript import Word

Sound = NDArray[np.float32]
"""Mono, 16 kHz, -1 to 1, shape (samples,)."""


class HeardWindow(Interval):
    """A window of the sound, and how likely each language is by how it sounds."""

    languages: dict[str, float]
    """ISO 639-1 code -> probability; those that are hardly likely are left out."""


class Recognition(Frozen):
    """Words in order of time; empty when nothing was said."""

    language: str
    """ISO 639-1 code; `und` where it was to be detected and could not be told."""
    language_probability: float | None
    words: tuple[Word, ...]
    windows: tuple[HeardWindow, ...] = ()
    """In order of time; empty where the recogniser does not listen for other languages."""


class SpeechRecogniser(Protocol):
    """Turns sound into words with times."""

    name: str
    models: dict[str, str]
    """Model file -> SHA-256."""
    longest_s: float | None
    """Where it knows the language, it is given sound in pieces of at most this length; None: all of it at once."""

    def recognise(self, sound: Sound, language: str | None, progress: Progress) -> Recognition:
        """Recognise speech; `language` None: detect it. Raises ModelFileError when the model cannot be had."""
        ...
