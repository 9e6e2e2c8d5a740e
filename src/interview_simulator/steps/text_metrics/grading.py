"""The score of an answer against a model answer alone, for questions whose key points are not known.

A ridge regression over the figures of `likeness.py`. Its weights lie in `short_answers.json`, one number for each
figure, and were learned by `bench/short_answers.py` on graded answers; no word of those answers is in the product.
"""

import json
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interview_simulator.domain.frozen import Frozen
from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.likeness import FEATURES, likeness
from interview_simulator.steps.text_metrics.substance import worth_of_short
from interview_simulator.steps.text_metrics.terms import words

LEARNED = Path(__file__).with_name("short_answers.json")


class Ridge(Frozen):
    """A linear model of standardised figures: intercept + sum of weight (figure - mean) / scale."""

    features: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weight: tuple[float, ...]
    intercept: float

    def predict(self, figures: NDArray[np.float64]) -> NDArray[np.float64]:
        """Scores of figures of shape (answers, features)."""
        standard = (figures - np.array(self.mean)) / np.array(self.scale)
        scores: NDArray[np.float64] = standard @ np.array(self.weight) + self.intercept
        return scores


def fit(figures: NDArray[np.float64], scores: NDArray[np.float64], penalty: float) -> Ridge:
    """The ridge regression of scores, shape (answers,), on figures, shape (answers, features); closed form."""
    mean, scale = figures.mean(0), np.maximum(figures.std(0), 1e-9)
    standard, intercept = (figures - mean) / scale, float(scores.mean())
    gram = standard.T @ standard + penalty * np.eye(figures.shape[1])
    weight = np.linalg.solve(gram, standard.T @ (scores - intercept))
    return Ridge(features=FEATURES, mean=mean, scale=scale, weight=weight, intercept=intercept)


@cache
def learned() -> Ridge:
    """The weights that are shipped."""
    return Ridge.model_validate(json.loads(LEARNED.read_text(encoding="utf-8")))


def grade(figures: NDArray[np.float64]) -> float:
    """A score from 0 to 1 of the figures of one answer, shape (len(FEATURES),)."""
    return float(np.clip(learned().predict(figures[None, :])[0], 0.0, 1.0))


def against_model_answer(question: str, model_answer: str, answer: str, language: str, vectors: Embeddings) -> float:
    """The score, from 0 to 1, of an answer for which only a short model answer is known; 0 where nothing was said."""
    if not words(answer):
        return 0.0
    value = grade(likeness(question, model_answer, answer, language, vectors))
    return value * worth_of_short(question, answer, language, model_answer)
