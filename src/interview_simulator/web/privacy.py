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
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from interview_simulator.domain.frozen import Frozen
from interview_simulator.errors import ConflictError, InterviewSimulatorError
from interview_simulator.privacy import consent
from interview_simulator.privacy.erase import erase_person
from interview_simulator.web.audit import Email, Note, asking

if TYPE_CHECKING:
    from interview_simulator.compose import App
    from interview_simulator.privacy.kept import Privacy

DAY_S = 24 * 3600.0
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
    def export_person(request: Request, email: Email = None) -> StreamingResponse:
        from interview_simulator.privacy.export import FILENAME, export

        person = email or asking(request)
        note(request, "exported", about=person)
        named = {"Content-Disposition": f'attachment; filename="{FILENAME}"'}
        return StreamingResponse(export(parts, privacy, person), headers=named, media_type="application/zip")

    @router.delete("/everything", operation_id="erase", status_code=204, response_class=Response)
    def erase(request: Request, email: Email = None) -> Response:
        erase_person(parts, privacy, email or asking(request))
        return Response(status_code=204)

    return router


async def remove_expired_daily(parts: "App", every_s: float = DAY_S) -> None:
    """Apply the installation's retention now and every day, until it is cancelled."""
    from interview_simulator.privacy.retention import remove_expired

    days, privacy = parts.settings.retention_days, parts.privacy
    while days is not None and privacy is not None:
        try:
            gone = await asyncio.to_thread(remove_expired, parts, privacy, days)
            log.info("retention removed %s records", len(gone))
        except InterviewSimulatorError as error:
            log.warning("retention could not be applied, it is tried again later: %s", error)
        await asyncio.sleep(every_s)


def _takes(method: str, path: str) -> bool:
    if method == "GET":
        return path == "/upload"
    return method == "POST" and (path == "/record" or path.startswith("/uploads"))
