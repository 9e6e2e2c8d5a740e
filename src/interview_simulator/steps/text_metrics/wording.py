"""Fillers, hedges, repeated words and restarts in what was said. Pure."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from interview_simulator.domain.report import Filler, Vocabulary
from interview_simulator.domain.transcript import Word
from interview_simulator.steps.text_metrics.discourse import is_filler
from interview_simulator.steps.text_metrics.diversity import mattr
from interview_simulator.steps.text_metrics.lexicon import Lexicon, Phrase
from interview_simulator.steps.text_metrics.sentences import groups
from interview_simulator.steps.text_metrics.words import BREAKS, normal


def fillers(words: Sequence[Word], known: Lexicon) -> tuple[Filler, ...]:
    """Filled pauses and filler phrases in order, each with its time."""
    places = _found(words, known.fillers | known.fillers_set_off | known.fillers_between)
    sure = {place for place in places if _phrase(words, *place) in known.fillers or is_filler(words, *place, known)}
    return tuple(_filler(words[start:end]) for start, end in sorted(sure))


def vocabulary(words: Sequence[Word], known: Lexicon, filled: Sequence[Filler]) -> Vocabulary:
    """Counts and shares of words by kind; `mattr` leaves out the fillers, `filled`."""
    begun_s = {item.start_s for item in filled}
    texts = [normal(word.text) for word in words]
    types = set(texts)
    return Vocabulary(
        different=len(types),
        different_ratio=round(len(types) / len(words), 4) if words else 0.0,
        mattr=mattr([normal(word.text) for word in words if word.start_s not in begun_s]),
        sentence_words=round(len(words) / len(groups(words)), 1) if words else None,
        i=sum(text in known.i for text in texts),
        we=sum(text in known.we for text in texts),
        hedges=tuple(_filler(words[start:end]) for start, end in _found(words, known.hedges)),
        repetitions=tuple(_repeated(words, known)),
        restarts=tuple(_restarts(words, known)),
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


def _restarts(words: Sequence[Word], known: Lexicon) -> Iterator[Filler]:
    """A phrase of two or three words begun again at once, or a small word with a mark or a filler between.

    "We need, we need a plan", "the, uh, the team". A mark alone makes "very, very" no restart.
    """
    places = [at for at, word in enumerate(words) if (normal(word.text),) not in known.fillers]
    texts, at = [normal(words[place].text) for place in places], 0
    while at < len(texts):
        length = next((n for n in (3, 2, 1) if texts[at : at + n] == texts[at + n : at + 2 * n] and texts[at]), 0)
        last = at + 2 * length - 1
        doubled = length > 1 and len(set(texts[at : at + length])) > 1
        if doubled or (length == 1 and texts[at] in known.restarted and _is_broken(words, places[at], places[last])):
            yield _filler(words[places[at] : places[last] + 1])
        at += length or 1


def _is_broken(words: Sequence[Word], first: int, second: int) -> bool:
    return second - first > 1 or words[first].text.endswith(BREAKS)


def _filler(words: Sequence[Word]) -> Filler:
    text = " ".join(normal(word.text) for word in words)
    return Filler(text=text, start_s=words[0].start_s, end_s=words[-1].end_s)
