"""Logistic regressions that were learned beforehand and are shipped as a few numbers. Pure, but for reading them."""

import json
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interview_simulator.domain.frozen import Frozen


class Logistic(Frozen):
    """A logistic regression over the named figures."""

    features: tuple[str, ...]
    weight: tuple[float, ...]
    intercept: float

    def probability(self, figures: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probabilities for figures of shape (things, features)."""
        probabilities: NDArray[np.float64] = 1 / (1 + np.exp(-(figures @ np.array(self.weight) + self.intercept)))
        return probabilities


@cache
def shipped(path: Path) -> Logistic:
    """The weights of a file beside the code."""
    return Logistic.model_validate(json.loads(path.read_text(encoding="utf-8")))
