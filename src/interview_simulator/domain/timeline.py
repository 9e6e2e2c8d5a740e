"""Moments and stretches of a recording, in seconds from its start."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from interview_simulator.domain.frozen import Frozen

SpanKind = Literal["looked_away", "no_face", "multiple_faces"]


class Interval(Frozen):
    """A stretch of time, `start_s` <= `end_s`."""

    start_s: float = Field(ge=0)
    end_s: float = Field(ge=0)


class Span(Interval):
    """A stretch of the video in which something was seen."""

    kind: SpanKind


def length_s(stretches: Iterable[Interval]) -> float:
    """Seconds of all stretches together."""
    return sum(stretch.end_s - stretch.start_s for stretch in stretches)


def shared_s(stretch: Interval, others: Iterable[Interval]) -> float:
    """How much of the stretch lies in the others, which do not overlap each other."""
    return sum(max(0.0, min(stretch.end_s, other.end_s) - max(stretch.start_s, other.start_s)) for other in others)


def touches(stretch: Interval, others: Iterable[Interval]) -> bool:
    """Whether the stretch lies in one of the others, if only in part or with an end."""
    return any(stretch.start_s <= other.end_s and other.start_s <= stretch.end_s for other in others)


def runs(flags: Iterable[tuple[float, bool]], end_s: float) -> list[Interval]:
    """Stretches in which a sampled condition held.

    `flags` are (time_s, held) samples in order of time. A sample speaks for the time up to the next one; the last
    speaks up to `end_s`.
    """
    found: list[Interval] = []
    since: float | None = None
    for time_s, held in flags:
        if held and since is None:
            since = time_s
        elif not held and since is not None:
            found.append(Interval(start_s=since, end_s=time_s))
            since = None
    if since is not None:
        found.append(Interval(start_s=since, end_s=max(since, end_s)))
    return found
