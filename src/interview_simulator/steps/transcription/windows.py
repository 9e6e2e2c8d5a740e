"""Where the sound is cut into windows for a recogniser. Pure; times in seconds."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from interview_simulator.domain.timeline import Interval
from interview_simulator.steps.transcription.loudness import FRAMES_PER_S

PAUSE = 12
"""Frames of 10 ms that are quietest together where a stretch is cut: between words it is quieter for longer than in a
stop consonant."""


def no_longer(spoken: Sequence[Interval], longest_s: float, loudness: NDArray[np.floating]) -> list[Interval]:
    """The stretches of speech, those longer than `longest_s` cut where their second half is quietest.

    `loudness`: of each 10 ms of the sound, shape (frames,).
    """
    return [part for stretch in spoken for part in _parts(stretch, longest_s, loudness)]


def _parts(stretch: Interval, longest_s: float, loudness: NDArray[np.floating]) -> Iterator[Interval]:
    start_s = stretch.start_s
    while stretch.end_s - start_s > longest_s:
        begin = round((start_s + longest_s / 2) * FRAMES_PER_S)
        among = loudness[begin : round((start_s + longest_s) * FRAMES_PER_S) - PAUSE]
        quietest = int(np.convolve(among, np.ones(PAUSE), "valid").argmin()) + PAUSE // 2
        cut_s = (begin + quietest) / FRAMES_PER_S
        yield Interval(start_s=start_s, end_s=cut_s)
        start_s = cut_s
    yield Interval(start_s=start_s, end_s=stretch.end_s)


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
