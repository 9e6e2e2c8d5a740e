"""Whether a key point was said, and by which sentence. Pure, given the vectors.

p = logistic(weights · FEATURES) of the sentence that shows the point best; the weights lie in `key_points.json` and
were learned by `bench/key_points.py` on the shipped interviews: a model answer says its own key points, and neither
the sibling of a key point nor the model answer of another question says it. As many said as unsaid points were
assumed, so that p means what it says for an answer of which nothing is known.
"""

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import Question
from interview_simulator.steps.text_metrics.contradiction import contradicts, without_others
from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.logistic import Logistic, shipped
from interview_simulator.steps.text_metrics.story import share_told
from interview_simulator.steps.text_metrics.terms import content, stems

Coverage = Literal["covered", "partly", "missing"]

FEATURES = ("alike", "echo", "words", "alike_story", "story")
"""Cosine to the point; likeness to the question beyond the point's own; share of the point's new words that are said;
and, as the parts of a story are told in words of their own, two for behavioural questions."""
COVERED, PARTLY = 0.6, 0.3
SURE = 0.8
"""Probability of a point that was said in the question's own words and yet was said."""
TOLD = 0.75
"""Share told (`story.py`) of a model answer from which its answers are stories, whatever the kind of the question."""
COMPARES = re.compile(r"\b(?:differences?|compare|versus|vs|diferenças?|compare|comparar)\b")
NOTHING = 0.1
"""Probability that speech about something else reaches, worth no credit."""
HIGHEST = {"none": 1.0, "perhaps": 0.4, "plain": 0.1}
"""The highest probability of a sentence that contradicts the point."""
LEARNED = Path(__file__).with_name("key_points.json")


class Covered(Frozen):
    """How one key point was covered, and by which passage (its index)."""

    coverage: Coverage
    probability: float
    sentence: int | None
    contradicted: bool = False
    """Whether the passage nearest to the point says the opposite."""


def learned() -> Logistic:
    """The weights that are shipped."""
    return shipped(LEARNED)


def cover(
    question: Question,
    said: Sequence[str],
    language: str,
    vectors: Embeddings,
    trust: float = 1.0,
    own_words: float = 1.0,
) -> list[Covered]:
    """Judge every key point by the passages of the answer; `trust`, 0 to 1, is what the answer as a whole is worth.

    `own_words`, 0 to 1, is low for an echo of the question; a point that is SURE all the same was said in the
    question's words.
    """
    points = [point.text for point in question.key_points]
    things = compared(question.text, points, language)
    return [
        _covered(
            learned().probability(figures(question, place, said, language, vectors)),
            [_highest(passage, points[place], *things[place], language) for passage in said],
            trust,
            own_words,
        )
        for place in range(len(points))
    ]


def figures(
    question: Question, place: int, said: Sequence[str], language: str, vectors: Embeddings
) -> NDArray[np.float64]:
    """The FEATURES of each passage against the key point at `place`, shape (passages, features)."""
    point = question.key_points[place].text
    of_point, of_question, *_ = of_all = vectors.texts([point, question.text, *said], language)
    alike, to_question = of_all[2:] @ of_point, of_all[2:] @ of_question
    echo = np.maximum(0.0, to_question - np.maximum(alike, float(of_point @ of_question)))
    wanted = _stems(point, language) - _stems(question.text, language) or _stems(point, language)
    words = [len(wanted & _stems(passage, language)) / max(1, len(wanted)) for passage in said]
    story = float(is_told(question, language))
    return np.column_stack([alike, echo, words, alike * story, np.full(len(said), story)]).astype(np.float64)


def is_told(question: Question, language: str) -> bool:
    """Whether the answer is a story: by the kind of the question, or by how its model answer speaks."""
    return question.kind == "behavioural" or share_told(question.model_answer, language) >= TOLD


def compared(question: str, points: Sequence[str], language: str) -> list[tuple[frozenset[str], frozenset[str]]]:
    """For each key point: which of the compared things it is about, and which ones only its siblings are.

    Empty for a question that compares nothing.
    """
    if not COMPARES.search(question.lower()):
        return [(frozenset(), frozenset())] * len(points)
    asked = _stems(question, language)
    about = [frozenset(asked & _stems(point, language)) for point in points]
    everything = frozenset().union(*about)
    return [(own, everything - own if own else frozenset()) for own in about]


def _highest(passage: str, point: str, own: frozenset[str], others: frozenset[str], language: str) -> float:
    kept = without_others(passage, own, others, language) if others else passage
    return HIGHEST[contradicts(kept, point, language)] if kept else HIGHEST["plain"]


def _covered(probabilities: NDArray[np.float64], highest: Sequence[float], trust: float, own_words: float) -> Covered:
    if probabilities.size == 0:
        return Covered(coverage="missing", probability=0.0, sentence=None)
    capped = np.minimum(probabilities, np.array(highest))
    best, nearest = int(np.argmax(capped)), int(np.argmax(probabilities))
    probability = float(capped[best]) * trust * (1.0 if capped[best] >= SURE else own_words)
    coverage: Coverage = "covered" if probability >= COVERED else "partly" if probability >= PARTLY else "missing"
    return Covered(
        coverage=coverage,
        probability=round(probability, 3),
        sentence=None if coverage == "missing" else best,
        contradicted=probabilities[nearest] >= COVERED
        and highest[nearest] <= HIGHEST["plain"]
        and coverage == "missing",
    )


@lru_cache(maxsize=4096)
def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(stems(content(text, language), language))


def score(found: Sequence[Covered], weights: Sequence[float]) -> float:
    """Weighted mean of the credits: 1 for a covered point, below that in proportion to the probability."""
    earned = math.fsum(_credit(point) * weight for point, weight in zip(found, weights, strict=True))
    return round(earned / math.fsum(weights), 3)


def _credit(point: Covered) -> float:
    return min(1.0, max(0.0, (point.probability - NOTHING) / (COVERED - NOTHING)))
