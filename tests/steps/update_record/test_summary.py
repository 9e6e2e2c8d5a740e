"""The summary says only what was measured, and never more than three things of a kind."""

import re
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.steps.update_record.strategies import answers, judged, not_analysed, not_judged, speeches, videos

from interview_simulator.domain.report import Answer, NotAnalysed, SpeechSection, VideoSection, Warning
from interview_simulator.steps.update_record.phrases import PHRASES
from interview_simulator.steps.update_record.summary import MOST, summarise

NOTHING = NotAnalysed(reason="It was not looked at.")
languages = st.sampled_from([*PHRASES, "de"])
any_video, any_speech, any_answers = videos | not_analysed, speeches | not_analysed, answers | not_analysed


def seen(**figures: Any) -> VideoSection:
    """A video section with these figures."""
    values: dict[str, Any] = {
        "sampling_hz": 2.0, "samples": 20, "multiple_faces_ratio": 0.0, "attention": None, "attentive_ratio": None,
        "yaw_deg": None, "pitch_deg": None, "roll_deg": None, "blinks_per_min": None, "smile_ratio": None,
        "head_motion_deg_per_s": None, "objects": NOTHING,
    }  # fmt: skip
    return VideoSection(**(values | figures))


@given(languages, any_video, any_speech, any_answers)
def test_at_most_three_strengths_and_three_next_steps_none_of_them_twice(
    language: str,
    video: VideoSection | NotAnalysed,
    speech: SpeechSection | NotAnalysed,
    answered: tuple[Answer, ...] | NotAnalysed,
) -> None:
    summary = summarise(language, video, speech, answered)
    for sentences in (summary.strengths, summary.next_steps):
        assert len(sentences) <= MOST
        assert len(set(sentences)) == len(sentences)
    assert not set(summary.strengths) & set(summary.next_steps)


@given(languages, any_video, any_speech, any_answers)
def test_every_sentence_is_whole(
    language: str,
    video: VideoSection | NotAnalysed,
    speech: SpeechSection | NotAnalysed,
    answered: tuple[Answer, ...] | NotAnalysed,
) -> None:
    summary = summarise(language, video, speech, answered)
    for sentence in (*summary.strengths, *summary.next_steps):
        assert sentence[0].isupper() and sentence.endswith(".")
        assert not re.search(r"[{}]|\bnan\b|\bNone\b|\.\.", sentence)


@given(languages, any_video, speeches.filter(lambda s: s.words > 0), any_answers)
def test_who_spoke_is_told_exactly_three_next_steps_in_their_order_with_a_place_for_the_moment_of_each(
    language: str,
    video: VideoSection | NotAnalysed,
    speech: SpeechSection,
    answered: tuple[Answer, ...] | NotAnalysed,
) -> None:
    summary = summarise(language, video, speech, answered)
    assert len(summary.next_steps) == len(summary.moments) == MOST


@given(languages, speeches.filter(lambda s: s.words > 0), any_answers)
def test_the_recording_shows_every_next_step_about_speech_and_answers(
    language: str, speech: SpeechSection, answered: tuple[Answer, ...] | NotAnalysed
) -> None:
    summary = summarise(language, NOTHING, speech, answered)
    assert all(moment is not None for moment in summary.moments)


@given(languages)
def test_when_nothing_was_measured_nothing_is_said(language: str) -> None:
    summary = summarise(language, NOTHING, NOTHING, NOTHING)
    assert summary.strengths == summary.next_steps == ()


@given(videos.map(lambda v: v.model_copy(update={"looking_at_camera_ratio": None})))
def test_where_no_one_could_tell_where_the_eyes_went_that_is_no_strength(video: VideoSection) -> None:
    assert summarise("en", video, NOTHING, NOTHING).strengths == ()


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize(("present", "told"), [(0.0, "no_face"), (0.3, "face_seldom")])
def test_a_face_that_was_hardly_seen_is_what_is_said_of_the_picture(language: str, present: float, told: str) -> None:
    looking = 1.0 if present else None
    video = seen(face_present_ratio=present, looking_at_camera_ratio=looking)
    sentence = getattr(PHRASES[language], told).format(percent=30)
    summary = summarise(language, video, NOTHING, NOTHING)
    assert summary.strengths == ()
    assert summary.next_steps[0] == sentence


