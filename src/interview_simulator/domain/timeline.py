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
