"""The word of a key point that tells it from all others: enough to ask about it without giving it away. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W\d_][\w'-]*")
SHORTEST = 4
EVERYDAY = 25
"""A word that stands in more than one of so many key points is an everyday one."""


class Terms:
    """Which words are rare, learned from the key points that there are."""

    def __init__(self, texts: Iterable[str]) -> None:
        documents = [set(words(text)) for text in texts]
        self._seen = Counter(word for one in documents for word in one)
        self._everyday = max(1, len(documents) // EVERYDAY)

    def of(self, point: str, said: str) -> str | None:
        """The rarest word of the point that was not said; None when all of its words were said or are everyday ones.

        Of two equally rare ones the longer is taken, then the first.
        """
        heard = {_stem(word) for word in words(said)}
        left = [word for word in words(point) if _stem(word) not in heard and self._seen[word] <= self._everyday]
        best = min(left, key=lambda word: (self._seen[word], -len(word)), default=None)
        return best and _as_written(best, point)


def words(text: str) -> Sequence[str]:
    """The words of at least SHORTEST letters, in lower case."""
    return [word.lower() for word in _WORD.findall(text) if len(word) >= SHORTEST]


def _stem(word: str) -> str:
    """Plural and verb endings do not make another word: the first letters decide."""
    return word[: max(SHORTEST, len(word) - 3)]


def _as_written(word: str, text: str) -> str:
    place = text.lower().index(word)
    return text[place : place + len(word)]
