"""Filled pauses ("um", "uh") put among words that were written down without them. Times in seconds.

Recognisers leave them out, for the texts that they learned from do. Yet what Whisper's encoder makes of a sound tells
them: a logistic regression over its states, a frame at a time, was learned on recordings whose filled pauses are known
(bench/filled_pauses.py). What was said and where it was filled are two questions here, so that the answer to the one
takes nothing from the other.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interview_simulator.domain.timeline import Interval
from interview_simulator.domain.transcript import Word

SOUNDS = {
    "en": frozenset({"um", "uh", "uhm", "umm", "er", "erm", "hm", "hmm", "mm"}),
    "pt": frozenset({"hum", "hm", "hmm", "hã", "ã", "ãh", "eh", "éh"}),
}
"""How filled pauses are written, by language."""
WRITTEN = frozenset().union(*SOUNDS.values())
USUAL = {"en": "um", "pt": "hum"}
"""How one is written that was heard; its vowel is not told apart."""
WEIGHTS = Path(__file__).with_name("filled_pauses.npy")
"""One weight for each number of a frame, and the intercept behind them."""
FRAMES_PER_S = 50
SMOOTHED = 5
"""Frames over which the evidence is averaged."""
FILLED = -0.5
"""Evidence (log odds) from which a frame is taken for filled."""
SHORTEST = 6
"""Frames of a filled pause; most last 0.2 to 0.6 s."""
COVERED = 0.6
"""Share of a word that a filled pause covers, from which the word is what it was mistaken for."""
SURE = 0.8
"""Confidence from which a word is no mistake."""
MARKS = ".,;:!?…-–—\"'“”"


def plain(text: str) -> str:
    """The word alone, in lower case."""
    return text.strip().strip(MARKS).lower()


def filled(states: NDArray[np.floating], window: Interval, language: str) -> Iterator[Word]:
    """The filled pauses of a window, by the encoder's states of it, shape (frames, width).

    None in languages for which it is not known how they are written.
    """
    if language not in USUAL:
        return
    for stretch, confidence in stretches(states, window, _weights()):
        yield Word(text=USUAL[language], start_s=stretch.start_s, end_s=stretch.end_s, confidence=confidence)


def stretches(
    states: NDArray[np.floating], window: Interval, weights: NDArray[np.floating]
) -> Iterator[tuple[Interval, float]]:
    """Where a window is filled, and how likely."""
    evidence = log_odds(states[: round((window.end_s - window.start_s) * FRAMES_PER_S)], weights)
    for begin, end in _runs(evidence > FILLED):
        if end - begin >= SHORTEST:
            start_s, end_s = (window.start_s + frame / FRAMES_PER_S for frame in (begin, end))
            yield Interval(start_s=start_s, end_s=end_s), float(1 / (1 + np.exp(-evidence[begin:end].max())))


def log_odds(states: NDArray[np.floating], weights: NDArray[np.floating]) -> NDArray[np.floating]:
    """The evidence that each frame is filled, smoothed; shape (frames,)."""
    if len(states) < SMOOTHED:
        return np.full(len(states), -np.inf)
    return np.convolve(states @ weights[:-1] + weights[-1], np.ones(SMOOTHED) / SMOOTHED, "same")


@cache
def _weights() -> NDArray[np.float32]:
    weights: NDArray[np.float32] = np.load(WEIGHTS)
    return weights


def _runs(filled: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Begin and end (not included) of each run of frames that are filled."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], filled, [False]]).astype(np.int8)))
    return [(int(begin), int(end)) for begin, end in edges.reshape(-1, 2)]


def among(words: Iterable[Word], pauses: Iterable[Word]) -> list[Word]:
    """All in order of time. Words give way: they were stretched over the sound, or are what it was mistaken for."""
    placed: list[Word] = list(words)
    for pause in pauses:
        if not any(plain(word.text) in WRITTEN and _overlap(word, pause) for word in placed):
            placed = sorted([*_making_room(placed, pause), pause], key=lambda word: word.start_s)
    return placed


def _making_room(words: Sequence[Word], pause: Word) -> Iterable[Word]:
    for word in words:
        if not _overlap(word, pause):
            yield word
        elif _share(word, pause) < COVERED or word.confidence >= SURE:
            yield _beside(word, pause)


def _beside(word: Word, pause: Word) -> Word:
    """The word on the side of the pause on which more of it lies."""
    before_s, after_s = pause.start_s - word.start_s, word.end_s - pause.end_s
    if before_s >= after_s:
        return word.model_copy(update={"end_s": max(word.start_s, pause.start_s)})
    return word.model_copy(update={"start_s": min(word.end_s, pause.end_s)})


def _overlap(word: Word, pause: Word) -> bool:
    return word.start_s < pause.end_s and pause.start_s < word.end_s


def _share(word: Word, pause: Word) -> float:
    """How much of the word the pause covers."""
    lasts_s = word.end_s - word.start_s
    both_s = min(word.end_s, pause.end_s) - max(word.start_s, pause.start_s)
    return max(0.0, both_s) / lasts_s if lasts_s > 0 else float(pause.start_s <= word.start_s <= pause.end_s)
