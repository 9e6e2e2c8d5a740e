"""Words that were perhaps not said, and so are not measured. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from interview_simulator.domain.report import Warning
from interview_simulator.domain.transcript import Word

WARNED, POOR = 0.1, 0.3
"""Shares of doubtful words from which it is said, and from which the rest is too little to judge answers by."""


def clear(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words without the doubtful ones."""
    return tuple(word for word in words if not word.doubtful)


def is_poor(words: Sequence[Word]) -> bool:
    """Whether so many words are doubtful that no answer can be judged by the others."""
    return bool(words) and _share(words) >= POOR


def doubt_warnings(words: Sequence[Word]) -> Iterator[Warning]:
    """Doubtful words, with their share of all words."""
    if words and _share(words) >= WARNED:
        yield Warning(code="doubtful_words", ratio=round(_share(words), 4))


def _share(words: Sequence[Word]) -> float:
    return sum(word.doubtful for word in words) / len(words)
