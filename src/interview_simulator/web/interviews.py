"""Which interviews there are."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from interview_simulator.domain.access import Caller
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
        """Not in pages, for the interviews that an account may make to measure are bounded; others' are not read."""
        hidden = _hidden(parts, caller_of(request))
        shown = _read(parts, (one for one in parts.interviews if one not in hidden))
        return as_json(InterviewCards(results=tuple(map(card, shown))))

    @router.get("/interviews/{interview_id}", operation_id="get_interview", response_model=Interview)
    @short
    def get_interview(interview_id: str, request: Request) -> Response:
        interview = seen_by(parts, caller_of(request), interview_id)
        if interview is None:
            raise NotFoundError(f"There is no interview {interview_id}.")
        return as_json(interview)

    return router


def seen_by(parts: "App", caller: Caller, interview_id: str | None) -> Interview | None:
    """Return the interview; None when there is none, or none that the caller may see.

    Every route that is given the id of an interview asks here, for one made to measure may tell of a CV.
    """
    interview = parts.interviews.get(interview_id or "")
    if interview is None or (interview.id in parts.made and interview.id in _hidden(parts, caller)):
        return None
    return interview


def _read(parts: "App", interview_ids: Iterable[str]) -> Iterator[Interview]:
    """Those of them that are still there."""
    for interview_id in interview_ids:
        with suppress(KeyError):
            yield parts.interviews[interview_id]


def _hidden(parts: "App", caller: Caller) -> frozenset[str]:
    """Ids of the interviews that were made for others, or for nobody known."""
    if parts.accounts is None:
        return frozenset()
    from interview_simulator.accounts.making import open_to

    shown = (record for record in map(parts.records.get, caller.shown) if record is not None)
    return frozenset(parts.made) - open_to(parts.accounts, caller, shown)


def card(interview: Interview) -> InterviewCard:
    """What one needs to know of an interview before choosing it."""
    facts = interview.model_dump(include={"id", "title", "role", "language", "description"})
    seconds = sum(question.answer_s for question in interview.questions)
    return InterviewCard(**facts, questions=len(interview.questions), minutes=round(seconds / 60, 1))
