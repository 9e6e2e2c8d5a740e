"""What was said in another language is not measured or judged, and the rest is."""

from typing import Any

import numpy as np
import pytest

from interview_simulator.domain.interview import Interview, Mark, Question
from interview_simulator.domain.report import NotAnalysed, OtherLanguage, SpeechSection
from interview_simulator.domain.results import TextMetrics, Transcription
from interview_simulator.domain.transcript import Transcript, as_text
from interview_simulator.media.sound import SPEECH_RATE_HZ
from interview_simulator.steps.text_metrics.engine import Heard
from interview_simulator.steps.text_metrics.phrases import PHRASES
from interview_simulator.steps.text_metrics.step import INTERVIEW_LANGUAGE, OTHER_LANGUAGE, text_metrics
from interview_simulator.testing.speech import spoken
from interview_simulator.testing.text import ScriptedEvaluator, ScriptedVoice

DURATION_S = 60.0
WORDS = spoken(" ".join(["word"] * 60), word_s=1.0)
GERMAN_FROM_30 = OtherLanguage(language="de", offered=False, start_s=30.0, end_s=60.0)
QUESTIONS = tuple(Question(id=name, text=f"Question {name}?") for name in ("a", "b"))
INTERVIEW = Interview(id="some", title="Some interview", role="Any", language="en", questions=QUESTIONS)
HEARD = Heard(np.full(round(DURATION_S * SPEECH_RATE_HZ), 0.1, np.float32), None, None)


def measured(*others: OtherLanguage, language: str = "en", second_at_s: float = 30.0, **more: Any) -> TextMetrics:
    transcription = Transcription(
        language=language,
        duration_s=DURATION_S,
        transcript=Transcript(text=as_text(WORDS), words=WORDS),
        other_languages=others,
        engines={},
        models={},
    )
    marks = (Mark(question_id="a", start_s=0.0), Mark(question_id="b", start_s=second_at_s))
    parts: dict[str, Any] = {
        "interview": INTERVIEW,
        "marks": marks,
        "evaluator": ScriptedEvaluator(),
        "voice": ScriptedVoice(),
    }
    return text_metrics(HEARD, transcription, **(parts | more))


def test_rates_are_of_the_words_and_the_time_in_the_language_of_the_answers() -> None:
    speech = measured(GERMAN_FROM_30).speech
    assert isinstance(speech, SpeechSection)
    assert (speech.words, speech.speech_rate_wpm, speech.articulation_rate_wpm) == (30, 60.0, 60.0)
    assert speech.pace and all(point.time_s < 30 for point in speech.pace)
    (warning,) = (one for one in speech.warnings if one.code == "other_language")
    assert warning.ratio == 0.5 and "fillers" in speech.doubtful


def test_a_stretch_in_the_middle_is_no_time_that_was_spoken() -> None:
    speech = measured(GERMAN_FROM_30.model_copy(update={"start_s": 20.0, "end_s": 40.0})).speech
    assert isinstance(speech, SpeechSection)
    assert (speech.words, speech.articulation_rate_wpm) == (40, 60.0)


@pytest.mark.parametrize("second_at_s", [30.0, 45.0])
def test_an_answer_that_has_a_part_in_another_language_is_not_judged(second_at_s: float) -> None:
    answers = measured(GERMAN_FROM_30, second_at_s=second_at_s).answers
    assert isinstance(answers, tuple) and [answer.question_id for answer in answers] == ["a", "b"]
    judged = [answer.score is not None for answer in answers]
    assert judged == [second_at_s == 30.0, False]
    assert answers[1].evaluation == PHRASES["en"].other_language


def test_where_all_of_it_is_in_another_language_nothing_is_measured_of_the_words() -> None:
    found = measured(GERMAN_FROM_30.model_copy(update={"start_s": 2.0}))
    assert found.speech == found.answers == OTHER_LANGUAGE
    assert set(found.engines) == {"voice"}


def test_answers_in_another_language_than_the_interview_are_measured_and_not_judged() -> None:
    found = measured(language="pt")
    assert found.answers == INTERVIEW_LANGUAGE
    assert isinstance(found.speech, SpeechSection) and found.speech.words == 60


def test_a_language_that_is_not_known_is_a_warning_and_no_reason_not_to_judge() -> None:
    found = measured(language="und")
    assert isinstance(found.answers, tuple) and not isinstance(found.speech, NotAnalysed)
    assert "language_not_known" in [warning.code for warning in found.speech.warnings]
