"""How far a score moves by what must not matter: fillers, names, and "I" or "we".

python -m bench.fairness
"""

import argparse
import re
from collections.abc import Callable

import numpy as np

from bench.graded_answers import Graded, graded
from interview_simulator.steps.text_metrics.rubric import RubricEvaluator
from interview_simulator.testing.speech import spoken

Change = Callable[[str], str]
HONEST = [one for one in graded() if one.kind in {"excellent", "paraphrase", "short", "partial", "as-recognised"}]
NAMES = {"Priya": "John", "Renata": "Wanderley"}
TO_WE = {
    "en": {"i": "we", "my": "our", "me": "us", "i'd": "we'd"},
    "pt": {
        "eu": "nós",
        "meu": "nosso",
        "minha": "nossa",
        "era": "éramos",
        "responsável": "responsáveis",
        "trabalhei": "trabalhamos",
        "mandei": "mandamos",
        "digo": "dizemos",
        "pergunto": "perguntamos",
        "falo": "falamos",
    },
}


def with_fillers(language: str) -> Change:
    """A filler after every seventh word, as a nervous speaker has."""
    filler = {"en": "um,", "pt": "hum,"}[language]
    return lambda text: re.sub(r"((?:\S+\s+){7})", rf"\1{filler} ", text)


def with_other_names(_: str) -> Change:
    return lambda text: re.sub("|".join(NAMES), lambda name: NAMES[name[0]], text)


def in_the_plural(language: str) -> Change:
    plural = TO_WE[language]
    return lambda text: re.sub(r"[\w']+", lambda word: plural.get(word[0].lower(), word[0]), text)


def said(one: Graded) -> str:
    return " ".join(word.text for word in one.spoken.words)


def moved(evaluator: RubricEvaluator, one: Graded, change: Change) -> float:
    """By how much the score of the answer grows with the change."""
    both = [one.spoken.model_copy(update={"words": spoken(text)}) for text in (said(one), change(said(one)))]
    before, after = (answer.score or 0.0 for answer in evaluator.evaluate(tuple(both)))
    return after - before


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--first", type=int, help="only so many answers")
    answers, evaluator = HONEST[: arguments.parse_args().first], RubricEvaluator()
    print(f"Fairness: {len(answers)} honest answers, each judged before and after a change")
    changes = (
        ("fillers put in", with_fillers),
        ("names exchanged", with_other_names),
        ("“we” instead of “I”", in_the_plural),
    )
    for name, change in changes:
        touched = [one for one in answers if change(one.language)(said(one)) != said(one)]
        by = np.array([moved(evaluator, one, change(one.language)) for one in touched])
        if by.size:
            told = f"mean {by.mean():+.3f}, furthest {by[np.abs(by).argmax()]:+.3f}"
            print(f"  {name}: {by.size} answers change; of their scores {np.sum(np.abs(by) <= 0.01)} stay, {told}")


if __name__ == "__main__":
    main()
