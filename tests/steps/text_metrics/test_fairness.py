"""What must not matter does not: fillers, names, and whether one says "I" or "we"."""

from collections.abc import Callable

import pytest
from tests.support.graded_answers import Change, Graded, honest, in_the_plural, said, with_fillers, with_other_names

from interview_simulator.domain.report import Answer
from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.phrases import PHRASES
from interview_simulator.steps.text_metrics.rubric import RubricEvaluator
from interview_simulator.testing.speech import spoken

HONEST = honest()


@pytest.fixture(scope="module")
def evaluator(vectors: Embeddings) -> RubricEvaluator:
    return RubricEvaluator(vectors)


def judged(evaluator: RubricEvaluator, one: Graded, text: str) -> Answer:
    return evaluator.evaluate((one.spoken.model_copy(update={"words": spoken(text)}),))[0]


@pytest.mark.parametrize("change", [with_fillers, with_other_names, in_the_plural])
def test_the_scores_hardly_move_together(evaluator: RubricEvaluator, change: Callable[[str], Change]) -> None:
    """How far each moves is measured by `bench/fairness.py`, and held there."""
    moved = []
    for one in HONEST:
        text = said(one)
        before, after = judged(evaluator, one, text), judged(evaluator, one, change(one.language)(text))
        assert before.score is not None and after.score is not None
        moved.append(after.score - before.score)
    assert abs(sum(moved) / len(moved)) <= 0.1


@pytest.mark.parametrize("change", [with_fillers, with_other_names])
def test_fillers_and_names_change_nothing(evaluator: RubricEvaluator, change: Callable[[str], Change]) -> None:
    for one in HONEST:
        text = said(one)
        before, after = judged(evaluator, one, text), judged(evaluator, one, change(one.language)(text))
        assert before.score == pytest.approx(after.score, abs=0.01)


def test_fillers_change_no_finding_and_stay_in_the_transcript(evaluator: RubricEvaluator) -> None:
    for one in HONEST:
        text = said(one)
        plain, filled = judged(evaluator, one, text), judged(evaluator, one, with_fillers(one.language)(text))
        assert found(plain) == found(filled)
        assert plain.correction == filled.correction and plain.evaluation == filled.evaluation
        assert {"um,", "hum,"}.isdisjoint(plain.transcript.split()) or one.kind == "as-recognised"
        assert len(text.split()) < 7 or not {"um,", "hum,"}.isdisjoint(filled.transcript.split())


def test_we_instead_of_i_leaves_the_evidence_and_is_told_where_a_story_was_asked_for(
    evaluator: RubricEvaluator,
) -> None:
    told_of = 0
    for one in HONEST:
        before, after = (
            judged(evaluator, one, said(one)),
            judged(evaluator, one, in_the_plural(one.language)(said(one))),
        )
        assert before.evidence is not None and after.evidence is not None
        assert (before.evidence.numbers, before.evidence.names) == (after.evidence.numbers, after.evidence.names)
        hint = PHRASES[one.language].we_only
        assert one.spoken.question.kind == "behavioural" or hint not in after.correction
        told_of += hint in after.correction and hint not in before.correction
    assert told_of >= 5


def found(answer: Answer) -> tuple[object, ...]:
    """All that was found out, without the quotes, which are word for word."""
    points = [(point.id, point.coverage, point.probability, point.contradicted) for point in answer.key_points]
    parts = [(part.part, part.found) for part in answer.structure]
    return answer.score, answer.verdict, answer.relevance, points, parts, answer.evidence


def test_other_names_change_the_names_alone(evaluator: RubricEvaluator) -> None:
    one = next(one for one in HONEST if "Priya" in {word.text for word in one.spoken.words})
    text = said(one)
    before, after = judged(evaluator, one, text), judged(evaluator, one, text.replace("Priya", "Wei"))
    assert before.evidence is not None and after.evidence is not None
    assert (before.evidence.names, after.evidence.names) == (("Priya",), ("Wei",))
    assert before.evidence.numbers == after.evidence.numbers
    assert [part.found for part in before.structure] == [part.found for part in after.structure]
