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
    return [sentence(group) for group in groups(words)]


def passages(words: Sequence[Word]) -> list[str]:
    """The sentences, and overlapping parts of the long ones; each the exact words of the transcript, with spaces between."""
    found: list[str] = []
    for group in groups(words):
        found.append(sentence(group))
        if len(group) > LONG:
            starts = range(0, len(group) - STRIDE, STRIDE)
            found += [sentence(group[start : start + WINDOW]) for start in starts]
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
    return last.text.endswith(SENTENCE_END) or following.start_s - last.end_s >= PAUSE_S or len(group) >= LONGEST
