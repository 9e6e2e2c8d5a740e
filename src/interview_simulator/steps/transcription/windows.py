"""Where the sound is cut into windows for a recogniser. Pure; times in seconds."""

from collections.abc import Sequence
from itertools import pairwise

from interview_simulator.domain.timeline import Interval


def windows(spoken: Sequence[Interval], longest_s: float, silence_s: float) -> tuple[Interval, ...]:
    """Stretches of speech, in order, joined to windows of at most `longest_s` wherever one of them allows it.

    A silence longer than `silence_s` is always a cut. Else a window that is full is cut at the widest gap of its second
    half, where a sentence is more likely to end than where the room runs out.
    """
    cut: list[Interval] = []
    waiting: list[Interval] = []
    for stretch in spoken:
        if waiting and stretch.start_s - waiting[-1].end_s > silence_s:
            cut, waiting = [*cut, _joined(waiting)], []
        while waiting and stretch.end_s - waiting[0].start_s > longest_s:
            count = _kept([*waiting, stretch], longest_s)
            cut, waiting = [*cut, _joined(waiting[:count])], waiting[count:]
        waiting.append(stretch)
    return (*cut, _joined(waiting)) if waiting else tuple(cut)


def groups(cut: Sequence[Interval], most: int) -> list[Sequence[Interval]]:
    """In order, at most so many together, and as evenly as can be."""
    count = -(-len(cut) // most)
    return [cut[len(cut) * number // count : len(cut) * (number + 1) // count] for number in range(count)]


def _joined(stretches: Sequence[Interval]) -> Interval:
    return Interval(start_s=stretches[0].start_s, end_s=stretches[-1].end_s)


def _kept(stretches: Sequence[Interval], longest_s: float) -> int:
    """How many make the window: up to the widest gap of its second half; without one, all but the last."""
    half_s = stretches[0].start_s + longest_s / 2
    gaps = [
        (after.start_s - before.end_s, count)
        for count, (before, after) in enumerate(pairwise(stretches), start=1)
        if before.end_s >= half_s
    ]
    return max(gaps)[1] if gaps else len(stretches) - 1
