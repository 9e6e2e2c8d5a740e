import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.steps.text_metrics.coverage import CENTRE, CREDIT, Covered, cover, score

cosines = st.floats(-1, 1)
sentences = st.lists(st.tuples(cosines, cosines), min_size=1, max_size=8)


def judged(pairs: list[tuple[float, float]], point_to_question: float = 0.0) -> Covered:
    to_point, to_question = (np.array(column) for column in zip(*pairs, strict=True))
    return cover(to_point, to_question, point_to_question)


@pytest.mark.parametrize(("cosine", "coverage"), [(0.2, "missing"), (CENTRE["knowledge"], "partly"), (0.9, "covered")])
def test_the_closer_a_sentence_comes_the_better_the_point_is_covered(cosine: float, coverage: str) -> None:
    assert judged([(cosine, 0.0), (0.0, 0.0)]).coverage == coverage


def test_the_sentence_that_shows_it_is_named_and_nothing_is_shown_for_a_missing_point() -> None:
    assert judged([(0.1, 0.0), (0.9, 0.0), (0.5, 0.0)]).sentence == 1
    assert judged([(0.1, 0.0), (0.2, 0.0)]).sentence is None


def test_nothing_said_covers_nothing() -> None:
    nothing = np.zeros(0)
    assert cover(nothing, nothing, 0.0) == Covered(coverage="missing", probability=0.0, sentence=None)


def test_an_echo_of_the_question_counts_less_than_an_answer() -> None:
    echo, answer = judged([(0.6, 1.0)], point_to_question=0.6), judged([(0.6, 0.5)], point_to_question=0.6)
    assert echo.coverage == "missing" and answer.coverage == "covered"


@given(sentences, st.tuples(cosines, cosines), cosines)
def test_a_further_sentence_never_takes_away(
    said: list[tuple[float, float]], further: tuple[float, float], point_to_question: float
) -> None:
    before, after = judged(said, point_to_question), judged([*said, further], point_to_question)
    assert after.probability >= before.probability
    assert CREDIT[after.coverage] >= CREDIT[before.coverage]


@given(st.lists(st.tuples(st.sampled_from(sorted(CREDIT)), st.floats(0.1, 10)), min_size=1, max_size=6))
def test_a_score_is_the_share_of_the_weights_that_was_earned(points: list[tuple[str, float]]) -> None:
    found = [Covered.model_validate({"coverage": kind, "probability": 0.5, "sentence": None}) for kind, _ in points]
    weights = [weight for _, weight in points]
    value = score(found, weights)
    assert 0 <= value <= 1
    assert (value == 1) == all(kind == "covered" for kind, _ in points)
    assert value == pytest.approx(score(found, [2 * weight for weight in weights]), abs=0.001)
