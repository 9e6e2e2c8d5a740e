"""Which interviews there are."""

from typing import TYPE_CHECKING

from fastapi import APIRouter

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import Interview, Language
from interview_simulator.errors import NotFoundError

if TYPE_CHECKING:
    from interview_simulator.compose import App


class InterviewCard(Frozen):
    """An interview as it is shown for choosing; `minutes` is the time for all answers."""

    id: str
    title: str
    role: str
    language: Language
    description: str
    questions: int
    minutes: float


class InterviewCards(Frozen):
    """All interviews."""

    results: tuple[InterviewCard, ...]


def routes(parts: "App") -> APIRouter:
    """GET /interviews, /interviews/{id}."""
    router = APIRouter(tags=["interviews"])

    @router.get("/interviews", operation_id="list_interviews")
    def list_interviews() -> InterviewCards:
        return InterviewCards(results=tuple(card(interview) for interview in parts.interviews.values()))

    @router.get("/interviews/{interview_id}", operation_id="get_interview")
    def get_interview(interview_id: str) -> Interview:
        if interview_id not in parts.interviews:
            raise NotFoundError(f"There is no interview {interview_id}.")
        return parts.interviews[interview_id]

    return router


def card(interview: Interview) -> InterviewCard:
    """What one needs to know of an interview before choosing it."""
    facts = interview.model_dump(include={"id", "title", "role", "language", "description"})
    seconds = sum(question.answer_s for question in interview.questions)
    return InterviewCard(**facts, questions=len(interview.questions), minutes=round(seconds / 60, 1))
