import numpy as np
import pytest

from interview_simulator.domain.grading import AnswerToGrade
from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.grader import Grader
from interview_simulator.steps.text_metrics.grading import fit, learned
from interview_simulator.steps.text_metrics.likeness import FEATURES, likeness

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
