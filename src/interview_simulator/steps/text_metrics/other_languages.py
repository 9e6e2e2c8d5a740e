"""What was said in another language than that of the answers, and so is not judged. Pure."""

from collections.abc import Iterator

from interview_simulator.domain.interview import UNDETERMINED
from interview_simulator.domain.report import Answer, Warning
from interview_simulator.domain.results import Transcription
from interview_simulator.domain.timeline import Interval, length_s, touches
from interview_simulator.domain.transcript import Word
from interview_simulator.steps.text_metrics.answers import unjudged
from interview_simulator.steps.text_metrics.engine import SpokenAnswer
from interview_simulator.steps.text_metrics.phrases import PHRASES

LEAST_RATIO = 0.2
"""Share of the words in the language of the answers below which nothing is measured of them."""


def in_its_language(transcription: Transcription) -> tuple[Word, ...]:
    """The words that were said in the language of the answers; none where that is only a small part of them."""
    words = transcription.transcript.words
    own = tuple(word for word in words if not touches(_middle(word), transcription.other_languages))
    return own if len(own) >= LEAST_RATIO * len(words) else ()


def is_mixed(answer: SpokenAnswer, transcription: Transcription) -> bool:
    """Whether a part of the answer was said in another language."""
    words = [word for word in transcription.transcript.words if answer.start_s <= word.start_s < answer.end_s]
    return any(touches(_middle(word), transcription.other_languages) for word in words)


def mixed(answer: SpokenAnswer) -> Answer:
    """What becomes of such an answer: it is not judged by the rest of it."""
    say = PHRASES.get(answer.language, PHRASES["en"])
    return unjudged(answer).model_copy(update={"evaluation": say.other_language})


def language_warnings(transcription: Transcription) -> Iterator[Warning]:
    """Another language in a part of the recording, with its share of the time; a language that could not be told."""
    if transcription.other_languages:
        share = length_s(transcription.other_languages) / transcription.duration_s
        yield Warning(code="other_language", ratio=round(min(1.0, share), 4))
    if transcription.language == UNDETERMINED and transcription.transcript.words:
        yield Warning(code="language_not_known")


def _middle(word: Word) -> Interval:
    middle_s = (word.start_s + word.end_s) / 2
    return Interval(start_s=middle_s, end_s=middle_s)
