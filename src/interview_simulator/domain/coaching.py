"""What the coach says beside the report: the next question, and answers about the feedback."""

from typing import Literal

from pydantic import Field

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.report import LanguageModelUse

FollowUpKind = Literal["nothing_said", "missing_point", "partly_covered", "no_result", "vague", "deeper"]
Topic = Literal["why", "opening", "example", "practice", "missing", "overview"]


class FollowUp(Frozen):
    """The question that an interviewer would ask next, and why this one."""

    question_id: str
    """The question that was answered."""
    question: str = Field(min_length=3)
    reason: str
    kind: FollowUpKind | None = None
    """None where a language model asks."""
    key_point_id: str | None = None
    """The key point that the rules ask about."""
    engine: str
    language_model: LanguageModelUse | None = None


class CoachReply(Frozen):
    """An answer to a question about the feedback, from the report's own evidence."""

    question_id: str
    text: str
    quotes: tuple[str, ...] = ()
    """Passages of the transcript that it rests on."""
    topic: Topic | None = None
    """None where a language model answers."""
    engine: str
    language_model: LanguageModelUse | None = None
