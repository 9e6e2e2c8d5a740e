"""Which words belong to which question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.domain.interview import Interview, Mark, Question
from interview_simulator.steps.text_metrics.answers import spoken_answers
from interview_simulator.steps.text_metrics.engine import SpokenAnswer
from interview_simulator.testing.speech import spoken

DURATION_S = 30.0
WORDS = spoken(" ".join(f"w{second}" for second in range(30)), word_s=1.0)
"""The word w7 is said from second 7 to 8."""


def interview(*ids: str) -> Interview:
    questions = tuple(Question(id=name, text=f"Question {name}?") for name in ids)
    return Interview(id="some", title="Some interview", role="Any role", language="en", questions=questions)


ABC = interview("a", "b", "c")


def answered(*marks: tuple[str, float], of: Interview = ABC) -> tuple[SpokenAnswer, ...]:
    given_marks = [Mark(question_id=name, start_s=start_s) for name, start_s in marks]
    return spoken_answers(WORDS, of, given_marks, DURATION_S, "en")


def told(answers: tuple[SpokenAnswer, ...]) -> list[tuple[str, float, float, str, str]]:
    return [(a.question.id, a.start_s, a.end_s, a.words[0].text, a.words[-1].text) for a in answers]


def test_an_answer_lasts_until_the_next_question_is_shown() -> None:
    assert told(answered(("a", 0.0), ("b", 10.0), ("c", 20.0))) == [
        ("a", 0.0, 10.0, "w0", "w9"),
        ("b", 10.0, 20.0, "w10", "w19"),
        ("c", 20.0, 30.0, "w20", "w29"),
    ]


def test_of_a_question_shown_again_the_last_attempt_counts_in_the_order_of_the_last_marks() -> None:
    assert told(answered(("a", 0.0), ("b", 5.0), ("a", 12.0), ("c", 20.0), ("b", 25.0))) == [
        ("a", 12.0, 20.0, "w12", "w19"),
        ("c", 20.0, 25.0, "w20", "w24"),
        ("b", 25.0, 30.0, "w25", "w29"),
    ]


def test_a_question_shown_again_at_once_does_not_keep_words_of_the_first_attempt() -> None:
    assert told(answered(("a", 0.0), ("a", 4.0))) == [("a", 4.0, 30.0, "w4", "w29")]


def test_one_question_needs_no_marks() -> None:
    assert told(answered(of=interview("a"))) == [("a", 0.0, 30.0, "w0", "w29")]


def test_without_marks_several_answers_cannot_be_told_apart() -> None:
    assert answered() == ()


def test_marks_of_unknown_questions_are_passed_over() -> None:
    assert told(answered(("x", 3.0), ("a", 5.0))) == [("a", 5.0, 30.0, "w5", "w29")]


@pytest.mark.parametrize("start_s", [29.9, 100.0])
def test_a_question_shown_at_the_end_has_no_words_and_ends_with_the_recording(start_s: float) -> None:
    (answer,) = answered(("a", start_s))
    assert answer.words == () and answer.start_s <= answer.end_s == DURATION_S


marks = st.lists(st.tuples(st.sampled_from("abcx"), st.integers(0, 35).map(float)), max_size=8)


@given(marks)
def test_each_question_is_answered_once_and_no_word_belongs_to_two_answers(shown: list[tuple[str, float]]) -> None:
    found = answered(*shown)
    assert sorted(answer.question.id for answer in found) == sorted({name for name, _ in shown} - {"x"})
    starts_s = {answer.question.id: answer.start_s for answer in found}
    for name, start_s in starts_s.items():
        assert start_s == min(DURATION_S, max(when_s for shown_name, when_s in shown if shown_name == name))
    assert [a.start_s for a in found] == sorted(a.start_s for a in found)
    texts = [word.text for answer in found for word in answer.words]
    assert len(texts) == len(set(texts))


@given(marks)
def test_the_order_in_which_marks_come_in_does_not_matter(shown: list[tuple[str, float]]) -> None:
    apart = {start_s: (name, start_s) for name, start_s in shown}.values()
    assert answered(*apart) == answered(*reversed(list(apart)))
