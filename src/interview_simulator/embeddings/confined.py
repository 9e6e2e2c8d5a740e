"""The embedder in processes of its own: a text that breaks it harms neither the server nor the next text.

The model is loaded once, in the process of which workers are forked. Many texts are embedded in portions, and between
two of them the next caller has its turn, so that a long transcript does not hold up a short question.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np

from interview_simulator.decoding.limits import Limits
from interview_simulator.decoding.queue import Queue
from interview_simulator.decoding.sandbox import Sandbox
from interview_simulator.decoding.subject import Subject
from interview_simulator.embeddings.model import DIMENSIONS, LONGEST_TEXT, embed
from interview_simulator.embeddings.vectors import Vectors
from interview_simulator.errors import BadTextError, BusyError

LIMITS = Limits(memory_bytes=1_000_000_000, cpu_s=120, quiet_s=180.0, niceness=0)
"""For one portion. The slowest that can be sent, text without spaces, took 9 s on a core of 2.5 GHz."""
PORTION = 2 * LONGEST_TEXT
"""Characters that are embedded in one turn: prose of that length takes about 2 s."""
FRAME = 16
"""What the tokens that stand around each text count for, in characters."""
PATIENT_S = 1800.0
"""Within which an analysis has its vectors, in all its turns."""
_until_s: ContextVar[float | None] = ContextVar("until_s", default=None)
TEXT = Subject(
    name="text",
    error=BadTextError,
    again="change or shorten it",
    shorter="send a shorter one",
    smaller="send a shorter one",
)


class ConfinedEmbedder:
    """Embeds one portion at a time, each in a process with limits."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._sandbox = Sandbox(limits, ["interview_simulator.embeddings.model:load"], TEXT)
        self._queue = Queue()

    def close(self) -> None:
        """End the processes; the next text would begin new ones."""
        self._sandbox.close()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector for each text.

        Raises BadTextError where a text breaks the embedder, and BusyError where it takes longer than
        PATIENT_S or what `answered_within` says, because of its length or because of others.
        """
        until_s = _until_s.get() or time.monotonic() + PATIENT_S
        none = np.zeros((0, DIMENSIONS), np.float32)
        return np.concatenate([none, *(self._portion(portion, until_s) for portion in portions(texts))])

    def _portion(self, texts: Sequence[str], until_s: float) -> Vectors:
        try:
            with self._queue.turn(max(0.0, until_s - time.monotonic())):
                return self._sandbox.call(embed, texts)
        except TimeoutError:
            raise BusyError(
                "Judging the text takes longer than can be waited for; try again in a moment, or with a shorter one."
            ) from None


@contextmanager
def answered_within(most_s: float) -> Iterator[None]:
    """Somebody waits: what is embedded inside the `with` is given up after that long."""
    before = _until_s.set(time.monotonic() + most_s)
    try:
        yield
    finally:
        _until_s.reset(before)


def portions(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts in order, in groups of at most PORTION characters that will be read; at least one text in each."""
    portion: list[str] = []
    size = 0
    for text in texts:
        read = min(len(text), LONGEST_TEXT) + FRAME
        if portion and size + read > PORTION:
            yield portion
            portion, size = [], 0
        portion.append(text)
        size += read
    if portion:
        yield portion
