"""What was said, word by word, with times."""

from collections.abc import Iterable

from pydantic import Field

from interview_simulator.domain.frozen import Frozen


class Word(Frozen):
    """One spoken word; `confidence` is the recogniser's own probability, 0 to 1.

    One that is `doubtful` was perhaps not said: it is shown as such, and counts in no figure and no judgement.
    """

    text: str
    start_s: float = Field(ge=0)
    end_s: float = Field(ge=0)
    confidence: float = Field(ge=0, le=1)
    doubtful: bool = False


class Transcript(Frozen):
    """The words of a recording in order; empty when nothing was said."""

    text: str = ""
    words: tuple[Word, ...] = ()


def as_text(words: Iterable[Word]) -> str:
    """The words as they were written, with a space between."""
    return " ".join(word.text for word in words)


def written(text: str) -> tuple[Word, ...]:
    """The words of a text that was written and not spoken: none has a time of its own, and none is in doubt."""
    return tuple(Word(text=word, start_s=0, end_s=0, confidence=1) for word in text.split())
