"""The step on real sound: delivery, answers, and what happens when a part of it cannot be done."""

from pathlib import Path

import av

from interview_simulator.domain.interview import Interview, Mark, Question
from interview_simulator.domain.report import NotAnalysed, SpeechSection
from interview_simulator.domain.results import TextMetrics, Transcription
from interview_simulator.domain.transcript import Transcript, Word
from interview_simulator.errors import ModelFileError
from interview_simulator.interviews.catalogue import catalogue
from interview_simulator.media.sound import speech
from interview_simulator.steps.text_metrics.engine import Evaluator, Heard
from interview_simulator.steps.text_metrics.phrases import PHRASES
from interview_simulator.steps.text_metrics.rubric import RubricEvaluator
from interview_simulator.steps.text_metrics.step import (
    NO_INTERVIEW,
    NO_MARKS,
    NO_MATCH,
    NO_SOUND,
    listened,
    text_metrics,
)
from interview_simulator.steps.text_metrics.voice import Voice
from interview_simulator.testing.speech import spoken
from interview_simulator.testing.text import ScriptedEvaluator

WORDS = spoken("And so, my fellow Americans, um, ask not what your country can do", word_s=0.8)
QUESTIONS = tuple(Question(id=name, text=f"Question {name}?") for name in ("a", "b"))
INTERVIEW = Interview(id="some", title="Some interview", role="Any", language="en", questions=QUESTIONS)
MARKS = (Mark(question_id="a", start_s=0.0), Mark(question_id="b", start_s=5.0))


def said(words: tuple[Word, ...] = WORDS, duration_s: float = 11.0) -> Transcription:
    transcript = Transcript(text=" ".join(word.text for word in words), words=words)
    return Transcription(language="en", duration_s=duration_s, transcript=transcript, engines={}, models={})


def voice_in(recording: Path) -> Heard:
    return listened(speech(recording), Voice())


def measured(
    recording: Path,
    interview: Interview | None = INTERVIEW,
    marks: tuple[Mark, ...] = MARKS,
    evaluator: Evaluator | None = None,
) -> TextMetrics:
    return text_metrics(
        voice_in(recording),
        said(),
        interview=interview,
        marks=marks,
        evaluator=evaluator or ScriptedEvaluator(),
        voice=Voice(),
    )


def test_speech_has_figures_of_words_sound_and_voice(clips: Path) -> None:
    found = measured(clips / "jfk.wav")
    assert isinstance(found.speech, SpeechSection)
    assert found.speech.words == 13 and found.speech.fillers.count == 1
    assert found.speech.pauses.count == 3, "three silences of at least half a second lie between the words"
    assert not isinstance(found.speech.pitch, NotAnalysed) and not isinstance(found.speech.loudness, NotAnalysed)
    assert found.engines == {"voice": Voice.name, "content": ScriptedEvaluator.name}


def test_each_answer_has_the_words_said_to_its_question(clips: Path) -> None:
    found = measured(clips / "jfk.wav").answers
    assert isinstance(found, tuple)
    assert [answer.question_id for answer in found] == ["a", "b"]
    assert " ".join(answer.transcript for answer in found) == said().transcript.text


def test_without_an_interview_there_are_no_answers_and_no_complaint(clips: Path) -> None:
    found = measured(clips / "jfk.wav", interview=None)
    assert found.answers == NO_INTERVIEW and isinstance(found.speech, SpeechSection)


def test_without_marks_the_report_says_why_there_are_no_answers(clips: Path) -> None:
    found = measured(clips / "jfk.wav", marks=())
    assert found.answers == NO_MARKS


def test_an_evaluator_that_fails_leaves_the_delivery_figures(clips: Path) -> None:
    found = measured(clips / "jfk.wav", evaluator=ScriptedEvaluator(error=ModelFileError("The model is missing.")))
    assert found.answers == NotAnalysed(reason="The model is missing.", code="model_file")
    assert isinstance(found.speech, SpeechSection) and found.speech.words == 13


def test_a_recording_without_sound_has_no_speech_section(tmp_path: Path) -> None:
    found = measured(pictures_only(tmp_path / "silent.webm"))
    assert found.speech == NO_SOUND


def pictures_only(out: Path) -> Path:
    with av.open(out, "w") as target:
        stream = target.add_stream("libvpx", rate=5, width=64, height=64, pix_fmt="yuv420p")
        for _ in range(5):
            target.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
        target.mux(stream.encode(None))
    return out


def test_without_marks_answers_are_matched_with_the_questions_and_the_report_says_so(clips: Path) -> None:
    interview = catalogue()["software-engineer-en"]
    asked = interview.model_copy(update={"questions": interview.questions[:2]})
    words = spoken(" ".join(question.model_answer for question in asked.questions), word_s=0.1)
    rubric = RubricEvaluator()
    found = text_metrics(
        voice_in(clips / "jfk.wav"), said(words), interview=asked, evaluator=rubric, voice=Voice(), matcher=rubric
    )
    assert isinstance(found.answers, tuple)
    assert [answer.question_id for answer in found.answers] == ["stack-and-queue", "hash-table"]
    for answer in found.answers:
        assert answer.verdict == "right" and answer.found_by == "matching"
        assert answer.evaluation.endswith(PHRASES["en"].matched)


def test_speech_that_answers_none_of_the_questions_is_told_as_such(clips: Path) -> None:
    rubric = RubricEvaluator()
    found = text_metrics(
        voice_in(clips / "jfk.wav"),
        said(),
        interview=catalogue()["software-engineer-en"],
        evaluator=rubric,
        voice=Voice(),
        matcher=rubric,
    )
    assert found.answers == NO_MATCH and isinstance(found.speech, SpeechSection)
