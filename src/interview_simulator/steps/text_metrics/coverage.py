"""Whether a key point was said, from similarities of sentences. Pure."""

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import QuestionKind

Similarities = NDArray[np.float64]
Coverage = Literal["covered", "partly", "missing"]

CENTRE: dict[QuestionKind, float] = {"knowledge": 0.46, "behavioural": 0.25}
SLOPE = 15.0
"""Logistic from the cosine of centred vectors to a probability. In the shipped interviews a sentence that says a key
point of knowledge has 0.43 to 0.94, one about a related thing up to 0.5, one off the topic up to 0.25. The parts of a
story (situation, task, action, result) are told in words of their own, which are less like the words of the rubric."""
ECHO_WEIGHT = 1.0
"""How much of the likeness to the question itself is taken off: who repeats the question has not answered it."""
COVERED, PARTLY = 0.6, 0.3
CREDIT: dict[Coverage, float] = {"covered": 1.0, "partly": 0.5, "missing": 0.0}


class Covered(Frozen):
    """How one key point was covered, and by which sentence (its index)."""

    coverage: Coverage
    probability: float
    sentence: int | None


def cover(
    to_point: Similarities, to_question: Similarities, point_to_question: float, kind: QuestionKind = "knowledge"
) -> Covered:
    """Judge one key point by the cosines of each sentence to the point and to the question, both of shape (sentences,).

    p = logistic(SLOPE (cosine - CENTRE[kind] - ECHO_WEIGHT max(0, likeness to the question beyond the point's own))).
    """
    if to_point.size == 0:
        return Covered(coverage="missing", probability=0.0, sentence=None)
    echo = np.maximum(0.0, to_question - np.maximum(to_point, point_to_question))
    evidence = to_point - ECHO_WEIGHT * echo
    best = int(np.argmax(evidence))
    probability = 1 / (1 + math.exp(-SLOPE * (float(evidence[best]) - CENTRE[kind])))
    coverage: Coverage = "covered" if probability >= COVERED else "partly" if probability >= PARTLY else "missing"
    return Covered(
        coverage=coverage, probability=round(probability, 3), sentence=None if coverage == "missing" else best
    )


def score(found: Sequence[Covered], weights: Sequence[float]) -> float:
    """Weighted mean of the credits: 1 for covered, one half for partly, 0 for missing."""
    earned = sum(CREDIT[point.coverage] * weight for point, weight in zip(found, weights, strict=True))
    return round(earned / sum(weights), 3)
