"""Answers to be graded without an interview, one by one, and what comes of it."""

from typing import Any, Self

from pydantic import ConfigDict, Field, field_validator, model_validator

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import KeyPoint, Language, QuestionKind
from interview_simulator.domain.report import KeyPointCoverage, Ratio


class AnswerToGrade(Frozen):
    """A question, what a good answer says, and the answer. Needed is a model answer or key points; other fields are
    passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    question: str = Field(min_length=3)
    model_answer: str = ""
    key_points: tuple[KeyPoint, ...] = ()
    """As in an interview; sentences alone have the weight 1, and those without an id are numbered."""
    answer: str
    language: Language = "en"
    kind: QuestionKind = "knowledge"

    @field_validator("key_points", mode="before")
    @classmethod
    def _sentences_are_key_points(cls, given: Any) -> Any:
        if not isinstance(given, list | tuple):
            return () if given is None else given
        points = [{"text": point} if isinstance(point, str) else point for point in given]
        return [
            {"id": f"point-{number}", **point} if isinstance(point, dict) else point
            for number, point in enumerate(points, start=1)
        ]

    @model_validator(mode="after")
    def _there_is_a_measure(self) -> Self:
        if not self.model_answer.strip() and not self.key_points:
            raise ValueError("a model_answer or key_points are needed to grade by")
        if len({point.id for point in self.key_points}) < len(self.key_points):
            raise ValueError("two key points have the same id")
        return self


class Grade(Frozen):
    """The score of one answer, and its key points where they are known."""

    score: Ratio = Field(ge=0, le=1)
    key_points: tuple[KeyPointCoverage, ...] = ()
