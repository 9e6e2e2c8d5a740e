"""Which interviews there are."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import Interview, Language
from interview_simulator.errors import NotFoundError
from interview_simulator.web.answers import as_json
from interview_simulator.web.owners import caller_of
from interview_simulator.web.short_reads import short_reads

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
    router, short = APIRouter(tags=["interviews"]), short_reads(parts)

    @router.get("/interviews", operation_id="list_interviews", response_model=InterviewCards)
    def list_interviews(request: Request) -> Response:
        hidden = _hidden(parts, request)
        shown = (interview for interview in parts.interviews.values() if interview.id not in hidden)
        return as_json(InterviewCards(results=tuple(card(interview) for interview in shown)))

    @router.get("/interviews/{interview_id}", operation_id="get_interview", response_model=Interview)
    @short
    def get_interview(interview_id: str, request: Request) -> Response:
        if interview_id not in parts.interviews or interview_id in _hidden(parts, request):
            raise NotFoundError(f"There is no interview {interview_id}.")
        return as_json(parts.interviews[interview_id])

    return router


def _hidden(parts: "App", request: Request) -> frozenset[str]:
    """Ids of the interviews that were made for others."""
    if parts.accounts is None or parts.coach is None:
        return frozenset()
    from interview_simulator.accounts.making import open_to

    caller = caller_of(request)
    shown = (record.interview_id for record in map(parts.records.get, caller.shown) if record is not None)
    return frozenset(parts.coach.made) - open_to(parts.accounts, caller, shown)


def card(interview: Interview) -> InterviewCard:
    """What one needs to know of an interview before choosing it."""
    facts = interview.model_dump(include={"id", "title", "role", "language", "description"})
    seconds = sum(question.answer_s for question in interview.questions)
    return InterviewCard(**facts, questions=len(interview.questions), minutes=round(seconds / 60, 1))
