"""Consent, export, erasure and retention.

GET    /consent                   -> 200 ConsentState
PUT    /consent {"version": "1"}  -> 200 ConsentState; 409 the text has changed meanwhile
DELETE /consent                   -> 204; nothing new is taken, what is kept stays
GET    /export?email=             -> 200 a zip file with everything about the person
DELETE /everything?email=         -> 204 everything about the person is gone

Without `email` the person is who has signed in; without accounts it is the one person to whom everything belongs.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, BackgroundTasks, Request, Response
from fastapi.responses import StreamingResponse

from interview_simulator.domain.address import canonical, same
from interview_simulator.domain.frozen import Frozen
from interview_simulator.errors import ConflictError, InterviewSimulatorError, NotYoursError
from interview_simulator.privacy import consent
from interview_simulator.privacy.erase import erase_person
from interview_simulator.web.audit import Email, Note, asking
from interview_simulator.web.owners import caller_of

if TYPE_CHECKING:
    from interview_simulator.compose import App
    from interview_simulator.privacy.kept import Privacy
    from interview_simulator.web.messages import Done

DAY_S = 24 * 3600.0
WIPE_S, WIPE_AGAIN_S = 1.0, 10.0
"""How often it is looked whether something is to be wiped, and how soon it is tried again."""
ZIP: dict[int | str, dict[str, Any]] = {
    200: {"description": "The zip file", "content": {"application/zip": {"schema": {"type": "string"}}}}
}
log = logging.getLogger(__name__)


class ConsentState(Frozen):
    """Whether consent is needed, to which version of the text, and what this person consented to."""

    required: bool
    version: str
    consent: consent.Consent | None
    holds: bool


class Consenting(Frozen):
    """The version of the text that was read."""

    version: str


def required(parts: "App") -> bool:
    """With accounts, or when the setting asks for it."""
    return parts.accounts is not None or parts.settings.consent_required


def consented(consents: consent.Consents) -> Callable[[Request], None]:
    """A dependency of every route where nobody signs in; raises ConsentMissingError for what takes from the person."""

    def check(request: Request) -> None:
        if _takes(request.method, request.url.path):
            consent.require(consents, asking(request))

    return check


def routes(parts: "App", privacy: "Privacy", note: Note) -> APIRouter:
    """The routes of this module."""
    router = APIRouter(tags=["privacy"])

    def state(email: str | None) -> ConsentState:
        given = privacy.consents.get(email)
        holds = given is not None and given.holds
        return ConsentState(required=required(parts), version=consent.VERSION, consent=given, holds=holds)

    @router.get("/consent", operation_id="get_consent")
    def get_consent(request: Request) -> ConsentState:
        return state(asking(request))

    @router.put("/consent", operation_id="give_consent")
    def give_consent(consenting: Consenting, request: Request) -> ConsentState:
        if consenting.version != consent.VERSION:
            raise ConflictError(f"The text has changed; read it again and consent to version {consent.VERSION}.")
        email = asking(request)
        consent.give(privacy.consents, email)
        note(request, "consent_given", about=email)
        return state(email)

    @router.delete("/consent", operation_id="withdraw_consent", status_code=204, response_class=Response)
    def withdraw_consent(request: Request) -> Response:
        email = asking(request)
        consent.withdraw(privacy.consents, email)
        note(request, "consent_withdrawn", about=email)
        return Response(status_code=204)

    @router.get("/export", operation_id="export", response_class=Response, responses=ZIP)
    def export_person(request: Request, later: BackgroundTasks, email: Email = None) -> StreamingResponse:
        """A person whose things an administrator takes is told, by a message and on the page."""
        from interview_simulator.privacy.export import FILENAME, export

        person = email or asking(request)
        if caller_of(request).scopes is not None and not same(person, asking(request)):
            raise NotYoursError("No token takes another person's things; sign in on the page and do it there.")
        note(request, "exported", about=person)
        _tell(parts, later, request, person, "exported")
        named = {"Content-Disposition": f'attachment; filename="{FILENAME}"'}
        return StreamingResponse(export(parts, privacy, person), headers=named, media_type="application/zip")

    @router.delete("/everything", operation_id="erase", status_code=204, response_class=Response)
    def erase(request: Request, later: BackgroundTasks, email: Email = None) -> Response:
        person = email or asking(request)
        by_other = asking(request) is not None and not same(person, asking(request))
        erase_person(parts, privacy, person, asking(request) if by_other else None)
        _tell(parts, later, request, person, "erased")
        return Response(status_code=204)

    return router


def _tell(parts: "App", later: BackgroundTasks, request: Request, person: str | None, done: "Done") -> None:
    """Whom it concerns, unless they did it; nobody has an address of their own where nobody signs in."""
    if parts.mail is not None and person is not None and not same(person, asking(request)):
        from interview_simulator.web.messages import done_message, send

        later.add_task(send, parts.mail, canonical(person), done_message(done))


async def remove_expired_daily(parts: "App", every_s: float = DAY_S) -> None:
    """Remove old failed sign-ins, and apply the installation's retention, now and every day until it is cancelled."""
    from interview_simulator.privacy.retention import remove_expired, remove_failed_sign_ins

    days, privacy = parts.settings.retention_days, parts.privacy
    while privacy is not None:
        try:
            await asyncio.to_thread(remove_failed_sign_ins, privacy)
            if days is not None:
                gone = await asyncio.to_thread(remove_expired, parts, privacy, days)
                log.info("retention removed %s records", len(gone))
        except InterviewSimulatorError as error:
            log.warning("retention could not be applied, it is tried again later: %s", error)
        await asyncio.sleep(every_s)


async def wipe_as_due(parts: "App", every_s: float = WIPE_S) -> None:
    """Wipe what deletions left, of this process or another, until it is cancelled.

    At most a fifth of the time is spent on it. What fails is tried again.
    """
    privacy, told = parts.privacy, None
    while privacy is not None:
        begun_s = time.monotonic()
        try:
            await asyncio.to_thread(privacy.wiping.wipe)
            told = None
        except (InterviewSimulatorError, OSError) as error:
            if str(error) != told:  # once, however often it is tried
                told = str(error)
                log.warning("what was deleted could not be wiped from the databases, it is tried again: %s", told)
        await asyncio.sleep(max(every_s if told is None else WIPE_AGAIN_S, 4 * (time.monotonic() - begun_s)))


def _takes(method: str, path: str) -> bool:
    if method == "GET":
        return path == "/upload"
    return method == "POST" and (path == "/record" or path.startswith("/uploads"))
