import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.domain.interview import KeyPoint, Question
from interview_simulator.steps.text_metrics.coverage import COVERED, Covered, compared, cover, score
from interview_simulator.steps.text_metrics.embedding import Embeddings

VECTORS = Embeddings()
QUESTION = Question(
    id="queue",
    text="What is the difference between a stack and a queue?",
    key_points=(
        KeyPoint(id="lifo", text="A stack is last in, first out."),
        KeyPoint(id="fifo", text="A queue is first in, first out."),
    ),
)


def covered(*said: str) -> dict[str, Covered]:
    return {
        point.id: found for point, found in zip(QUESTION.key_points, cover(QUESTION, said, "en", VECTORS), strict=True)
    }


def test_the_sentence_that_shows_it_is_named_and_nothing_is_shown_for_a_missing_point() -> None:
    found = covered("I like this question.", "With a stack the last one in is the first one out.")
    assert (found["lifo"].coverage, found["lifo"].sentence) == ("covered", 1)
    assert (found["fifo"].coverage, found["fifo"].sentence) == ("missing", None)


def test_nothing_said_covers_nothing() -> None:
    assert set(covered().values()) == {Covered(coverage="missing", probability=0.0, sentence=None)}


def test_who_says_the_opposite_is_told_so() -> None:
    found = covered("A stack is first in, first out.", "A queue is last in, first out.")
    assert all(point.coverage == "missing" and point.contradicted for point in found.values())


def test_an_answer_that_is_worth_less_covers_less() -> None:
    said = ["A stack is last in, first out."]
    full, half, none = (cover(QUESTION, said, "en", VECTORS, trust)[0].probability for trust in (1.0, 0.5, 0.0))
    assert full > half > none == 0


def test_points_are_told_apart_by_the_things_that_the_question_compares() -> None:
    stack, queue = frozenset({"stack"}), frozenset({"queue"})
    assert compared(QUESTION.text, [point.text for point in QUESTION.key_points], "en") == [
        (stack, queue),
        (queue, stack),
    ]


SAID = (
    "A stack is last in, first out.",
    "A queue is first in, first out.",
    "I like to cook.",
    "It is used for undo.",
    "A stack is not a queue.",
)


@given(st.lists(st.sampled_from(SAID), max_size=4), st.sampled_from(SAID))
def test_a_further_sentence_never_takes_away(said: list[str], further: str) -> None:
    before, after = covered(*said), covered(*said, further)
    assert all(after[point].probability >= before[point].probability for point in before)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0.1, 10)), min_size=1, max_size=6))
def test_a_score_is_the_share_of_the_weights_that_was_earned(points: list[tuple[float, float]]) -> None:
    found = [Covered(coverage="partly", probability=probability, sentence=None) for probability, _ in points]
    weights = [weight for _, weight in points]
    value = score(found, weights)
    assert 0 <= value <= 1
    assert value == pytest.approx(score(found, [2 * weight for weight in weights]), abs=0.001)
    if all(probability >= COVERED for probability, _ in points):
        assert value == 1
