"""Who saw and did what, noted before it is shown, and told to the person whose things they are."""

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Annotated, Protocol

from fastapi import APIRouter, Query, Request

from interview_simulator.audit.log import Action, AuditEntry
from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.pages import LIMIT
from interview_simulator.domain.record import Record
from interview_simulator.domain.timestamps import now
from interview_simulator.web.listing import Cursor, Limit
from interview_simulator.web.owners import caller_of

if TYPE_CHECKING:
    from interview_simulator.compose import App
    from interview_simulator.privacy.kept import Privacy

Email = Annotated[str | None, Query(min_length=3, max_length=320, pattern=r"^[^@\s\x00]+@[^@\s\x00]+$")]


def asking(request: Request) -> str | None:
    """The e-mail address of who sent the request; None for the one person of an installation without accounts."""
    return caller_of(request).email


class Note(Protocol):
    """Writes down what a request does; raises StoreUnavailableError, so that nothing is shown that cannot be noted."""

    def __call__(
        self,
        request: Request,
        action: Action,
        *,
        record: Record | None = None,
        about: str | None = None,
        file: str | None = None,
        detail: str | None = None,
    ) -> None: ...


class AuditEntries(Frozen):
    """What happened, newest first."""

    results: tuple[AuditEntry, ...]
    next: str | None = None
    """What to send as `cursor` for those that follow; null at the end."""


def noting(parts: "App") -> Note:
    """What notes requests; where no audit log is kept, nothing."""

    def note(
        request: Request,
        action: Action,
        *,
        record: Record | None = None,
        about: str | None = None,
        file: str | None = None,
        detail: str | None = None,
    ) -> None:
        if parts.privacy is None:
            return
        owner, record_id = (about, None) if record is None else (record.email, record.record_id)
        entry = AuditEntry(
            at=now(),
            action=action,
            who=asking(request),
            about=owner,
            record_id=record_id,
            file=file,
            address=request.client.host if request.client else None,
            detail=detail,
        )
        parts.privacy.audit.append(entry)

    return note


def deleting(parts: "App") -> AbstractContextManager[None]:
    """Around the line of a deletion and the deletion itself: on a full disk there is room for both.

    What deleted rows leave in databases is wiped afterwards.
    """
    return nullcontext() if parts.privacy is None else parts.privacy.wiping.deleting()


def routes(privacy: "Privacy") -> APIRouter:
    """GET /audit."""
    router = APIRouter(tags=["privacy"])

    @router.get("/audit", operation_id="list_audit")
    def list_audit(request: Request, email: Email = None, limit: Limit = LIMIT, cursor: Cursor = None) -> AuditEntries:
        page = privacy.audit.page(limit, cursor, email or asking(request))
        return AuditEntries(results=page.items, next=page.next)

    return router
