"""Who may compute: recordings that are finished first, and of the early work one picture or stretch of sound at a time.

So a candidate who still speaks is not disturbed by more than one busy core, and nobody waits for a report because of
recordings whose reports nobody waits for yet.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition, Event
from typing import ParamSpec, TypeVar

from interview_simulator.decoding.decoder import Decoder
from interview_simulator.errors import BadRecordingError

P = ParamSpec("P")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Standing:
    """How the early work on one recording stands."""

    hurried: Event = field(default_factory=Event)
    """Its report is waited for, so it waits for nobody."""
    gone: Event = field(default_factory=Event)
    """It is not wanted any more."""


class Turns:
    """The turns in one process."""

    def __init__(self) -> None:
        self._changed, self._analysing, self._busy = Condition(), 0, False
        self._waiting: deque[object] = deque()
        """First come, first served: pictures come so often that sound would hardly ever find its turn."""

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._waiting)

    @contextmanager
    def analysing(self) -> Iterator[None]:
        """Meanwhile a finished recording is analysed, and early work rests."""
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    @contextmanager
    def turn(self, standing: Standing) -> Iterator[None]:
        """Wait until it is this recording's turn, and keep it; raises BadRecordingError when it is gone."""
        alone = self._taken(standing)
        try:
            yield
        finally:
            if alone:
                self._release()

    def each(self, items: Iterable[Result], standing: Standing) -> Iterator[Result]:
        """The items, each in a turn that lasts until the next is asked for.

        Raises BadRecordingError when the recording is gone, behind the last item too: what was taken back has no end.
        """
        for item in items:
            with self.turn(standing):
                yield item
        _require_there(standing)

    def tell(self, what: Event) -> None:
        """Let those who wait know."""
        with self._changed:
            what.set()
            self._changed.notify_all()

    def _taken(self, standing: Standing) -> bool:
        """Whether the turn is taken from the others."""
        place = object()
        with self._changed:
            self._waiting.append(place)
            self._changed.wait_for(lambda: self._may(standing, place))
            self._waiting.remove(place)
            self._changed.notify_all()
            _require_there(standing)
            if standing.hurried.is_set():
                return False
            self._busy = True
            return True

    def _may(self, standing: Standing, place: object) -> bool:
        if standing.hurried.is_set() or standing.gone.is_set():
            return True
        return not (self._analysing or self._busy) and self._waiting[0] is place

    def _release(self) -> None:
        with self._changed:
            self._busy = False
            self._changed.notify_all()

    def _count(self, more: int) -> None:
        with self._changed:
            self._analysing += more
            self._changed.notify_all()


def _require_there(standing: Standing) -> None:
    if standing.gone.is_set():
        raise BadRecordingError("The recording was taken back while it arrived; send it again.")


class InTurns:
    """A decoder whose pictures and stretches of sound are each worked on in a turn."""

    def __init__(self, decoder: Decoder, turns: Turns, standing: Standing) -> None:
        self._decoder, self._turns, self._standing = decoder, turns, standing

    def open(self) -> None:
        """The decoder behind it is open."""

    def close(self) -> None:
        """The decoder behind it belongs to others, too."""

    def call(self, work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """Do the work; what packets cost is nothing beside what is made of pictures and sound."""
        return self._decoder.call(work, *args, **kwargs)

    def each(self, work: Callable[P, Iterator[Result]], *args: P.args, **kwargs: P.kwargs) -> Iterator[Result]:
        """Give what the work yields, each in a turn."""
        return self._turns.each(self._decoder.each(work, *args, **kwargs), self._standing)
