"""Times of words as the transcript promises them. Pure."""

from collections.abc import Iterable, Iterator

from interview_simulator.domain.transcript import Word


def in_order(words: Iterable[Word], duration_s: float) -> Iterator[Word]:
    """The words with their times inside the sound, and none begins before the one before it has ended."""
    earliest_s = 0.0
    for word in words:
        start_s = min(max(word.start_s, earliest_s), duration_s)
        earliest_s = min(max(word.end_s, start_s), duration_s)
        yield word.model_copy(update={"start_s": start_s, "end_s": earliest_s})
