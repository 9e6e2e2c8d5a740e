"""The coach beside the report: the next question, and answers about the feedback."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from pydantic import Field

from interview_simulator.domain.access import Caller
from interview_simulator.domain.coaching import CoachReply, FollowUp
from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import Interview, Language, Question
from interview_simulator.domain.report import Report
from interview_simulator.errors import NotFoundError
from interview_simulator.web.audit import Note
from interview_simulator.web.interviews import seen_by
from interview_simulator.web.long_work import LongWork
from interview_simulator.web.made import keep
from interview_simulator.web.owners import caller_of
from interview_simulator.web.records import RecordId, found, report_of

if TYPE_CHECKING:
    from interview_simulator.coaching.coach import Coach
    from interview_simulator.compose import App


WAITS_S = 30.0
"""What a person waits for an answer to be judged; an answer of three minutes takes 3 s."""


class JustAnswered(Frozen):
    """An answer of which the page knows the words already."""

    interview_id: str
    question_id: str
    transcript: str = Field(max_length=20_000)
    language: Language


class Answered(Frozen):
    """The question whose follow-up is to be asked next."""

    question_id: str


class AskedBack(Frozen):
    """What the candidate asks about the feedback on one answer."""

    question_id: str
    text: str = Field(min_length=2, max_length=1_000)


class FollowUps(Frozen):
    """One follow-up question for each answer, in the order of the answers."""

    results: tuple[FollowUp, ...]


def routes(parts: "App", coach: "Coach", note: Note, computing: LongWork) -> APIRouter:
    """GET and POST /records/{id}/follow-ups, POST /records/{id}/questions, POST /follow-up."""
    from interview_simulator.coaching.evidence import judged_answer, judged_answers, judged_now
    from interview_simulator.coaching.practice import practice_of
    from interview_simulator.embeddings.confined import answered_within

    router = APIRouter(tags=["coaching"])

    @router.get("/records/{record_id}/follow-ups", operation_id="list_follow_ups")
    @computing.performs
    def list_follow_ups(record_id: RecordId, request: Request) -> FollowUps:
        note(request, "report_viewed", record=found(parts, record_id))
        answers = judged_answers(*_reported(parts, caller_of(request), record_id))
        return FollowUps(results=tuple(coach.interviewer.follow_up(judged) for judged in answers))

    @router.post("/records/{record_id}/follow-ups", operation_id="practise_follow_up", status_code=201)
    @computing.performs
    def practise_follow_up(record_id: RecordId, answered: Answered, request: Request) -> Interview:
        note(request, "report_viewed", record=found(parts, record_id))
        judged = judged_answer(*_reported(parts, caller_of(request), record_id), answered.question_id)
        practice = practice_of(coach.interviewer.follow_up(judged), judged, record_id)
        keep(parts, coach, caller_of(request), practice)
        return practice

    @router.post("/records/{record_id}/questions", operation_id="ask_coach")
    @computing.performs
    def ask_coach(record_id: RecordId, asked: AskedBack, request: Request) -> CoachReply:
        note(request, "report_viewed", record=found(parts, record_id))
        report, interview = _reported(parts, caller_of(request), record_id)
        with answered_within(WAITS_S):
            return coach.adviser.reply(judged_answer(report, interview, asked.question_id), asked.text)

    @router.post("/follow-up", operation_id="ask_follow_up")
    @computing.performs
    def ask_follow_up(answered: JustAnswered, request: Request) -> FollowUp:
        question = _question(parts, caller_of(request), answered.interview_id, answered.question_id)
        with answered_within(WAITS_S):
            judged = judged_now(coach.evaluator, question, answered.transcript, answered.language)
        return coach.interviewer.follow_up(judged)

    return router


def _reported(parts: "App", caller: Caller, record_id: str) -> tuple[Report, Interview | None]:
    """The record's report, and its interview if that is still there and the caller may see it."""
    record = found(parts, record_id)
    return report_of(parts, record), seen_by(parts, caller, record.interview_id)


def _question(parts: "App", caller: Caller, interview_id: str, question_id: str) -> Question:
    interview = seen_by(parts, caller, interview_id)
    for question in interview.questions if interview else ():
        if question.id == question_id:
            return question
    raise NotFoundError(f"There is no question {question_id} in an interview {interview_id}.")
