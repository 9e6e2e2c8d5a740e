"""Words that were perhaps not said count nowhere, and too many of them are said to be too many."""

import numpy as np
import pytest

from interview_simulator.domain.interview import Interview, Mark, Question
from interview_simulator.domain.report import SpeechSection
from interview_simulator.domain.results import TextMetrics, Transcription
from interview_simulator.domain.transcript import Transcript, as_text
from interview_simulator.media.sound import SPEECH_RATE_HZ
from interview_simulator.steps.text_metrics.engine import Heard
from interview_simulator.steps.text_metrics.step import POOR_SOUND, text_metrics
from interview_simulator.testing.speech import spoken
from interview_simulator.testing.text import ScriptedEvaluator, ScriptedVoice

WORDS = spoken(" ".join(["um" if place % 5 == 0 else "word" for place in range(60)]), word_s=1.0)
INTERVIEW = Interview(
    id="some", title="Some interview", role="Any", language="en", questions=(Question(id="a", text="Question?"),)
)
HEARD = Heard(np.full(60 * SPEECH_RATE_HZ, 0.1, np.float32), None, None)


def measured(doubtful: int) -> TextMetrics:
    """Of sixty words, the first of which are doubtful; a fifth of them is "um"."""
    words = tuple(word.model_copy(update={"doubtful": place < doubtful}) for place, word in enumerate(WORDS))
    transcript = Transcript(text=as_text(words), words=words)
    return text_metrics(
        HEARD,
        Transcription(language="en", duration_s=60.0, transcript=transcript, engines={}, models={}),
        interview=INTERVIEW,
        marks=(Mark(question_id="a", start_s=0.0),),
        evaluator=ScriptedEvaluator(),
        voice=ScriptedVoice(),
    )


@pytest.mark.parametrize("doubtful", [0, 5, 15])
def test_doubtful_words_and_fillers_are_not_counted(doubtful: int) -> None:
    speech = measured(doubtful).speech
    assert isinstance(speech, SpeechSection)
    assert (speech.words, speech.fillers.count) == (60 - doubtful, 12 - -(-doubtful // 5))


@pytest.mark.parametrize(("doubtful", "told"), [(5, []), (6, [0.1]), (30, [0.5])])
def test_they_are_told_where_they_are_many(doubtful: int, told: list[float]) -> None:
    speech = measured(doubtful).speech
    assert isinstance(speech, SpeechSection)
    assert [warning.ratio for warning in speech.warnings if warning.code == "doubtful_words"] == told


def test_where_they_are_too_many_no_answer_is_judged() -> None:
    assert isinstance(measured(17).answers, tuple)
    assert measured(18).answers == POOR_SOUND
    assert measured(60).answers == POOR_SOUND
