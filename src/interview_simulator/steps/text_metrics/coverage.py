"""Whether a key point was said, from similarities of sentences. Pure."""

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from interview_simulator.domain.frozen import Frozen

Similarities = NDArray[np.float64]
Coverage = Literal["covered", "partly", "missing"]

CENTRE, SLOPE = 0.88, 60.0
"""Logistic from cosine to probability. Sentences of multilingual-e5-small that have nothing to do with each other are
already at about 0.80, and paraphrases at 0.90 and above."""
ECHO_WEIGHT = 0.5
"""How much of the likeness to the question itself is taken off: who repeats the question has not answered it."""
COVERED, PARTLY = 0.6, 0.3
CREDIT: dict[Coverage, float] = {"covered": 1.0, "partly": 0.5, "missing": 0.0}


class Covered(Frozen):
    """How one key point was covered, and by which sentence (its index)."""

    coverage: Coverage
    probability: float
    sentence: int | None


def cover(to_point: Similarities, to_question: Similarities, point_to_question: float) -> Covered:
    """Judge one key point by the cosines of each sentence to the point and to the question, both of shape (sentences,).

    p = logistic(SLOPE (cosine - CENTRE - ECHO_WEIGHT max(0, likeness to the question beyond the point's own))).
    """
    if to_point.size == 0:
        return Covered(coverage="missing", probability=0.0, sentence=None)
    echo = np.maximum(0.0, to_question - np.maximum(to_point, point_to_question))
    evidence = to_point - ECHO_WEIGHT * echo
    best = int(np.argmax(evidence))
    probability = 1 / (1 + math.exp(-SLOPE * (float(evidence[best]) - CENTRE)))
    coverage: Coverage = "covered" if probability >= COVERED else "partly" if probability >= PARTLY else "missing"
    return Covered(
        coverage=coverage, probability=round(probability, 3), sentence=None if coverage == "missing" else best
    )


def score(found: Sequence[Covered], weights: Sequence[float]) -> float:
    """Weighted mean of the credits: 1 for covered, one half for partly, 0 for missing."""
    earned = sum(CREDIT[point.coverage] * weight for point, weight in zip(found, weights, strict=True))
    return round(earned / sum(weights), 3)
