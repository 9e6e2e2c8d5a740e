"""What every evaluator keeps, the scripted one too."""

import json
from collections.abc import Iterator

import pytest
from tests.support.language_model_server import Asked, Handler, completion, serving

from interview_simulator.domain.interview import KeyPoint, Question
from interview_simulator.language_model.vendors import VendorLanguageModel
from interview_simulator.steps.text_metrics.engine import Evaluator, SpokenAnswer
from interview_simulator.steps.text_metrics.fallback import FallbackEvaluator
from interview_simulator.steps.text_metrics.language_model import LanguageModelEvaluator
from interview_simulator.steps.text_metrics.rubric import RubricEvaluator
from interview_simulator.testing.speech import spoken
from interview_simulator.testing.text import ScriptedEvaluator

QUEUE = Question(
    id="queue",
    text="What is a queue?",
    key_points=(KeyPoint(id="fifo", text="A queue is first in, first out."),),
    model_answer="The element that joined first leaves first.",
)
STACK = Question(id="stack", text="What is a stack?", key_points=(KeyPoint(id="lifo", text="Last in, first out."),))


@pytest.fixture(scope="module", params=["rubric", "scripted", "language model", "language model with fallback"])
def evaluator(request: pytest.FixtureRequest) -> Iterator[Evaluator]:
    if request.param == "rubric":
        yield RubricEvaluator()
    elif request.param == "scripted":
        yield ScriptedEvaluator()
    else:
        with serving(judging) as server:
            kind = LanguageModelEvaluator if request.param == "language model" else FallbackEvaluator
            yield kind(VendorLanguageModel(server.setting), RubricEvaluator())


def judging(request: Handler, asked: Asked) -> None:
    """A model that finds the one point of the rubric in words that were said, and in words that were not."""
    told = {"general": "As a whole.", "presentation": []} if "Verdict: " in str(asked["messages"]) else JUDGEMENT
    request.answer(completion(json.dumps(told)))


JUDGEMENT = {
    "key_points": [
        {"id": "fifo", "coverage": "covered", "quote": "first in, first out"},
        {"id": "lifo", "coverage": "partly", "quote": "the last one goes first"},
        {"id": "unknown", "coverage": "covered", "quote": ""},
    ],
    "evaluation": "As the rubric says.",
    "correction": "Nothing.",
}


def answer(question: Question, text: str, start_s: float = 0.0) -> SpokenAnswer:
    words = spoken(text, start_s=start_s)
    return SpokenAnswer(question=question, language="en", start_s=start_s, end_s=start_s + 10, words=words)


def test_each_answer_is_judged_in_its_place(evaluator: Evaluator) -> None:
    given = (answer(STACK, "Last in, first out."), answer(QUEUE, "First in, first out.", start_s=10.0))
    found = evaluator.evaluate(given)
    assert [(one.question_id, one.start_s, one.end_s) for one in found] == [("stack", 0.0, 10.0), ("queue", 10.0, 20.0)]
    assert [one.transcript for one in found] == ["Last in, first out.", "First in, first out."]
    assert all(one.score is not None and 0 <= one.score <= 1 and one.verdict != "not_judged" for one in found)


def test_where_nothing_was_said_nothing_is_judged(evaluator: Evaluator) -> None:
    (found,) = evaluator.evaluate((answer(QUEUE, ""),))
    assert (found.score, found.verdict) == (None, "not_judged")
    assert found.evaluation


def test_no_answers_give_no_judgements(evaluator: Evaluator) -> None:
    assert evaluator.evaluate(()) == ()


def test_the_same_answer_is_judged_the_same(evaluator: Evaluator) -> None:
    given = (answer(QUEUE, "Who comes first is served first."),)
    assert evaluator.evaluate(given) == evaluator.evaluate(given)


def test_quotes_are_words_of_the_transcript(evaluator: Evaluator) -> None:
    (found,) = evaluator.evaluate((answer(QUEUE, "I like it. A queue is first in, first out. Yes."),))
    assert all(point.quote is None or point.quote in found.transcript for point in found.key_points)
