"""Things said in an interview that answer one of its questions, and things that do not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.clips import fixture_clips, truth_of
from tests.support.graded_answers import honest, said

from interview_simulator.domain.interview import Interview
from interview_simulator.interviews.catalogue import catalogue
from interview_simulator.steps.text_metrics.matching import SentenceMatcher
from interview_simulator.testing.speech import spoken


@dataclass(frozen=True)
class Speech:
    """Something said in an interview, and whether it answers one of its questions."""

    interview: Interview
    text: str
    answers: bool


def answers_by_hand() -> list[Speech]:
    """The graded answers that answer, as written and as a recogniser without punctuation writes them."""
    known = catalogue().values()
    found = []
    for one in honest():
        interview = next(i for i in known if i.language == one.language and one.spoken.question in i.questions)
        found += [Speech(interview, text, True) for text in (said(one), unpunctuated(said(one)))]
    return found


def speeches(clips: Path | None = None) -> list[Speech]:
    """An address and a novel, or what is said in other clips, in every English interview."""
    said = [clip["transcript"] for clip in truth_of(clips or fixture_clips()).values()]
    return [
        Speech(interview, text, False)
        for interview in catalogue().values()
        if interview.language == "en"
        for speech in [*said, f"{said[0]} {said[1]}"]
        for text in (speech, unpunctuated(speech))
    ]


def unpunctuated(text: str) -> str:
    return re.sub(r"[.,;:!?—]", "", text).lower()


def found(given: Sequence[Speech], matcher: SentenceMatcher) -> float:
    """Share of the speeches in which an answer is found."""
    return sum(bool(matcher.match(spoken(one.text), one.interview)) for one in given) / len(given)
