"""Words, sound and questions -> delivery figures and the evaluation of each answer."""

import logging
from collections.abc import Sequence
from pathlib import Path

from interview_simulator.decoding.decoder import IN_PROCESS, Decoder
from interview_simulator.domain.interview import Interview, Mark
from interview_simulator.domain.progress import Progress, silent
from interview_simulator.domain.reasons import code_of
from interview_simulator.domain.report import Answer, NotAnalysed, SpeechSection
from interview_simulator.domain.results import TextMetrics, Transcription
from interview_simulator.errors import InterviewSimulatorError
from interview_simulator.media.sound import speech
from interview_simulator.steps.text_metrics.answers import spoken_answers
from interview_simulator.steps.text_metrics.delivery import measure_delivery
from interview_simulator.steps.text_metrics.engine import AnswerMatcher, Evaluator, Sound, VoiceAnalyser
from interview_simulator.steps.text_metrics.phrases import PHRASES
from interview_simulator.steps.text_metrics.silence import silences
from interview_simulator.steps.text_metrics.trust import sound_warnings

NO_SOUND = NotAnalysed(reason="The recording has no sound.", code="no_sound")
NOTHING_VOICED = NotAnalysed(reason="No voice was heard in the sound.", code="no_voice")
TOO_LITTLE_SOUND = NotAnalysed(reason="The sound is silent or shorter than 0.4 s.", code="too_little_sound")
NO_INTERVIEW = NotAnalysed(
    reason="No interview was chosen, so there were no questions to judge the answers by.", code="no_interview"
)
NO_MARKS = NotAnalysed(
    reason="It is not known when each question was shown, and what was said fits none of them, "
    "so the answers cannot be told apart; record in the page, or one question at a time.",
    code="no_marks",
)
SHORTEST_SILENCE_S = 0.1
"""Below it lie the stops of consonants."""
log = logging.getLogger(__name__)


def text_metrics(  # noqa: PLR0913 - a part for each thing that is measured
    recording: Path,
    transcription: Transcription,
    *,
    interview: Interview | None,
    marks: Sequence[Mark] = (),
    evaluator: Evaluator,
    voice: VoiceAnalyser,
    matcher: AnswerMatcher | None = None,
    progress: Progress = silent,
    decoder: Decoder = IN_PROCESS,
) -> TextMetrics:
    """Measure delivery and judge the answers; an evaluator that fails leaves the delivery figures as they are."""
    sound = speech(recording, decoder)
    section = _speech_section(sound, transcription, voice) if sound.size else NO_SOUND
    progress(0.5)
    answers = _evaluated(transcription, interview, marks, evaluator, matcher)
    judged = isinstance(answers, tuple)
    return TextMetrics(
        speech=section,
        answers=answers,
        engines={"voice": voice.name, **({"content": evaluator.name} if judged else {})},
        models=evaluator.models if judged else {},
    )


def _speech_section(sound: Sound, transcription: Transcription, voice: VoiceAnalyser) -> SpeechSection:
    return measure_delivery(
        transcription.transcript.words,
        silences(sound, SHORTEST_SILENCE_S),
        transcription.duration_s,
        transcription.language,
        voice.pitch(sound) or NOTHING_VOICED,
        voice.loudness(sound) or TOO_LITTLE_SOUND,
        sound_warnings(sound),
    )


def _evaluated(
    transcription: Transcription,
    interview: Interview | None,
    marks: Sequence[Mark],
    evaluator: Evaluator,
    matcher: AnswerMatcher | None,
) -> tuple[Answer, ...] | NotAnalysed:
    if interview is None:
        return NO_INTERVIEW
    words, duration_s = transcription.transcript.words, transcription.duration_s
    spoken = spoken_answers(words, interview, marks, duration_s, interview.language)
    try:
        if spoken:
            return evaluator.evaluate(spoken)
        matched = matcher.match(words, interview) if matcher else ()
        return _told_as_matched(evaluator.evaluate(matched), interview.language) if matched else NO_MARKS
    except InterviewSimulatorError as error:
        log.warning("evaluation failed: %s", error)
        return NotAnalysed(reason=str(error), code=code_of(error))


def _told_as_matched(answers: tuple[Answer, ...], language: str) -> tuple[Answer, ...]:
    say = PHRASES.get(language, PHRASES["en"])
    return tuple(
        answer.model_copy(update={"found_by": "matching", "evaluation": f"{answer.evaluation} {say.matched}"})
        for answer in answers
    )
