"""How far a score moves by what must not matter: fillers, names, and "I" or "we".

python -m bench.fairness
"""

import argparse

import numpy as np
from tests.support.graded_answers import Change, Graded, honest, in_the_plural, said, with_fillers, with_other_names

from bench.accepted import Figures
from interview_simulator.steps.text_metrics.rubric import RubricEvaluator
from interview_simulator.testing.speech import spoken

FAR = 0.15
"""Of a score from 0 to 1; sentence vectors move a little with every word."""


def moved(evaluator: RubricEvaluator, one: Graded, change: Change) -> float:
    """By how much the score of the answer grows with the change."""
    both = [one.spoken.model_copy(update={"words": spoken(text)}) for text in (said(one), change(said(one)))]
    before, after = (answer.score or 0.0 for answer in evaluator.evaluate(tuple(both)))
    return after - before


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--first", type=int, help="only so many answers")
    first = arguments.parse_args().first
    answers, evaluator, held = honest()[:first], RubricEvaluator(), Figures("fairness")
    print(f"Fairness: {len(answers)} honest answers, each judged before and after a change")
    changes = (
        ("fillers", "fillers put in", with_fillers),
        ("names", "names exchanged", with_other_names),
        ("we", "“we” instead of “I”", in_the_plural),
    )
    for short, name, change in changes:
        touched = [one for one in answers if change(one.language)(said(one)) != said(one)]
        by = np.array([moved(evaluator, one, change(one.language)) for one in touched])
        if by.size:
            held.tell(f"{short}_mean", abs(by.mean()))
            held.tell(f"{short}_far", np.mean(np.abs(by) > FAR))
            told = f"mean {by.mean():+.3f}, furthest {by[np.abs(by).argmax()]:+.3f}"
            print(f"  {name}: {by.size} answers change; of their scores {np.sum(np.abs(by) <= 0.01)} stay, {told}")
    held.hold(all_of_it=first is None)


if __name__ == "__main__":
    main()
