"""Until when the work at hand is waited for, known to whatever it calls: a thread cannot be stopped from outside."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_until_s: ContextVar[float | None] = ContextVar("until_s", default=None)


@contextmanager
def waited_for(most_s: float) -> Iterator[None]:
    """What is begun inside the `with` has that long, in seconds."""
    before = _until_s.set(time.monotonic() + most_s)
    try:
        yield
    finally:
        _until_s.reset(before)


def left_s(most_s: float) -> float:
    """The seconds that are left, 0 when the time is over, and at most `most_s`, which holds where nobody waits."""
    until_s = _until_s.get()
    return most_s if until_s is None else min(most_s, max(0.0, until_s - time.monotonic()))
