"""Interviews made to measure. What is sent is read in memory; only the interview is kept."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from pydantic import Field, ValidationError

from interview_simulator.domain.access import Caller
from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import Interview, Language
from interview_simulator.errors import BadInputError, ConflictError, NotFoundError, QuotaReachedError
from interview_simulator.interviews.documents import LEAST_CHARACTERS, MOST_CHARACTERS, enough
from interview_simulator.interviews.tailor import Wanted
from interview_simulator.web.audit import Note, deleting
from interview_simulator.web.documents import DOCUMENT, form_of, kind_of
from interview_simulator.web.interviews import seen_by
from interview_simulator.web.long_work import LongWork
from interview_simulator.web.owners import caller_of

if TYPE_CHECKING:
    from interview_simulator.coaching.coach import Coach
    from interview_simulator.compose import App

MOST_MADE = 500
"""Interviews of an account, or of an installation where nobody signs in; so their list needs no pages."""
WAITS_S = 60.0
"""What a person waits for an interview to be chosen; the first one in a language takes 20 s, for its questions."""


LEAST: dict[str, Any] = {"minLength": LEAST_CHARACTERS}
"""Said in the API's description; `enough` refuses what is shorter, in words of ours."""
LEAST_TOLD = f"At least {LEAST_CHARACTERS} characters, if it is given."


class WantedText(Frozen):
    """The body as JSON."""

    advertisement: str = Field(max_length=MOST_CHARACTERS, json_schema_extra=LEAST)
    cv: str | None = Field(default=None, max_length=MOST_CHARACTERS, description=LEAST_TOLD)
    language: Language


_FORM = {
    "type": "object",
    "properties": {
        "advertisement": DOCUMENT,
        "cv": DOCUMENT,
        "language": {"type": "string", "enum": ["en", "pt"]},
    },
    "required": ["advertisement", "language"],
}
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": WantedText.model_json_schema()},
            "multipart/form-data": {"schema": _FORM},
        },
    }
}


def routes(parts: "App", coach: "Coach", note: Note, computing: LongWork) -> APIRouter:
    """POST /interviews/made-to-measure, DELETE /interviews/{id}."""
    from interview_simulator.accounts.making import is_own
    from interview_simulator.embeddings.confined import answered_within

    router = APIRouter(tags=["interviews"])

    def make(wanted: Wanted, caller: Caller) -> Interview:
        require_room(parts, coach, caller)
        with answered_within(WAITS_S):
            made = coach.tailor.make(wanted)
        keep(parts, coach, caller, made)
        return made

    @router.post("/interviews/made-to-measure", operation_id="make_interview", status_code=201, openapi_extra=BODY)
    async def make_interview(request: Request) -> Interview:
        read = await _sent(request, parts.documents)
        return await computing.perform(request, lambda: make(read(), caller_of(request)))

    @router.delete(
        "/interviews/{interview_id}", operation_id="delete_interview", status_code=204, response_class=Response
    )
    def delete_interview(interview_id: str, request: Request) -> Response:
        if seen_by(parts, caller_of(request), interview_id) is None:
            raise NotFoundError(f"There is no interview {interview_id}.")
        if interview_id not in coach.made:
            raise ConflictError(f"The interview {interview_id} was not made here, so it cannot be deleted.")
        if parts.accounts is not None and not is_own(parts.accounts, caller_of(request), interview_id):
            raise NotFoundError(f"There is no interview {interview_id}.")
        with deleting(parts):
            note(request, "interview_deleted", about=caller_of(request).email, detail=interview_id)
            if parts.accounts is not None:
                parts.accounts.made.take(interview_id)
            del coach.made[interview_id]
        return Response(status_code=204)

    return router


def require_room(parts: "App", coach: "Coach", caller: Caller) -> None:
    """One more interview of this caller is not too many; raises QuotaReachedError."""
    held = len(coach.made)
    if parts.accounts is not None:
        held = len(parts.accounts.made.find(email=caller.email or ""))
    if held >= MOST_MADE:
        raise QuotaReachedError(
            f"You have {MOST_MADE} interviews made to measure, as many as you may; delete one first."
        )


def keep(parts: "App", coach: "Coach", caller: Caller, made: Interview) -> None:
    """Its owner first, so that nobody else ever sees it; raises QuotaReachedError for one more than they may have."""
    if made.id not in coach.made:
        require_room(parts, coach, caller)
    if parts.accounts is not None:
        from interview_simulator.accounts.making import made_by

        made_by(parts.accounts, caller, made.id)
    coach.made[made.id] = made


async def _sent(request: Request, text_of: Callable[[bytes, str], str]) -> Callable[[], Wanted]:
    """The body, whole; what it says is read later, for a document may take long."""
    if kind_of(request) == "application/json":
        return partial(_checked, WantedText.model_validate_json, await request.body())
    if kind_of(request) == "multipart/form-data":
        return partial(_from_documents, await form_of(request), text_of)
    raise BadInputError("Send JSON, or a multipart form with the fields advertisement, cv and language.")


def _from_documents(fields: dict[str, bytes], text_of: Callable[[bytes, str], str]) -> Wanted:
    read = {name: text_of(fields[name], name) for name in ("advertisement", "cv") if fields.get(name)}
    return _checked(
        WantedText.model_validate, {**read, "language": fields.get("language", b"").decode(errors="replace")}
    )


def _checked(validate: Any, given: Any) -> Wanted:
    try:
        checked: WantedText = validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the request"
        raise BadInputError(f"{place}: {first['msg']}.") from error
    cv = None if checked.cv is None else enough(checked.cv, "cv")
    return Wanted(advertisement=enough(checked.advertisement, "advertisement"), cv=cv, language=checked.language)
