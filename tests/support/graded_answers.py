"""The answers that were graded by hand, and the same answers changed in what must not matter."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from interview_simulator.interviews.catalogue import catalogue
from interview_simulator.steps.text_metrics.engine import SpokenAnswer
from interview_simulator.testing.speech import spoken

FOLDER = Path(__file__).parents[1] / "data" / "graded_answers"
ANSWERING = frozenset(["excellent", "paraphrase", "short", "partial", "as-recognised"])
"""Kinds of graded answers that answer their question, well or poorly."""
WITHOUT_WORTH = ("stuffing", "echo", "nonsense")
Change = Callable[[str], str]
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


@dataclass(frozen=True)
class Graded:
    """One answer with its grade and its labels."""

    language: str
    kind: str
    grade: float
    spoken: SpokenAnswer
    covers: frozenset[str]
    partly: frozenset[str]
    contradicts: frozenset[str]


def graded() -> list[Graded]:
    """Every answer of both languages, in the order of the files."""
    known = catalogue()
    found = []
    for language in ("en", "pt"):
        for group in yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8")):
            question = next(one for one in known[group["interview"]].questions if one.id == group["question"])
            found += [_graded(language, question, answer) for answer in group["answers"]]
    return found


def _graded(language: str, question: Any, answer: dict[str, Any]) -> Graded:
    words = spoken(answer["text"])
    return Graded(
        language=language,
        kind=answer["kind"],
        grade=answer["grade"],
        spoken=SpokenAnswer(question=question, language=language, start_s=0, end_s=120, words=words),
        covers=frozenset(answer.get("covers", ())),
        partly=frozenset(answer.get("partly", ())),
        contradicts=frozenset(answer.get("contradicts", ())),
    )


def honest() -> list[Graded]:
    """Those that answer their question."""
    return [one for one in graded() if one.kind in ANSWERING]


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
