"""One at a time, in the order in which they came."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Queue:
    """Gives turns to threads: one at a time, first come, first served."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._waiting: deque[object] = deque()
        """The first one has its turn."""

    @contextmanager
    def turn(self, within_s: float) -> Iterator[None]:
        """Wait for a turn and have it; raises TimeoutError when it does not come within `within_s`."""
        ticket = object()
        with self._changed:
            self._waiting.append(ticket)
            if not self._changed.wait_for(lambda: self._waiting[0] is ticket, within_s):
                self._waiting.remove(ticket)
                raise TimeoutError
        try:
            yield
        finally:
            with self._changed:
                self._waiting.popleft()
                self._changed.notify_all()
