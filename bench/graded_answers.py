"""How the engine ranks answers that were graded by hand before it had seen them.

python -m bench.graded_answers
"""

import argparse
from collections import defaultdict
from collections.abc import Sequence

from scipy.stats import spearmanr
from tests.support.graded_answers import WITHOUT_WORTH, Graded, graded

from bench.accepted import Figures
from interview_simulator.domain.report import Answer
from interview_simulator.steps.text_metrics.rubric import RubricEvaluator


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--first", type=int, help="only so many answers of each language")
    first = arguments.parse_args().first
    answers = [
        one for language in ("en", "pt") for one in [one for one in graded() if one.language == language][:first]
    ]
    judged = RubricEvaluator().evaluate(tuple(one.spoken for one in answers))
    scores = [0.0 if one.score is None else one.score for one in judged]
    held = Figures("graded_answers")
    for language in ("en", "pt"):
        pairs = [(score, one.grade) for score, one in zip(scores, answers, strict=True) if one.language == language]
        rank = held.tell(f"rank_{language}", spearmanr(*zip(*pairs, strict=True)).statistic)
        print(f"Graded by hand, {language}: {len(pairs)} answers, Spearman {rank:.3f}")
    _told_kinds(answers, scores)
    _told_gates(answers, judged, scores, held)
    held.hold(all_of_it=first is None)


def _told_kinds(answers: Sequence[Graded], scores: Sequence[float]) -> None:
    kinds = defaultdict(list)
    for score, one in zip(scores, answers, strict=True):
        kinds[one.kind].append((score, one.grade))
    for kind, pairs in sorted(kinds.items(), key=lambda item: -sum(grade for _, grade in item[1]) / len(item[1])):
        means = [sum(column) / len(pairs) for column in zip(*pairs, strict=True)]
        print(f"  {kind:14} {len(pairs):2} answers, mean score {means[0]:.2f}, mean grade {means[1]:.2f}")


def _told_gates(answers: Sequence[Graded], judged: Sequence[Answer], scores: Sequence[float], held: Figures) -> None:
    """Whether what earns nothing stays below the lowest short answer to its question, and nothing denied is covered."""
    of_kind = defaultdict(list)
    for score, one in zip(scores, answers, strict=True):
        of_kind[one.language, one.spoken.question.id, one.kind].append(score)
    pairs = [
        (score, min(of_kind[language, question, "short"]))
        for (language, question, kind), found in of_kind.items()
        if kind in WITHOUT_WORTH and (language, question, "short") in of_kind
        for score in found
    ]
    below = sum(score < honest for score, honest in pairs)
    held.tell("worthless_below_short", below / len(pairs) if pairs else 1.0)
    print(f"  {', '.join(WITHOUT_WORTH)} below short honest answers to the same question: {below} of {len(pairs)}")
    worthless = [score for key, found in of_kind.items() if key[2] in WITHOUT_WORTH for score in found]
    print(f"  the highest of all {len(worthless)} of them: {max(worthless, default=0.0):.2f}")
    denied = [
        point.coverage
        for one, answer in zip(answers, judged, strict=True)
        for point in answer.key_points
        if point.id in one.contradicts
    ]
    held.tell("contradicted_covered", denied.count("covered"))
    print(f"  contradicted key points called covered: {denied.count('covered')} of {len(denied)}")


if __name__ == "__main__":
    main()
