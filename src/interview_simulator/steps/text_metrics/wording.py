"""Fillers, hedges, repeated words and restarts in what was said. Pure."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from interview_simulator.domain.report import Filler, Vocabulary
from interview_simulator.domain.transcript import Word
from interview_simulator.steps.text_metrics.discourse import BREAKS, is_filler
from interview_simulator.steps.text_metrics.lexicon import Lexicon, Phrase
from interview_simulator.steps.text_metrics.words import normal

__all__ = ["fillers", "normal", "vocabulary"]


def fillers(words: Sequence[Word], known: Lexicon) -> tuple[Filler, ...]:
    """Filled pauses and filler phrases in order, each with its time."""
    places = _found(words, known.fillers | known.fillers_set_off | known.fillers_between)
    sure = {place for place in places if _phrase(words, *place) in known.fillers or is_filler(words, *place, known)}
    return tuple(_filler(words[start:end]) for start, end in sorted(sure))


def vocabulary(words: Sequence[Word], known: Lexicon) -> Vocabulary:
    """Different words and their share (the type-token ratio, which falls with length), hedges, repeated words."""
    types = {normal(word.text) for word in words}
    return Vocabulary(
        different=len(types),
        different_ratio=round(len(types) / len(words), 4) if words else 0.0,
        hedges=tuple(_filler(words[start:end]) for start, end in _found(words, known.hedges)),
        repetitions=tuple(_repeated(words, known)),
    )


def _found(words: Sequence[Word], phrases: frozenset[Phrase]) -> Iterator[tuple[int, int]]:
    """Start and end (not included) of each phrase; a longer one wins over a shorter one at the same place."""
    texts, at = [normal(word.text) for word in words], 0
    longest_first = sorted(phrases, key=len, reverse=True)
    while at < len(texts):
        length = next((len(phrase) for phrase in longest_first if tuple(texts[at : at + len(phrase)]) == phrase), 0)
        if length:
            yield at, at + length
        at += length or 1


def _phrase(words: Sequence[Word], start: int, end: int) -> Phrase:
    return tuple(normal(word.text) for word in words[start:end])


def _repeated(words: Sequence[Word], known: Lexicon) -> Iterator[Filler]:
    """The second of two equal words in a row, unless a mark ("very, very") stands between or they are fillers."""
    for before, after in pairwise(words):
        same = normal(before.text) == normal(after.text)
        if same and (normal(after.text),) not in known.fillers and not before.text.endswith(BREAKS):
            yield _filler([after])


def _filler(words: Sequence[Word]) -> Filler:
    text = " ".join(normal(word.text) for word in words)
    return Filler(text=text, start_s=words[0].start_s, end_s=words[-1].end_s)
