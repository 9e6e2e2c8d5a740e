"""Words into sentences, by punctuation, and by pauses and length where a recogniser gave none. Pure."""

from collections.abc import Sequence, Set

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.transcript import Word
from interview_simulator.steps.text_metrics.words import ENDS, normal

PAUSE_S = 0.8
LONGEST = 40
"""Words; a recogniser that gives no punctuation would otherwise give one endless sentence."""
LONG = 24
"""Words; of a longer sentence its parts are looked at as well, for it may say several things."""
WINDOW, STRIDE = 16, 8
"""Words of a part, and from the beginning of one to that of the next."""


def sentences(words: Sequence[Word]) -> list[str]:
    """The sentences in order, each the exact words of the transcript with a space between."""
    return [sentence(group) for group in groups(words)]


class Passage(Frozen):
    """A stretch of an answer: what is judged, and the exact words of the transcript from its first word to its last."""

    text: str
    quote: str


def passages(words: Sequence[Word], fillers: Set[str] = frozenset()) -> list[Passage]:
    """The sentences, and overlapping parts of the long ones; fillers are not judged, but stay in the quote."""
    places = {id(word): place for place, word in enumerate(words)}
    found: list[Passage] = []
    for group in groups([word for word in words if normal(word.text) not in fillers]):
        starts = range(0, len(group) - STRIDE, STRIDE) if len(group) > LONG else ()
        for part in [group, *(group[start : start + WINDOW] for start in starts)]:
            spoken = words[places[id(part[0])] : places[id(part[-1])] + 1]
            found.append(Passage(text=sentence(part), quote=sentence(spoken)))
    return found


def groups(words: Sequence[Word]) -> list[list[Word]]:
    """The words of each sentence."""
    found: list[list[Word]] = []
    for word in words:
        if found and not _ends(found[-1], word):
            found[-1].append(word)
        else:
            found.append([word])
    return found


def sentence(group: Sequence[Word]) -> str:
    """The exact words with a space between."""
    return " ".join(word.text for word in group)


def _ends(group: Sequence[Word], following: Word) -> bool:
    last = group[-1]
    return last.text.endswith(ENDS) or following.start_s - last.end_s >= PAUSE_S or len(group) >= LONGEST
