"""Pace over time, and how long the answers were."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.domain.interview import Question
from interview_simulator.steps.text_metrics.engine import SpokenAnswer
from interview_simulator.steps.text_metrics.pace import STEP_S, WINDOW_S, answer_lengths, rolling_pace
from interview_simulator.testing.speech import spoken

QUESTION = Question(id="egg", text="How do you boil an egg?", answer_s=60)


def answer(text: str, start_s: float) -> SpokenAnswer:
    words = spoken(text, start_s=start_s)
    return SpokenAnswer(question=QUESTION, language="en", start_s=0, end_s=90, words=words)


def test_who_speaks_twice_as_fast_in_the_second_half_is_seen_to() -> None:
    words = (*spoken("word " * 30, word_s=1.0), *spoken("word " * 60, start_s=30.0, word_s=0.5))
    pace = rolling_pace(words, 60.0)
    assert (pace[0].time_s, pace[0].wpm) == (7.5, 60.0)
    assert (pace[-1].time_s, pace[-1].wpm) == (52.5, 120.0)


@given(st.floats(0.1, 14.9), st.integers(0, 20))
def test_a_short_recording_has_one_point_which_is_its_speech_rate(duration_s: float, count: int) -> None:
    words = spoken("word " * count, word_s=duration_s / max(count, 1) * 0.99)
    (point,) = rolling_pace(words, duration_s)
    assert point.wpm == pytest.approx(60 * count / duration_s, abs=0.06)


@given(st.integers(1500, 60_000).map(lambda hundredths: hundredths / 100))
def test_the_points_lie_a_step_apart_and_reach_to_the_end(duration_s: float) -> None:
    times = [point.time_s for point in rolling_pace((), duration_s)]
    assert times[0] == WINDOW_S / 2 and times[-1] == pytest.approx(duration_s - WINDOW_S / 2, abs=0.001)
    assert all(0 < after - before <= STEP_S + 0.001 for before, after in pairwise(times))


def test_no_time_has_no_pace() -> None:
    assert rolling_pace((), 0.0) == ()


def test_an_answer_lasts_from_its_first_word_to_its_last() -> None:
    (length,) = answer_lengths((answer("one two three four five", 10.0),))
    assert (length.question_id, length.start_s, length.spoken_s, length.limit_s) == ("egg", 10.0, 2.0, 60.0)


def test_an_answer_without_words_has_no_length() -> None:
    assert answer_lengths((answer("", 0.0),)) == ()
