"""Learns when a key point was said, from the shipped interviews, and measures how far the probabilities can be trusted.

    python -m bench.key_points            # the figures
    python -m bench.key_points --learn    # the same, and writes the weights that are shipped

Held out are whole interviews, in both languages at once. The hand-labelled answers of tests/data/graded_answers are
never learned from.
"""

import argparse
import json
import random
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from tests.support.graded_answers import graded

from bench import accepted
from bench.logistic import Figures, logistic
from interview_simulator.domain.interview import Interview, Question
from interview_simulator.interviews.catalogue import catalogue
from interview_simulator.steps.text_metrics.coverage import FEATURES, LEARNED, figures
from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.logistic import Logistic
from interview_simulator.steps.text_metrics.rubric import RubricEvaluator
from interview_simulator.steps.text_metrics.sentences import passages
from interview_simulator.testing.speech import spoken

FOLDS = 5
ROUNDS = 3
BINS = 10


@dataclass(frozen=True)
class Example:
    """Passages against one key point, and whether they say it."""

    found: Figures
    said: bool
    interview: str


def examples(vectors: Embeddings, interviews: int | None = None) -> list[Example]:
    chance, known = random.Random(0), list(catalogue().values())[:interviews]
    asked = [(interview, question) for interview in known for question in interview.questions]
    return [one for interview, question in asked for one in _of_question(interview, question, asked, chance, vectors)]


def _of_question(
    interview: Interview,
    question: Question,
    asked: list[tuple[Interview, Question]],
    chance: random.Random,
    vectors: Embeddings,
) -> list[Example]:
    language, topic = interview.language, interview.id.rsplit("-", 1)[0]
    near = [other for other in interview.questions if other != question]
    far = [other for one, other in asked if one.language == language and one != interview]
    own = _said(question)
    others = [_said(other) for other in [*chance.sample(near, 2), *chance.sample(far, 2)]]
    found = []
    for place, point in enumerate(question.key_points):
        siblings = [other.text for other in question.key_points if other != point]
        for said, is_said in [(own, True), *((other, False) for other in [siblings, *others] if other)]:
            found.append(Example(figures(question, place, said, language, vectors), is_said, topic))
    return found


def _said(question: Question) -> list[str]:
    return [passage.text for passage in passages(spoken(question.model_answer))]


def learn(given: list[Example]) -> Logistic:
    """Logistic regression on the passage that shows each point best, chosen anew by the weights of the round before."""
    said = np.array([float(one.said) for one in given])
    importance = np.where(said == 1, (said == 0).sum() / (said == 1).sum(), 1.0)
    model = Logistic(features=FEATURES, weight=(1.0, 0.0, 0.0, 0.0, 0.0), intercept=0.0)
    for _ in range(ROUNDS):
        model = logistic(np.stack([best(model, one) for one in given]), said, importance, FEATURES)
    return model


def best(model: Logistic, one: Example) -> Figures:
    shown: Figures = one.found[int(np.argmax(one.found @ np.array(model.weight)))]
    return shown


def held_out(given: list[Example]) -> tuple[Figures, Figures, Figures]:
    topics = sorted({one.interview for one in given})
    chances, said = [], []
    for fold in range(FOLDS):
        away = set(topics[fold::FOLDS])
        model = learn([one for one in given if one.interview not in away])
        for one in given:
            if one.interview in away:
                chances.append(float(model.probability(best(model, one)[None, :])[0]))
                said.append(float(one.said))
    truth = np.array(said)
    return np.array(chances), truth, np.where(truth == 1, (truth == 0).sum() / (truth == 1).sum(), 1.0)


def calibration_error(chances: Figures, said: Figures, importance: Figures) -> float:
    """Expected calibration error in BINS bins of equal width (Guo et al., ICML 2017)."""
    weight = importance
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    gaps = [
        abs(
            np.average(chances[bins == one], weights=weight[bins == one])
            - np.average(said[bins == one], weights=weight[bins == one])
        )
        * weight[bins == one].sum()
        for one in set(bins)
    ]
    return float(sum(gaps) / weight.sum())


def area(chances: Figures, said: Figures) -> float:
    """Probability that a said point gets the higher figure than an unsaid one."""
    yes, no = chances[said == 1], chances[said == 0]
    return float(np.mean((yes[:, None] > no[None, :]) + 0.5 * (yes[:, None] == no[None, :])))


def by_hand(vectors: Embeddings, answers: int | None = None) -> tuple[Figures, Figures]:
    """Probabilities of the shipped engine and the labels, partly said points left out."""
    evaluator: Any = RubricEvaluator(vectors)
    pairs = [
        (point.probability, float(point.id in one.covers))
        for one in graded()[:answers]
        for point in evaluator.evaluate((one.spoken,))[0].key_points
        if point.id not in one.partly
    ]
    return np.array([chance for chance, _ in pairs]), np.array([said for _, said in pairs])


def _told(held: accepted.Figures, of: str, chances: Figures, said: Figures, importance: Figures) -> None:
    error = held.tell(f"{of}_calibration_error", calibration_error(chances, said, importance))
    print(f"  area under the curve {held.tell(f'{of}_area', area(chances, said)):.3f}, calibration error {error:.3f}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--learn", action="store_true", help="write the weights that are shipped")
    arguments.add_argument("--first", type=int, help="only so many interviews, and answers by hand")
    asked = arguments.parse_args()
    started_s, vectors, held = time.monotonic(), Embeddings(), accepted.Figures("key_points")
    given = examples(vectors, asked.first)
    if asked.learn:
        LEARNED.write_text(json.dumps(learn(given).model_dump(mode="json"), indent=1) + "\n", encoding="utf-8")
    chances, said, importance = held_out(given)
    print(f"Key points: {len(given)} examples from the shipped interviews, whole interviews held out")
    _told(held, "held_out", chances, said, importance)
    chances, said = by_hand(vectors, asked.first)
    print(f"Key points labelled by hand: {len(said)}, never learned from")
    _told(held, "by_hand", chances, said, np.ones_like(said))
    print(f"  {time.monotonic() - started_s:.0f} s")
    held.hold(all_of_it=asked.first is None)


if __name__ == "__main__":
    main()
