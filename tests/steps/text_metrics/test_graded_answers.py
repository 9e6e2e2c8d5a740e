"""The engine against answers that were graded by hand before it had seen them."""

import numpy as np
import pytest
from scipy.stats import spearmanr
from tests.support.graded_answers import WITHOUT_WORTH, Graded, graded

from interview_simulator.domain.report import Answer
from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.rubric import RubricEvaluator

Judged = list[tuple[Graded, Answer, float]]


@pytest.fixture(scope="module")
def judged(vectors: Embeddings) -> Judged:
    answers = graded()
    found = RubricEvaluator(vectors).evaluate(tuple(one.spoken for one in answers))
    return [(one, answer, answer.score or 0.0) for one, answer in zip(answers, found, strict=True)]


@pytest.mark.parametrize("language", ["en", "pt"])
def test_the_engine_ranks_answers_as_the_hand_did(judged: Judged, language: str) -> None:
    pairs = [(score, one.grade) for one, _, score in judged if one.language == language]
    assert len(pairs) >= 30
    assert spearmanr(*zip(*pairs, strict=True)).statistic >= 0.5


def test_terms_echoes_and_nonsense_score_far_below_short_honest_answers(judged: Judged) -> None:
    honest = [score for one, _, score in judged if one.kind == "short"]
    worthless = [score for one, _, score in judged if one.kind in {*WITHOUT_WORTH, "off-topic"}]
    assert np.mean(worthless) < 0.5 * np.mean(honest)


def test_a_contradicted_point_is_never_covered(judged: Judged) -> None:
    looked_at = 0
    for one, answer, _ in judged:
        for point in answer.key_points:
            if point.id in one.contradicts:
                looked_at += 1
                assert point.coverage != "covered", (one.language, point.text, point.quote)
    assert looked_at >= 10


def test_quotes_are_words_of_the_answer(judged: Judged) -> None:
    for _, answer, _ in judged:
        assert all(point.quote is None or point.quote in answer.transcript for point in answer.key_points)
        assert all(part.quote is None or part.quote in answer.transcript for part in answer.structure)