@pytest.mark.parametrize("language", ["en", "pt"])
def test_where_it_cannot_be_told_who_the_candidate_is_nobody_is_praised_or_blamed(language: str) -> None:
    several = Warning(code="several_people", ratio=1.0)
    video = seen(face_present_ratio=0.4, multiple_faces_ratio=1.0, warnings=(several,))
    summary = summarise(language, video, NOTHING, NOTHING)
    assert summary.strengths == ()
    assert summary.next_steps == (PHRASES[language].several_people,)


def test_nothing_is_said_of_a_face_where_no_picture_was_looked_at() -> None:
    summary = summarise("en", seen(samples=0, face_present_ratio=0.0), NOTHING, NOTHING)
    assert PHRASES["en"].no_face not in summary.next_steps


@given(speeches.map(lambda s: s.model_copy(update={"words": 0})), any_answers)
def test_an_answer_without_words_has_no_strength_in_its_delivery(
    speech: SpeechSection, answered: tuple[Answer, ...] | NotAnalysed
) -> None:
    with_speech, without = summarise("en", NOTHING, speech, answered), summarise("en", NOTHING, NOTHING, answered)
    assert with_speech.strengths == without.strengths
    assert PHRASES["en"].nothing_heard in with_speech.next_steps


@given(st.lists(not_judged, max_size=5).map(tuple))
def test_answers_that_were_not_judged_are_neither_praised_nor_blamed(answered: tuple[Answer, ...]) -> None:
    summary = summarise("en", NOTHING, NOTHING, answered)
    assert summary.strengths == summary.next_steps == ()


@given(any_video, any_speech, judged.filter(lambda answer: answer.verdict == "right"))
def test_a_right_answer_comes_before_everything_else(
    video: VideoSection | NotAnalysed, speech: SpeechSection | NotAnalysed, right: Answer
) -> None:
    summary = summarise("en", video, speech, (right,))
    assert summary.strengths[0] == PHRASES["en"].right_answer.format(question=right.question)


def test_what_is_missing_is_told_by_its_point() -> None:
    answer = Answer.model_validate(
        {
            "question_id": "egg",
            "question": "How do you boil an egg?",
            "start_s": 0,
            "end_s": 9,
            "score": 0.5,
            "verdict": "partly",
            "evaluation": "…",
            "correction": "…",
            "key_points": [
                {"id": "water", "text": "In boiling water.", "coverage": "covered"},
                {"id": "time", "text": "For six minutes.", "coverage": "missing"},
            ],
        }
    )
    (step,) = summarise("en", NOTHING, NOTHING, (answer,)).next_steps
    assert step == "In “How do you boil an egg?”, add what was missing: For six minutes."


@given(any_video, any_speech, any_answers)
def test_a_language_without_phrases_is_answered_in_english(
    video: VideoSection | NotAnalysed,
    speech: SpeechSection | NotAnalysed,
    answered: tuple[Answer, ...] | NotAnalysed,
) -> None:
    assert summarise("de", video, speech, answered) == summarise("en", video, speech, answered)


def test_every_language_has_every_phrase_with_the_same_figures() -> None:
    english, portuguese = (_figures(asdict(PHRASES[language])) for language in ("en", "pt"))
    assert english == portuguese
    assert all(english) and set(PHRASES) == {"en", "pt"}


def _figures(phrases: dict[str, str | dict[str, str]]) -> dict[str, list[str]]:
    flat = {**{k: v for k, v in phrases.items() if isinstance(v, str)}, **dict(phrases["light"])}  # type: ignore[arg-type]
    return {name: sorted(re.findall(r"\{(\w+)\}", sentence)) for name, sentence in flat.items()}
