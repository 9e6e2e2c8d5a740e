"""Answers of a recording without marks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.support.speeches import answers_by_hand, found, speeches

from interview_simulator.domain.interview import Interview
from interview_simulator.interviews.catalogue import catalogue
from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.matching import SentenceMatcher, aligned
from interview_simulator.testing.speech import spoken

INTERVIEWS = catalogue()


@pytest.fixture(scope="module")
def matcher(vectors: Embeddings) -> SentenceMatcher:
    return SentenceMatcher(vectors)


def first(name: str, count: int) -> Interview:
    interview = INTERVIEWS[name]
    return interview.model_copy(update={"questions": interview.questions[:count]})


@pytest.mark.parametrize("name", ["aws-basics-pt", "software-engineer-en", "customer-service-pt"])
def test_answers_one_after_the_other_are_told_apart(matcher: SentenceMatcher, name: str) -> None:
    interview = first(name, 3)
    said = " ".join(question.model_answer for question in interview.questions)
    answers = matcher.match(spoken(said), interview)
    assert [answer.question for answer in answers] == list(interview.questions)
    for answer, question in zip(answers, interview.questions, strict=True):
        wanted, got = question.model_answer.split(), [word.text for word in answer.words]
        assert len(set(wanted) & set(got)) >= 0.9 * len(set(wanted))
    assert [word for answer in answers for word in answer.words] == list(spoken(said))


def test_a_question_that_was_passed_over_has_no_answer(matcher: SentenceMatcher) -> None:
    interview = first("software-engineer-en", 3)
    said = f"{interview.questions[0].model_answer} {interview.questions[2].model_answer}"
    assert [answer.question.id for answer in matcher.match(spoken(said), interview)] == ["stack-and-queue", "rest"]


def test_what_fits_no_question_is_no_answer(matcher: SentenceMatcher) -> None:
    said = "Yesterday I bought tomatoes and bread. My cat sleeps on the sofa all day."
    assert matcher.match(spoken(said), first("software-engineer-en", 3)) == ()
    assert matcher.match((), first("software-engineer-en", 3)) == ()


def test_most_answers_are_found_with_punctuation_or_without(matcher: SentenceMatcher) -> None:
    """A sixth of them; how many of all are found is measured by `bench/matching.py`, and held there."""
    assert found(answers_by_hand()[::6], matcher) >= 0.75


def test_most_speeches_about_something_else_are_refused(matcher: SentenceMatcher) -> None:
    elsewhere = [one for one in speeches() if one.interview.id == "software-engineer-en"]
    assert found(elsewhere, matcher) <= 0.25


@given(arrays(np.float64, st.tuples(st.integers(1, 8), st.integers(1, 5)), elements=st.floats(-1, 1)))
def test_an_alignment_never_goes_back(likeness: np.ndarray) -> None:
    path = aligned(likeness)
    assert len(path) == len(likeness) and path == sorted(path)
    assert all(0 <= place < likeness.shape[1] for place in path)
