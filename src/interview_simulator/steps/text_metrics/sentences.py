"""Words into sentences, by punctuation, and by pauses and length where a recogniser gave none. Pure."""

from collections.abc import Sequence

from interview_simulator.domain.transcript import Word

SENTENCE_END = (".", "?", "!", "…")
PAUSE_S = 0.8
LONGEST = 40
"""Words; a recogniser that gives no punctuation would otherwise give one endless sentence."""


def sentences(words: Sequence[Word]) -> list[str]:
    """The sentences in order, each the exact words of the transcript with a space between."""
    groups: list[list[Word]] = []
    for word in words:
        if groups and not _ends(groups[-1], word):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [" ".join(word.text for word in group) for group in groups]


def _ends(group: Sequence[Word], following: Word) -> bool:
    last = group[-1]
    return last.text.endswith(SENTENCE_END) or following.start_s - last.end_s >= PAUSE_S or len(group) >= LONGEST
