"""What an administrator does: accounts, invitations, resets."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi import APIRouter, BackgroundTasks, Request, Response
from pydantic import Field

from interview_simulator.accounts import joining
from interview_simulator.audit.log import Action
from interview_simulator.domain.account import Account, Email, Role, is_over
from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.pages import LIMIT
from interview_simulator.domain.timestamps import written
from interview_simulator.errors import BadInputError, NotFoundError, NotYoursError
from interview_simulator.stores.accounts.store import AccountStore
from interview_simulator.web.audit import Note, noting
from interview_simulator.web.listing import Cursor, Limit
from interview_simulator.web.messages import (
    done_message,
    invitation_message,
    invitation_path,
    link,
    reset_path,
    send,
)
from interview_simulator.web.owners import caller_of

if TYPE_CHECKING:
    from interview_simulator.compose import App


class AccountCard(Frozen):
    """An account as an administrator sees it."""

    id: str
    created: str
    email: str
    role: Role
    disabled: bool
    most_records: int | None
    records: int
    """How many there are."""


class AccountCards(Frozen):
    """Oldest first."""

    results: tuple[AccountCard, ...]
    next: str | None = None
    """What to send as `cursor` for those that follow; null at the end."""


class AccountChange(Frozen):
    """What is to change; what is left out stays."""

    role: Role = "candidate"
    disabled: bool = False
    most_records: int | None = Field(default=None, ge=0, le=1_000_000)


class NewInvitation(Frozen):
    """Whom it is for; without an address, for whoever has it."""

    email: Email | None = None
    role: Role = "candidate"


class HandedOver(Frozen):
    """A secret that is told this once, and the page's address with it."""

    token: str
    url: str


class Invitation(Frozen):
    """An invitation that was not used yet."""

    id: str
    email: str | None
    role: Role
    created: str
    expires: str | None


class Invitations(Frozen):
    """Oldest first."""

    results: tuple[Invitation, ...]
    next: str | None = None
    """What to send as `cursor` for those that follow; null at the end."""


def routes(parts: "App", store: AccountStore) -> APIRouter:
    """/accounts and /invitations."""
    router = APIRouter(tags=["administration"])
    _accounts(router, parts, store, noting(parts))
    _invitations(router, parts, store, noting(parts))
    return router


def _accounts(router: APIRouter, parts: "App", store: AccountStore, note: Note) -> None:
    @router.get("/accounts", operation_id="list_accounts")
    def list_accounts(limit: Limit = LIMIT, cursor: Cursor = None) -> AccountCards:
        page = store.accounts.page(limit, cursor)
        return AccountCards(results=tuple(_card(parts, account) for account in page.items), next=page.next)

    @router.patch("/accounts/{account_id}", operation_id="change_account")
    def change_account(account_id: str, change: AccountChange, request: Request) -> AccountCard:
        if caller_of(request).scopes is not None and "role" in change.model_fields_set:
            raise NotYoursError("No token changes a role; sign in on the page and do it there.")
        before = _found(store, account_id)
        changed = joining.administer(store, account_id, change.model_dump(exclude_unset=True))
        for action, detail in _changes(before, changed):
            note(request, action, about=changed.email, detail=detail)
        return _card(parts, changed)

    @router.post("/accounts/{account_id}/resets", operation_id="reset_account", status_code=201)
    def reset_account(account_id: str, request: Request, later: BackgroundTasks) -> HandedOver:
        """The owner is told, by a message where there is a server for them and on the page."""
        account = _found(store, account_id)
        note(request, "reset_made", about=account.email)
        if account.email != caller_of(request).email:
            later.add_task(send, parts.mail, account.email, done_message("reset_made"))
        secret = joining.begin_reset(store, account, time.time())
        return HandedOver(token=secret, url=link(parts.settings, reset_path(secret), str(request.base_url)))


def _invitations(router: APIRouter, parts: "App", store: AccountStore, note: Note) -> None:
    @router.get("/invitations", operation_id="list_invitations")
    def list_invitations(limit: Limit = LIMIT, cursor: Cursor = None) -> Invitations:
        """A page may tell fewer than `limit`, for those that are over are left out."""
        now, shown = written(time.time()), {"id", "email", "role", "created", "expires"}
        page = store.tokens.page(limit, cursor, kind="invitation")
        held = (token for token in page.items if not is_over(token.expires, now))
        return Invitations(
            results=tuple(Invitation(**token.model_dump(include=shown)) for token in held), next=page.next
        )

    @router.post("/invitations", operation_id="invite", status_code=201)
    def invite(new: NewInvitation, request: Request, later: BackgroundTasks) -> HandedOver:
        """Sent as a message, too, where there is a server for them."""
        if new.email is None and new.role == "administrator":
            raise BadInputError("An administrator is invited by address.")
        secret = joining.invite(store, new.email, new.role, time.time())
        note(request, "invited", about=new.email, detail=new.role)
        if new.email is not None:
            later.add_task(send, parts.mail, new.email, invitation_message(parts.settings, secret))
        return HandedOver(token=secret, url=link(parts.settings, invitation_path(secret), str(request.base_url)))

    @router.delete(
        "/invitations/{invitation_id}", operation_id="revoke_invitation", status_code=204, response_class=Response
    )
    def revoke_invitation(invitation_id: str, request: Request) -> Response:
        token = store.tokens.get(invitation_id)
        if token is None or token.kind != "invitation" or store.tokens.take(token.id) is None:
            raise NotFoundError(f"There is no invitation {invitation_id}.")
        note(request, "invitation_revoked", about=token.email)
        return Response(status_code=204)


def _found(store: AccountStore, account_id: str) -> Account:
    account = store.accounts.get(account_id)
    if account is None:
        raise NotFoundError(f"There is no account {account_id}.")
    return account


def _changes(before: Account, after: Account) -> Iterator[tuple[Action, str | None]]:
    if before.role != after.role:
        yield "role_changed", f"{before.role} to {after.role}"
    if before.disabled != after.disabled:
        yield ("account_disabled" if after.disabled else "account_enabled"), None
    if before.most_records != after.most_records:
        yield "quota_changed", None if after.most_records is None else str(after.most_records)


def _card(parts: "App", account: Account) -> AccountCard:
    shown = {"id", "created", "email", "role", "disabled", "most_records"}
    records = parts.records.count_by_email(account.email)
    return AccountCard(records=records, **account.model_dump(include=shown))
