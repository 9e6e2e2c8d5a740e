"""Fits the logistic regressions that are shipped."""

import numpy as np
from numpy.typing import NDArray

from interview_simulator.steps.text_metrics.logistic import Logistic

PENALTY = 0.1
Figures = NDArray[np.float64]


def logistic(found: Figures, said: Figures, importance: Figures, features: tuple[str, ...]) -> Logistic:
    """Fit by Newton's method; `found` has shape (examples, features), `said` is 1 or 0 for each."""
    design = np.column_stack([found, np.ones(len(found))])
    penalty = PENALTY * np.diag([1.0] * found.shape[1] + [0.0])
    weight = np.zeros(design.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-design @ weight))
        slope = design.T @ (importance * (chance - said)) + penalty @ weight
        curve = (design * (importance * chance * (1 - chance))[:, None]).T @ design + penalty
        weight -= np.linalg.solve(curve, slope)
    rounded = [round(float(value), 4) for value in weight]
    return Logistic(features=features, weight=tuple(rounded[:-1]), intercept=rounded[-1])
