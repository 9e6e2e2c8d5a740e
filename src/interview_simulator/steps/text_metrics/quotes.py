"""Whether a quote stands in a transcript. Pure."""

import re
from collections.abc import Sequence

_NOT_IN_WORDS = re.compile(r"[^\w]+")


def found_quote(quote: str, transcript: str) -> str | None:
    """The passage of the transcript that the quote copies, in the transcript's own writing; None when there is none.

    Case, punctuation and spaces do not count: a model writes them as it likes.
    """
    said, wanted = transcript.split(), [word for word in map(_normal, quote.split()) if word]
    kept = [(place, _normal(word)) for place, word in enumerate(said) if _normal(word)]
    start = _place([word for _, word in kept], wanted)
    if start is None:
        return None
    first, last = kept[start][0], kept[start + len(wanted) - 1][0]
    return " ".join(said[first : last + 1])


def _place(words: Sequence[str], wanted: Sequence[str]) -> int | None:
    if not wanted:
        return None
    places = range(len(words) - len(wanted) + 1)
    return next((place for place in places if list(words[place : place + len(wanted)]) == list(wanted)), None)


def _normal(word: str) -> str:
    return _NOT_IN_WORDS.sub("", word.casefold())
