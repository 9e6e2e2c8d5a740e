"""Grades short answers of a data-structures course, each question graded by a model that has not seen it.

    python -m bench.short_answers            # the figures, with baselines in the same run
    python -m bench.short_answers --learn    # the same, and writes the weights that are shipped

The answers are research data (Mohler, Bunescu and Mihalcea, ACL 2011) and stay outside the repository, in
../shared/data.
"""

import argparse
import csv
import json
import time
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from tests.support.clips import SHARED

from bench import accepted
from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.grading import LEARNED, fit
from interview_simulator.steps.text_metrics.likeness import FEATURES, likeness
from interview_simulator.steps.text_metrics.substance import worth_of_short
from interview_simulator.steps.text_metrics.terms import content

DATA = SHARED / "data" / "short_answers.csv"
HIGHEST = 5.0
PENALTY = 100.0
Figures = NDArray[np.float64]


def rows() -> list[dict[str, str]]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_first(answers: Sequence[dict[str, str]], questions: int | None) -> list[dict[str, str]]:
    kept = list(dict.fromkeys(row["question_id"] for row in answers))[:questions]
    return [row for row in answers if row["question_id"] in kept]


def figures(answers: Sequence[dict[str, str]]) -> Figures:
    vectors = Embeddings()
    kinds = ("question", "model_answer", "answer")
    vectors.words(sorted({word for row in answers for kind in kinds for word in content(row[kind], "en")}), "en")
    vectors.texts(sorted({row[kind] for row in answers for kind in kinds}), "en")
    return np.array([likeness(row["question"], row["model_answer"], row["answer"], "en", vectors) for row in answers])


def worth(answers: Sequence[dict[str, str]]) -> Figures:
    return np.array([worth_of_short(row["question"], row["answer"], "en", row["model_answer"]) for row in answers])


def left_out(
    predict: Callable[[Figures, Figures, Figures], Figures],
    found: Figures,
    scores: Figures,
    questions: NDArray[np.str_],
) -> Figures:
    """Scores of each question from a model that was fitted on all the others."""
    predicted = np.zeros_like(scores)
    for question in sorted(set(questions)):
        here = questions == question
        predicted[here] = predict(found[~here], scores[~here], found[here])
    return np.clip(predicted, 0.0, 1.0)


def ridge(found: Figures, scores: Figures, asked: Figures) -> Figures:
    return fit(found, scores, PENALTY).predict(asked)


def plain_ridge(found: Figures, scores: Figures, asked: Figures) -> Figures:
    """The regression over a few figures that SOURCES.md names as the one to beat."""
    few = [
        FEATURES.index(name)
        for name in ("word_recall", "cosine_answer_reference", "word_precision", "log_answer_words")
    ]
    return fit_columns(found[:, few], scores, asked[:, few])


def fit_columns(found: Figures, scores: Figures, asked: Figures) -> Figures:
    mean, scale = found.mean(0), found.std(0)
    standard = (found - mean) / scale
    weight = np.linalg.solve(standard.T @ standard + np.eye(found.shape[1]), standard.T @ (scores - scores.mean()))
    predicted: Figures = (asked - mean) / scale @ weight + scores.mean()
    return predicted


def told(name: str, predicted: Figures, grades: Figures, *, in_grades: bool = False) -> float:
    pearson = float(np.corrcoef(predicted, grades)[0, 1])
    error = f"  RMSE {HIGHEST * np.sqrt(np.mean((predicted - grades) ** 2)):.3f} of 5" if in_grades else ""
    print(f"  {name:56} Pearson {pearson:.3f}{error}")
    return pearson


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--learn", action="store_true", help="write the weights that are shipped")
    arguments.add_argument("--first", type=int, help="only so many questions")
    given = arguments.parse_args()
    if not DATA.is_file():
        print(f"Short answers: not measured, for {DATA} is not there")
        return
    started_s, held = time.monotonic(), accepted.Figures("short_answers")
    answers = of_first(rows(), given.first)
    grades = np.array([float(row["grade"]) for row in answers]) / HIGHEST
    first, second = (np.array([float(row[f"grade_{grader}"]) for row in answers]) for grader in (1, 2))
    questions = np.array([row["question_id"] for row in answers])
    found = figures(answers)
    print(
        f"Short answers: {len(answers)} answers to {len(set(questions))} questions, each left out of what was learned"
    )
    told("the two graders with each other", first, second)
    told("baseline: words of the model answer in the answer", found[:, FEATURES.index("word_recall")], grades)
    told("baseline: cosine of embeddings", found[:, FEATURES.index("cosine_answer_reference")], grades)
    told("baseline: ridge over four figures", left_out(plain_ridge, found, grades, questions), grades, in_grades=True)
    by_ridge = left_out(ridge, found, grades, questions)
    told("ridge over all figures", by_ridge, grades, in_grades=True)
    shipped = told("shipped: the same, echoes and lists lowered", by_ridge * worth(answers), grades, in_grades=True)
    print(f"  {time.monotonic() - started_s:.0f} s")
    if given.learn:
        document = fit(found, grades, PENALTY).model_dump(mode="json")
        rounded = {
            key: [round(x, 5) for x in value] if key in {"mean", "scale", "weight"} else value
            for key, value in document.items()
        }
        LEARNED.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
    held.tell("pearson", shipped)
    held.hold(all_of_it=given.first is None)


if __name__ == "__main__":
    main()
