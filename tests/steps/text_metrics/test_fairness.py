"""What must not matter does not: fillers, names, and whether one says "I" or "we"."""

import re
from collections.abc import Callable

import pytest
from bench.graded_answers import Graded, graded

from interview_simulator.domain.report import Answer
from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.rubric import RubricEvaluator
from interview_simulator.testing.speech import spoken

Change = Callable[[str], str]
TOLERANCE = 0.15
"""Of a score from 0 to 1; sentence vectors move a little with every word."""
OUTLIERS = 1
"""Answers whose score may move further, of nearly fifty."""
MEAN_TOLERANCE = 0.03
HONEST = [one for one in graded() if one.kind in {"excellent", "paraphrase", "short", "partial", "as-recognised"}]
NAMES = {"Priya": "John", "Renata": "Wanderley"}
TO_WE = {
    "en": {"i": "we", "my": "our", "me": "us", "i'd": "we'd"},
    "pt": {
        "eu": "nós",
        "meu": "nosso",
        "minha": "nossa",
        "era": "éramos",
        "responsável": "responsáveis",
        "trabalhei": "trabalhamos",
        "mandei": "mandamos",
        "digo": "dizemos",
        "pergunto": "perguntamos",
        "falo": "falamos",
    },
}


def with_fillers(language: str) -> Change:
    """A filler after every seventh word, as a nervous speaker has."""
    filler = {"en": "um,", "pt": "hum,"}[language]
    return lambda text: re.sub(r"((?:\S+\s+){7})", rf"\1{filler} ", text)


def with_other_names(_: str) -> Change:
    return lambda text: re.sub("|".join(NAMES), lambda name: NAMES[name[0]], text)


def in_the_plural(language: str) -> Change:
    plural = TO_WE[language]
    return lambda text: re.sub(r"[\w']+", lambda word: plural.get(word[0].lower(), word[0]), text)


@pytest.fixture(scope="module")
def evaluator(vectors: Embeddings) -> RubricEvaluator:
    return RubricEvaluator(vectors)


def judged(evaluator: RubricEvaluator, one: Graded, text: str) -> Answer:
    return evaluator.evaluate((one.spoken.model_copy(update={"words": spoken(text)}),))[0]


@pytest.mark.parametrize("change", [with_fillers, with_other_names, in_the_plural])
def test_the_score_hardly_moves(evaluator: RubricEvaluator, change: Callable[[str], Change]) -> None:
    moved = []
    for one in HONEST:
        text = " ".join(word.text for word in one.spoken.words)
        changed = change(one.language)(text)
        before, after = judged(evaluator, one, text), judged(evaluator, one, changed)
        assert before.score is not None and after.score is not None
        moved.append(after.score - before.score)
    assert sum(abs(one) > TOLERANCE for one in moved) <= OUTLIERS
    assert abs(sum(moved) / len(moved)) <= MEAN_TOLERANCE


@pytest.mark.parametrize("change", [with_fillers, with_other_names])
def test_fillers_and_names_change_nothing(evaluator: RubricEvaluator, change: Callable[[str], Change]) -> None:
    for one in HONEST:
        text = " ".join(word.text for word in one.spoken.words)
        before, after = judged(evaluator, one, text), judged(evaluator, one, change(one.language)(text))
        assert before.score == pytest.approx(after.score, abs=0.01)


def test_other_names_change_the_names_alone(evaluator: RubricEvaluator) -> None:
    one = next(one for one in HONEST if "Priya" in {word.text for word in one.spoken.words})
    text = " ".join(word.text for word in one.spoken.words)
    before, after = judged(evaluator, one, text), judged(evaluator, one, text.replace("Priya", "Wei"))
    assert before.evidence is not None and after.evidence is not None
    assert (before.evidence.names, after.evidence.names) == (("Priya",), ("Wei",))
    assert before.evidence.numbers == after.evidence.numbers
    assert [part.found for part in before.structure] == [part.found for part in after.structure]
