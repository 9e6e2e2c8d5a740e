"""Words, sound and questions -> delivery figures and the evaluation of each answer."""

import logging
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from interview_simulator.domain.interview import Interview, Mark
from interview_simulator.domain.progress import Progress, silent
from interview_simulator.domain.reasons import code_of
from interview_simulator.domain.report import Answer, Loudness, NotAnalysed, SpeechSection
from interview_simulator.domain.results import TextMetrics, Transcription
from interview_simulator.domain.transcript import Word
from interview_simulator.errors import InterviewSimulatorError
from interview_simulator.steps.text_metrics.answers import spoken_answers
from interview_simulator.steps.text_metrics.delivery import measure_delivery
from interview_simulator.steps.text_metrics.engine import (
    AnswerMatcher,
    Evaluator,
    Heard,
    Sound,
    SpokenAnswer,
    VoiceAnalyser,
)
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
    told_apart = _told_apart(transcription, interview, marks)
    section = _speech_section(heard, transcription, told_apart) if heard.sound.size else NO_SOUND
    progress(0.5)
    answers = _evaluated(transcription, interview, told_apart, evaluator, matcher)
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
    transcription: Transcription, interview: Interview | None, marks: Sequence[Mark]
) -> tuple[SpokenAnswer, ...]:
    if interview is None:
        return ()
    words, duration_s = transcription.transcript.words, transcription.duration_s
    return spoken_answers(words, interview, marks, duration_s, interview.language)


def _speech_section(heard: Heard, transcription: Transcription, answers: Sequence[SpokenAnswer]) -> SpeechSection:
    words, sound = transcription.transcript.words, heard.sound
    return measure_delivery(
        words,
        silences(sound, SHORTEST_SILENCE_S),
        transcription.duration_s,
        transcription.language,
        heard.pitch or NOTHING_VOICED,
        _loudness(heard, words),
        sound_warnings(sound),
        answers,
    )


def _loudness(heard: Heard, words: Sequence[Word]) -> Loudness | NotAnalysed:
    if heard.loudness is None:
        return TOO_LITTLE_SOUND
    return heard.loudness.model_copy(update={"drop_at_ends_db": drop_at_ends_db(words, levels_db(heard.sound))})


def _evaluated(
    transcription: Transcription,
    interview: Interview | None,
    spoken: tuple[SpokenAnswer, ...],
    evaluator: Evaluator,
    matcher: AnswerMatcher | None,
) -> tuple[Answer, ...] | NotAnalysed:
    if interview is None:
        return NO_INTERVIEW
    try:
        if spoken:
            return evaluator.evaluate(spoken)
        if matcher is None:
            return NO_MARKS
        matched = matcher.match(transcription.transcript.words, interview)
        return _told_as_matched(evaluator.evaluate(matched), interview.language) if matched else NO_MATCH
    except InterviewSimulatorError as error:
        log.warning("evaluation failed: %s", error)
        return NotAnalysed(reason=str(error), code=code_of(error))


def _told_as_matched(answers: tuple[Answer, ...], language: str) -> tuple[Answer, ...]:
    say = PHRASES.get(language, PHRASES["en"])
    return tuple(
        answer.model_copy(update={"found_by": "matching", "evaluation": f"{answer.evaluation} {say.matched}"})
        for answer in answers
    )
