"""One's own record, shown to a mentor or by a link."""

import time
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from pydantic import Field

from interview_simulator.accounts import sharing
from interview_simulator.domain.account import Email, Share
from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.pages import LIMIT, Reach, after
from interview_simulator.stores.accounts.store import AccountStore
from interview_simulator.web.audit import Note
from interview_simulator.web.listing import Cursor, Limit
from interview_simulator.web.messages import link
from interview_simulator.web.owners import as_seen, caller_of
from interview_simulator.web.records import RecordId, Records, found

if TYPE_CHECKING:
    from interview_simulator.compose import App

DAY_S = 86400.0
LONGEST_LINK_S = 90 * DAY_S


class NewShare(Frozen):
    """The mentor's address; `valid_s` None: until it is revoked. It shows nothing to an account that is no mentor's."""

    email: Email
    valid_s: float | None = Field(default=None, gt=0, le=3650 * DAY_S)


class NewLink(Frozen):
    """For how long."""

    valid_s: float = Field(default=7 * DAY_S, gt=0, le=LONGEST_LINK_S)


class ShareCard(Frozen):
    """To whom a record is shown; without an address, to whoever has the link."""

    id: str
    email: str | None
    created: str
    expires: str | None


class Link(ShareCard):
    """With its secret, told this once. Whoever has it sends it as `Authorization: Bearer <token>`."""

    token: str
    url: str


class Shares(Frozen):
    """Those that hold, oldest first."""

    results: tuple[ShareCard, ...]


def routes(parts: "App", store: AccountStore, note: Note) -> APIRouter:
    """/records/{id}/shares and /links, and /shared."""
    router = APIRouter(tags=["sharing"])

    @router.get("/records/{record_id}/shares", operation_id="list_shares")
    def list_shares(record_id: RecordId) -> Shares:
        return Shares(
            results=tuple(ShareCard(**_shown(one)) for one in sharing.shares_of(store, record_id, time.time()))
        )

    @router.post("/records/{record_id}/shares", operation_id="share_record", status_code=201)
    def share_record(record_id: RecordId, new: NewShare, request: Request) -> ShareCard:
        note(request, "shared", record=found(parts, record_id))
        return ShareCard(**_shown(sharing.share_with(store, record_id, new.email, time.time(), new.valid_s)))

    @router.post("/records/{record_id}/links", operation_id="share_by_link", status_code=201)
    def share_by_link(record_id: RecordId, new: NewLink, request: Request) -> Link:
        note(request, "shared", record=found(parts, record_id))
        secret, share = sharing.share_by_link(store, record_id, time.time(), new.valid_s)
        url = link(parts.settings, f"/#/shared/{record_id}/{secret}", str(request.base_url))
        return Link(**_shown(share), token=secret, url=url)

    @router.delete(
        "/records/{record_id}/shares/{share_id}",
        operation_id="revoke_share",
        status_code=204,
        response_class=Response,
    )
    def revoke_share(record_id: RecordId, share_id: str, request: Request) -> Response:
        sharing.revoke(store, record_id, share_id)
        note(request, "share_revoked", record=found(parts, record_id))
        return Response(status_code=204)

    @router.get("/shared", operation_id="list_shared")
    def list_shared(request: Request, limit: Limit = LIMIT, cursor: Cursor = None) -> Records:
        """What others show to the caller, or by the caller's link, newest first."""
        page = parts.records.page(limit, after(cursor), reach=Reach(None, caller_of(request).shown))
        return Records(results=tuple(as_seen(request, record) for record in page.items), next=page.next)

    return router


def _shown(share: Share) -> dict[str, Any]:
    return share.model_dump(include={"id", "email", "created", "expires"})
