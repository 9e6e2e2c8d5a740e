"""The word of a key point that tells what it is about: enough to ask about it without giving it away. Pure."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from interview_simulator.domain.interview import Question
from interview_simulator.steps.text_metrics.terms import stems

_WORD = re.compile(r"[^\W\d_][\w'-]*")
SHORTEST = 5
EVERYDAY = 0.1
"""A word that stands in more than this share of the questions is an everyday one."""


class Terms:
    """Which words are everyday ones, learned from all that is written about the questions of one language."""

    def __init__(self, questions: Iterable[Question], language: str) -> None:
        self._language = language
        documents = [set(self._stems(written(question))) for question in questions]
        self._in, self._documents = Counter(stem for one in documents for stem in one), max(1, len(documents))

    def of(self, point: str, question: Question, said: str) -> str | None:
        """The word of the point that was neither asked nor said and tells most; None when there is none.

        What a word tells is its tf-idf: how often it stands in all that is written about the question, times
        log((1 + questions) / (1 + questions that have it)), after K. Spärck Jones, "A statistical interpretation of
        term specificity and its application in retrieval", Journal of Documentation 28 (1972).
        """
        known = set(self._stems(f"{question.text} {said}"))
        often = Counter(self._stems(written(question)))
        tells = {
            word: often[stem] * self._rarity(stem)
            for word, stem in zip(words(point), self._stems(point), strict=True)
            if stem not in known and not self._is_everyday(stem)
        }
        best = max(tells, key=tells.__getitem__, default=None)
        return best and _as_written(best, point)

    def _stems(self, text: str) -> list[str]:
        return stems(words(text), self._language)

    def _is_everyday(self, stem: str) -> bool:
        return self._in[stem] > max(1, EVERYDAY * self._documents)

    def _rarity(self, stem: str) -> float:
        return math.log((1 + self._documents) / (1 + self._in[stem])) + 1


def written(question: Question) -> str:
    """All that is written about a question."""
    points = (point.text for point in question.key_points)
    return " ".join([question.text, *points, question.model_answer, *question.criteria, *question.common_mistakes])


def words(text: str) -> Sequence[str]:
    """The words of at least SHORTEST letters, in lower case."""
    return [word.lower() for word in _WORD.findall(text) if len(word) >= SHORTEST]


def _as_written(word: str, text: str) -> str:
    place = text.lower().index(word)
    return text[place : place + len(word)]
