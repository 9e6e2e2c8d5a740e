"""Words into sentences, by punctuation, and by pauses and length where a recogniser gave none. Pure."""

from collections.abc import Sequence

from interview_simulator.domain.transcript import Word

SENTENCE_END = (".", "?", "!", "…")
PAUSE_S = 0.8
LONGEST = 40
"""Words; a recogniser that gives no punctuation would otherwise give one endless sentence."""
LONG = 24
"""Words; of a longer sentence its parts are looked at as well, for it may say several things."""
WINDOW, STRIDE = 16, 8
"""Words of a part, and from the beginning of one to that of the next."""


def sentences(words: Sequence[Word]) -> list[str]:
    """The sentences in order, each the exact words of the transcript with a space between."""
    return [_text(group) for group in _groups(words)]


def passages(words: Sequence[Word]) -> list[str]:
    """The sentences, and overlapping parts of the long ones; each the exact words of the transcript, with spaces between."""
    found: list[str] = []
    for group in _groups(words):
        found.append(_text(group))
        if len(group) > LONG:
            starts = range(0, len(group) - STRIDE, STRIDE)
            found += [_text(group[start : start + WINDOW]) for start in starts]
    return found


def _groups(words: Sequence[Word]) -> list[list[Word]]:
    groups: list[list[Word]] = []
    for word in words:
        if groups and not _ends(groups[-1], word):
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _text(group: Sequence[Word]) -> str:
    return " ".join(word.text for word in group)


def _ends(group: Sequence[Word], following: Word) -> bool:
    last = group[-1]
    return last.text.endswith(SENTENCE_END) or following.start_s - last.end_s >= PAUSE_S or len(group) >= LONGEST
