"""The engine against answers that were graded by hand before it had seen them."""

import pytest
from bench.graded_answers import Graded, graded
from scipy.stats import spearmanr

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
    assert spearmanr(*zip(*pairs, strict=True)).statistic >= 0.75


def test_terms_echoes_and_nonsense_score_below_short_honest_answers(judged: Judged) -> None:
    questions = {(one.language, one.spoken.question.id) for one, _, _ in judged if one.kind == "short"}
    for language, question in questions:
        here = [(one, s) for one, _, s in judged if (one.language, one.spoken.question.id) == (language, question)]
        honest = min(score for one, score in here if one.kind == "short")
        for one, score in here:
            if one.kind in {"stuffing", "echo", "nonsense", "off-topic"}:
                assert score < honest, (language, question, one.kind)


def test_a_contradicted_point_is_never_covered(judged: Judged) -> None:
    looked_at = 0
    for one, answer, _ in judged:
        for point in answer.key_points:
            if point.id in one.contradicts:
                looked_at += 1
                assert point.coverage != "covered", (one.language, point.text, point.quote)
    assert looked_at >= 10


def test_probabilities_mean_what_they_say(judged: Judged) -> None:
    """Expected calibration error in ten bins, over the key points that were labelled as said or not said."""
    pairs = [
        (point.probability or 0.0, point.id in one.covers)
        for one, answer, _ in judged
        for point in answer.key_points
        if point.id not in one.partly
    ]
    bins: dict[int, list[tuple[float, bool]]] = {}
    for chance, said in pairs:
        bins.setdefault(min(9, int(10 * chance)), []).append((chance, said))
    gaps = (abs(sum(chance - said for chance, said in held)) for held in bins.values())
    assert sum(gaps) / len(pairs) <= 0.1


def test_quotes_are_words_of_the_answer(judged: Judged) -> None:
    for _, answer, _ in judged:
        assert all(point.quote is None or point.quote in answer.transcript for point in answer.key_points)
        assert all(part.quote is None or part.quote in answer.transcript for part in answer.structure)
