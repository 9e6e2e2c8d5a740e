import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.domain.grading import AnswerToGrade
from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.grader import Grader
from interview_simulator.steps.text_metrics.grading import fit, learned
from interview_simulator.steps.text_metrics.likeness import FEATURES, likeness
from interview_simulator.steps.text_metrics.substance import LIST_WORTH, worth_of_short
from interview_simulator.steps.text_metrics.terms import content

QUESTION, MODEL = "What is a queue?", "A structure in which the element that came first leaves first."


@pytest.fixture(scope="module")
def grader(vectors: Embeddings) -> Grader:
    return Grader(vectors)


def score(grader: Grader, answer: str, **given: object) -> float:
    fields = {"question": QUESTION, "model_answer": MODEL, "answer": answer, **given}
    return next(grader.grades([AnswerToGrade.model_validate(fields)])).score


def test_a_right_answer_beats_a_wrong_one_and_silence(grader: Grader) -> None:
    right = score(grader, "Elements leave in the order in which they came, the first one first.")
    assert right > score(grader, "It is a kind of loop over numbers.") > score(grader, " ") == 0


def test_a_long_model_answer_is_taken_apart_and_quoted(grader: Grader) -> None:
    model = "A stack is last in, first out. A queue is first in, first out. Queues serve for jobs that wait."
    given = {"question": "Stack or queue?", "model_answer": model, "answer": "A queue is first in and first out."}
    (found,) = grader.grades([AnswerToGrade.model_validate(given)])
    assert [point.coverage for point in found.key_points] == ["missing", "covered", "missing"]
    assert found.key_points[1].quote == given["answer"]


def test_key_points_go_before_the_model_answer(grader: Grader) -> None:
    given = {
        "question": QUESTION,
        "model_answer": MODEL,
        "key_points": ["First in, first out."],
        "answer": "First in, first out.",
    }
    (found,) = grader.grades([AnswerToGrade.model_validate(given)])
    assert found.score == 1 and [point.id for point in found.key_points] == ["point-1"]


@pytest.mark.parametrize(
    ("question", "model", "honest"),
    [
        (QUESTION, MODEL, "Who came first goes first."),
        (
            "Why is a linked list slower to search than a sorted array?",
            "Its elements cannot be reached by their position, so that it has to be walked from the head.",
            "You need to go from one node to the next.",
        ),
    ],
)
def test_an_echo_of_the_question_and_a_list_of_terms_score_below_a_short_honest_answer(
    grader: Grader, question: str, model: str, honest: str
) -> None:
    given = {"question": question, "model_answer": model}
    terms = ", ".join(content(f"{question} {model}", "en"))
    fair = score(grader, honest, **given)
    assert score(grader, question, **given) < fair
    assert score(grader, f"{question} {question}", **given) < fair
    assert score(grader, terms, **given) < fair


def test_a_list_is_worth_all_where_a_list_was_asked_for() -> None:
    model = "Requirements, design, coding, testing, delivery, maintenance."
    asked = "Name the stages of the software life cycle."
    assert worth_of_short(asked, model.lower(), "en", model) == 1
    sentence = "It begins with what is wanted and ends with care."
    assert worth_of_short(asked, f"{model} Users, plans, tests, reviews.", "en", sentence) < 1
    assert worth_of_short(asked, " ".join([model] * 2), "en", sentence) == LIST_WORTH


@given(st.text(), st.text(), st.text())
def test_worth_lies_between_nothing_and_all(question: str, answer: str, reference: str) -> None:
    assert 0 <= worth_of_short(question, answer, "en", reference) <= 1


def test_answers_are_graded_in_their_order_and_alone_as_together(grader: Grader) -> None:
    given = [
        AnswerToGrade(question=QUESTION, model_answer=MODEL, answer=text)
        for text in ("First come, first served.", "No.")
    ]
    assert [one.score for one in grader.grades(given)] == pytest.approx(
        [score(grader, one.answer) for one in given], abs=0.001
    )


def test_who_does_not_know_is_told_apart_from_a_question_about_not_knowing(vectors: Embeddings) -> None:
    place = FEATURES.index("does_not_know")
    assert likeness(QUESTION, MODEL, "I don't know.", "en", vectors)[place] == 1
    model = "I say that I do not know it."
    assert likeness("What do you say then?", model, "That I don't know.", "en", vectors)[place] == 0


def test_the_shipped_weights_fit_the_figures() -> None:
    assert learned().features == FEATURES


def test_a_ridge_finds_a_line() -> None:
    figures = np.random.default_rng(0).normal(size=(200, len(FEATURES)))
    scores = 0.5 + 0.1 * figures[:, 3]
    model = fit(figures, scores, penalty=1e-6)
    assert model.predict(figures) == pytest.approx(scores, abs=1e-6)
