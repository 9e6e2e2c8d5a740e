"""Answers about the feedback without a language model: from key points, quotes, hint, mistakes and model answer."""

import re
from collections.abc import Sequence

import numpy as np

from interview_simulator.coaching.engine import Judged
from interview_simulator.coaching.phrases import ANSWERING, Answering
from interview_simulator.domain.coaching import CoachReply, Topic
from interview_simulator.domain.report import KeyPointCoverage
from interview_simulator.domain.rounding import whole
from interview_simulator.embeddings import Embed, centred

CLEAR = 0.3
"""Cosine of centred vectors from which a question is taken for one of the examples; below, all topics are offered."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


class RuleAdviser:
    """Answers by topic: the topic by its cue words, else by the likeness to example questions."""

    name = "report and rubric"

    def __init__(self, embed: Embed) -> None:
        self._embed = embed

    def reply(self, judged: Judged, asked: str) -> CoachReply:
        """An answer to what the candidate asked; an overview where it is not clear what was asked."""
        say = ANSWERING.get(judged.language, ANSWERING["en"])
        topic = cued(asked, say) or self._alike(asked, say)
        quotes = [point.quote for point in judged.answer.key_points if point.quote] if topic == "why" else []
        text = "\n".join(SPEAK[topic](judged, say))
        return CoachReply(
            question_id=judged.question.id, text=text, quotes=tuple(quotes), topic=topic, engine=self.name
        )

    def _alike(self, asked: str, say: Answering) -> Topic:
        known: list[Topic] = [topic for topic in TOPICS for _ in say.examples[topic]]
        vectors = self._embed([*(example for topic in TOPICS for example in say.examples[topic]), asked])
        vectors = centred(vectors, vectors[:-1].mean(axis=0))
        likeness = vectors[:-1] @ vectors[-1]
        best = int(np.argmax(likeness))
        return known[best] if likeness[best] >= CLEAR else "overview"


TOPICS: tuple[Topic, ...] = ("opening", "practice", "example", "missing", "why")
"""In the order in which cues are looked for: "why is my opening weak" asks about the opening."""


def cued(asked: str, say: Answering) -> Topic | None:
    """The topic whose cue word stands in the question."""
    low = asked.lower()
    return next((topic for topic in TOPICS if any(cue in low for cue in say.cues[topic])), None)


def _why(judged: Judged, say: Answering) -> list[str]:
    answer = judged.answer
    counts = {kind: sum(point.coverage == kind for point in answer.key_points) for kind in ("covered", "partly")}
    figures = {"score": whole(100 * (answer.score or 0)), "total": len(answer.key_points), **counts}
    return [
        say.why[answer.verdict].format(evaluation=answer.evaluation, **figures),
        *(_told(point, say) for point in answer.key_points),
    ]


def _told(point: KeyPointCoverage, say: Answering) -> str:
    if point.coverage == "missing" or point.quote is None:
        return say.not_found.format(point=point.text)
    return (say.found if point.coverage == "covered" else say.close).format(point=point.text, quote=point.quote)


def _opening(judged: Judged, say: Answering) -> list[str]:
    first = _SENTENCE.split(_model_answer(judged))[0]
    return [say.opening.format(opening=first) if first else say.opening_without_model]


def _example(judged: Judged, say: Answering) -> list[str]:
    model = _model_answer(judged)
    return [say.example.format(answer=model) if model else say.example_without_model]


def _model_answer(judged: Judged) -> str:
    return (judged.answer.model_answer or judged.question.model_answer).strip()


def _practice(judged: Judged, say: Answering) -> list[str]:
    question = judged.question
    return [
        *([say.practice_hint.format(hint=question.hint)] if question.hint else []),
        *([say.practice_say.format(points=" ".join(_gaps(judged)))] if _gaps(judged) else []),
        *(say.practice_mistake.format(mistake=mistake) for mistake in question.common_mistakes[:1]),
        say.practice_time.format(seconds=whole(question.answer_s)),
    ]


def _missing(judged: Judged, say: Answering) -> list[str]:
    return [say.missing, *(f"- {point}" for point in _gaps(judged))] if _gaps(judged) else [say.nothing_missing]


def _overview(judged: Judged, say: Answering) -> list[str]:
    return [say.overview.format(evaluation=judged.answer.evaluation)]


def _gaps(judged: Judged) -> Sequence[str]:
    return [point.text for point in judged.answer.key_points if point.coverage != "covered"]


SPEAK = {
    "why": _why,
    "opening": _opening,
    "example": _example,
    "practice": _practice,
    "missing": _missing,
    "overview": _overview,
}
