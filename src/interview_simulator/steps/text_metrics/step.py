"""Words, sound and questions -> delivery figures and the evaluation of each answer."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

import numpy as np

from interview_simulator.domain.interview import UNDETERMINED, Interview, Mark
from interview_simulator.domain.progress import Progress, silent
from interview_simulator.domain.reasons import code_of
from interview_simulator.domain.report import Answer, Loudness, NotAnalysed, SpeechSection
from interview_simulator.domain.results import TextMetrics, Transcription
from interview_simulator.domain.transcript import Word
from interview_simulator.errors import InterviewSimulatorError
from interview_simulator.steps.text_metrics.answers import spoken_answers
from interview_simulator.steps.text_metrics.delivery import Said, measure_delivery
from interview_simulator.steps.text_metrics.doubt import clear, doubt_warnings, is_poor
from interview_simulator.steps.text_metrics.engine import (
    AnswerMatcher,
    Evaluator,
    Heard,
    Sound,
    SpokenAnswer,
    VoiceAnalyser,
)
from interview_simulator.steps.text_metrics.other_languages import in_its_language, is_mixed, language_warnings, mixed
from interview_simulator.steps.text_metrics.phrases import PHRASES
from interview_simulator.steps.text_metrics.projection import drop_at_ends_db
from interview_simulator.steps.text_metrics.silence import levels_db, silences
from interview_simulator.steps.text_metrics.trust import sound_warnings

NO_SOUND = NotAnalysed(reason="The recording has no sound.", code="no_sound")
NOTHING_VOICED = NotAnalysed(reason="No voice was heard in the sound.", code="no_voice")
TOO_LITTLE_SOUND = NotAnalysed(reason="The sound is silent or shorter than 0.4 s.", code="too_little_sound")
NO_INTERVIEW = NotAnalysed(
    reason="No interview was chosen, so there were no questions to judge the answers by.", code="no_interview"
)
NO_MARKS = NotAnalysed(
    reason="It is not known when each question was shown, so the answers cannot be told apart; "
    "record in the page, or one question at a time.",
    code="no_marks",
)
NO_MATCH = NotAnalysed(
    reason="No answer to one of the questions was found in what was said; choose the interview that was practised, "
    "or record in the page.",
    code="no_match",
)
OTHER_LANGUAGE = NotAnalysed(
    reason="Another language was heard than the one that the words were written down in, or one that is not offered, "
    "so they are not what was said; analyse the recording again in the language that was spoken.",
    code="other_language",
)
INTERVIEW_LANGUAGE = NotAnalysed(
    reason="The questions are asked in another language than the answers were given in, so their key points cannot be "
    "looked for; choose the interview in the language of the answers.",
    code="interview_language",
)
POOR_SOUND = NotAnalysed(
    reason="The sound is too poor: so many words could not be made out that the answers cannot be judged; record where "
    "it is quieter, or nearer to the microphone.",
    code="poor_sound",
)
SHORTEST_SILENCE_S = 0.1
"""Below it lie the stops of consonants."""
log = logging.getLogger(__name__)


def text_metrics(
    heard: Heard,
    transcription: Transcription,
    *,
    interview: Interview | None,
    marks: Sequence[Mark] = (),
    evaluator: Evaluator,
    voice: VoiceAnalyser,
    matcher: AnswerMatcher | None = None,
    progress: Progress = silent,
) -> TextMetrics:
    """Measure delivery and judge the answers; an evaluator that fails leaves the delivery figures as they are.

    `heard`: the sound of the words, and what `voice` heard in it.
    """
    words = clear(in_its_language(transcription))
    told_apart = _told_apart(transcription, words, interview, marks)
    section = _speech_section(heard, transcription, words, told_apart)
    progress(0.5)
    answers = _evaluated(transcription, words, interview, told_apart, evaluator, matcher)
    judged = isinstance(answers, tuple)
    return TextMetrics(
        speech=section,
        answers=answers,
        engines={"voice": voice.name, **({"content": evaluator.name} if judged else {})},
        models=evaluator.models if judged else {},
    )


class Ear:
    """Listens to the voice in sound that is on its way to somebody else, too."""

    def __init__(self, voice: VoiceAnalyser) -> None:
        self._voice, self._listener, self._came = voice, voice.listener(), [np.zeros(0, np.float32)]

    def through(self, blocks: Iterable[Sound]) -> Iterator[Sound]:
        """The blocks, each heard before it is handed on."""
        for block in blocks:
            self._listener.hear(block)
            self._came.append(block)
            yield block

    def heard(self) -> Heard:
        """All that came through; asked once, at the end."""
        sound = np.concatenate(self._came)
        return Heard(sound, self._listener.pitch(), self._voice.loudness(sound))


def listened(sound: Sound, voice: VoiceAnalyser) -> Heard:
    """What is heard of the voice in sound that is there as a whole."""
    return Heard(sound, voice.pitch(sound), voice.loudness(sound))


def _told_apart(
    transcription: Transcription, words: Sequence[Word], interview: Interview | None, marks: Sequence[Mark]
) -> tuple[SpokenAnswer, ...]:
    if interview is None:
        return ()
    return spoken_answers(words, interview, marks, transcription.duration_s, interview.language)


def _speech_section(
    heard: Heard, transcription: Transcription, words: Sequence[Word], answers: Sequence[SpokenAnswer]
) -> SpeechSection | NotAnalysed:
    if not heard.sound.size:
        return NO_SOUND
    if transcription.other_languages and not in_its_language(transcription):
        return OTHER_LANGUAGE
    return measure_delivery(
        Said(words, transcription.language, transcription.duration_s, transcription.other_languages),
        silences(heard.sound, SHORTEST_SILENCE_S),
        heard.pitch or NOTHING_VOICED,
        _loudness(heard, words),
        (
            *sound_warnings(heard.sound),
            *language_warnings(transcription),
            *doubt_warnings(in_its_language(transcription)),
        ),
        [answer for answer in answers if not is_mixed(answer, transcription)],
    )


def _loudness(heard: Heard, words: Sequence[Word]) -> Loudness | NotAnalysed:
    if heard.loudness is None:
        return TOO_LITTLE_SOUND
    return heard.loudness.model_copy(update={"drop_at_ends_db": drop_at_ends_db(words, levels_db(heard.sound))})


def _evaluated(
    transcription: Transcription,
    words: Sequence[Word],
    interview: Interview | None,
    spoken: tuple[SpokenAnswer, ...],
    evaluator: Evaluator,
    matcher: AnswerMatcher | None,
) -> tuple[Answer, ...] | NotAnalysed:
    if interview is None:
        return NO_INTERVIEW
    if (why := _not_to_be_judged(transcription, interview)) is not None:
        return why
    try:
        if spoken:
            return _judged(spoken, transcription, evaluator)
        if matcher is None:
            return NO_MARKS
        matched = matcher.match(words, interview)
        return _told_as_matched(evaluator.evaluate(matched), interview.language) if matched else NO_MATCH
    except InterviewSimulatorError as error:
        log.warning("evaluation failed: %s", error)
        return NotAnalysed(reason=str(error), code=code_of(error))


def _not_to_be_judged(transcription: Transcription, interview: Interview) -> NotAnalysed | None:
    """Why no answer can be held against what is written about the questions; None where they can."""
    words = in_its_language(transcription)
    if transcription.other_languages and not words:
        return OTHER_LANGUAGE
    if words and transcription.language not in (interview.language, UNDETERMINED):
        return INTERVIEW_LANGUAGE
    return POOR_SOUND if is_poor(words) else None


def _judged(spoken: tuple[SpokenAnswer, ...], transcription: Transcription, evaluator: Evaluator) -> tuple[Answer, ...]:
    """An answer that was given in another language, even in a part, is not judged by the rest of it."""
    clear = [not is_mixed(answer, transcription) for answer in spoken]
    asked = tuple(compress(spoken, clear))
    judged = iter(evaluator.evaluate(asked) if asked else ())
    return tuple(next(judged) if is_clear else mixed(answer) for answer, is_clear in zip(spoken, clear, strict=True))


def _told_as_matched(answers: tuple[Answer, ...], language: str) -> tuple[Answer, ...]:
    say = PHRASES.get(language, PHRASES["en"])
    return tuple(
        answer.model_copy(update={"found_by": "matching", "evaluation": f"{answer.evaluation} {say.matched}"})
        for answer in answers
    )
