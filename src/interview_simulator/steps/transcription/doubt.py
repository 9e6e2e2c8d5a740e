"""Which words were perhaps not said. Pure; times in seconds."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import fmean

from interview_simulator.domain.timeline import Interval
from interview_simulator.domain.transcript import Word

DOUBTFUL = 0.3
"""Confidence below which a word is doubtful."""
UNCLEAR = 0.5
"""Mean confidence of a window's words, below which all of them are: 0.36 where somebody only smacks, 0.54 and more of
speech as loud as the voices around it."""


def with_doubt(words: Iterable[Word], unclear: Sequence[Interval] = ()) -> Iterator[Word]:
    """The words, marked as doubtful where their recogniser is not confident, and in stretches that are unclear.

    Of a word that took no time it has to be more confident.
    """
    for word in words:
        has_no_length = word.end_s <= word.start_s and word.confidence < UNCLEAR
        is_doubtful = word.confidence < DOUBTFUL or has_no_length or _begins_in(word, unclear)
        yield word.model_copy(update={"doubtful": True}) if is_doubtful else word


def unclear_windows(windows: Sequence[Interval], words: Sequence[Word]) -> list[Interval]:
    """The windows of whose words the recogniser is not confident on average, each up to the beginning of the next."""
    starts_s, last_s = [window.start_s for window in windows], max((word.end_s for word in words), default=0.0) + 1.0
    spans = [Interval(start_s=start_s, end_s=max(start_s, end_s)) for start_s, end_s in pairwise([*starts_s, last_s])]
    return [span for span in spans if _confidence(word for word in words if _begins_in(word, [span])) < UNCLEAR]


def outside(words: Iterable[Word], stretches: Sequence[Interval]) -> list[Word]:
    """The words that begin in none of the stretches."""
    return [word for word in words if not _begins_in(word, stretches)]


def _begins_in(word: Word, stretches: Iterable[Interval]) -> bool:
    return any(stretch.start_s <= word.start_s < stretch.end_s for stretch in stretches)


def _confidence(words: Iterable[Word]) -> float:
    """The mean; 1 of no words."""
    return fmean([word.confidence for word in words] or [1.0])
