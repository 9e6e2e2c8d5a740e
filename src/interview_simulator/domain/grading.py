"""Answers to be graded without an interview, one by one, and what comes of it."""

from typing import Self

from pydantic import ConfigDict, Field, model_validator

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import KeyPoint, Language, QuestionKind
from interview_simulator.domain.report import KeyPointCoverage, Ratio


class AnswerToGrade(Frozen):
    """A question, what a good answer says, and the answer. Needed is a model answer or key points; other fields are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    question: str = Field(min_length=3)
    model_answer: str = ""
    key_points: tuple[KeyPoint | str, ...] = ()
    """As in an interview, or sentences alone, which all have the same weight."""
    answer: str
    language: Language = "en"
    kind: QuestionKind = "knowledge"

    @model_validator(mode="after")
    def _there_is_a_measure(self) -> Self:
        if not self.model_answer.strip() and not self.key_points:
            raise ValueError("a model_answer or key_points are needed to grade by")
        return self


class Grade(Frozen):
    """The score of one answer, and its key points where they are known."""

    score: Ratio = Field(ge=0, le=1)
    key_points: tuple[KeyPointCoverage, ...] = ()
