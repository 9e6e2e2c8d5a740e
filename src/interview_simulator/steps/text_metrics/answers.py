"""Which words belong to which question, and the answer that they make. Pure."""

import math
from collections.abc import Sequence
from typing import Literal

from interview_simulator.domain.interview import Interview, Mark
from interview_simulator.domain.report import Answer
from interview_simulator.domain.transcript import Word, as_text
from interview_simulator.steps.text_metrics.engine import SpokenAnswer

RIGHT, PARTLY = 0.75, 0.25
"""Scores from which an answer is called right, or partly right."""


def spoken_answers(
    words: Sequence[Word], interview: Interview, marks: Sequence[Mark], duration_s: float, language: str
) -> tuple[SpokenAnswer, ...]:
    """The questions that were shown, each with the words said until the next one was.

    A question that was shown again is answered anew: its last mark counts, and what was said before belongs to no
    answer. An interview of one question needs no marks. Marks of unknown questions are passed over. Without marks there
    is no telling where one answer ends; then nothing is returned.
    """
    if not marks and len(interview.questions) == 1:
        marks = [Mark(question_id=interview.questions[0].id, start_s=0.0)]
    questions = {question.id: question for question in interview.questions}
    known = sorted((mark for mark in marks if mark.question_id in questions), key=lambda mark: mark.start_s)
    nexts_s = [*(mark.start_s for mark in known), math.inf][1:]
    last = {mark.question_id: place for place, mark in enumerate(known)}
    return tuple(
        SpokenAnswer(
            question=questions[mark.question_id],
            language=language,
            start_s=min(mark.start_s, duration_s),
            end_s=min(next_s, duration_s),
            words=tuple(word for word in words if mark.start_s <= _middle(word) < next_s),
        )
        for place, (mark, next_s) in enumerate(zip(known, nexts_s, strict=True))
        if place == last[mark.question_id]
    )


def verdict(score: float) -> Literal["right", "partly", "wrong"]:
    """What an answer of this score is called."""
    return "right" if score >= RIGHT else "partly" if score >= PARTLY else "wrong"


def unjudged(spoken: SpokenAnswer) -> Answer:
    """What an answer is before anyone has judged it."""
    return Answer(
        question_id=spoken.question.id,
        question=spoken.question.text,
        start_s=spoken.start_s,
        end_s=spoken.end_s,
        transcript=as_text(spoken.words),
        score=None,
        evaluation="",
        correction="",
        model_answer=spoken.question.model_answer,
    )


def _middle(word: Word) -> float:
    return (word.start_s + word.end_s) / 2
