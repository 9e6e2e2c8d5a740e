"""What an administrator does: accounts, invitations, resets."""

import time
from typing import TYPE_CHECKING

from fastapi import APIRouter, BackgroundTasks, Request, Response
from pydantic import Field

from interview_simulator.accounts import joining
from interview_simulator.domain.account import Account, Email, Role, is_over, written
from interview_simulator.domain.frozen import Frozen
from interview_simulator.errors import BadInputError, NotFoundError
from interview_simulator.stores.accounts.store import AccountStore
from interview_simulator.web.messages import invitation_message, invitation_path, link, reset_path

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


def routes(parts: "App", store: AccountStore) -> APIRouter:
    """/accounts and /invitations."""
    router = APIRouter(tags=["administration"])
    _accounts(router, parts, store)
    _invitations(router, parts, store)
    return router


def _accounts(router: APIRouter, parts: "App", store: AccountStore) -> None:
    @router.get("/accounts", operation_id="list_accounts")
    def list_accounts() -> AccountCards:
        return AccountCards(results=tuple(_card(parts, account) for account in store.accounts.find()))

    @router.patch("/accounts/{account_id}", operation_id="change_account")
    def change_account(account_id: str, change: AccountChange) -> AccountCard:
        return _card(parts, joining.administer(store, account_id, change.model_dump(exclude_unset=True)))

    @router.post("/accounts/{account_id}/resets", operation_id="reset_account", status_code=201)
    def reset_account(account_id: str, request: Request) -> HandedOver:
        account = store.accounts.get(account_id)
        if account is None:
            raise NotFoundError(f"There is no account {account_id}.")
        secret = joining.begin_reset(store, account, time.time())
        return HandedOver(token=secret, url=link(parts.settings, reset_path(secret), str(request.base_url)))


def _invitations(router: APIRouter, parts: "App", store: AccountStore) -> None:
    @router.get("/invitations", operation_id="list_invitations")
    def list_invitations() -> Invitations:
        now, shown = written(time.time()), {"id", "email", "role", "created", "expires"}
        held = [token for token in store.tokens.find(kind="invitation") if not is_over(token.expires, now)]
        return Invitations(results=tuple(Invitation(**token.model_dump(include=shown)) for token in held))

    @router.post("/invitations", operation_id="invite", status_code=201)
    def invite(new: NewInvitation, request: Request, later: BackgroundTasks) -> HandedOver:
        """Sent as a message, too, where there is a server for them."""
        if new.email is None and new.role == "administrator":
            raise BadInputError("An administrator is invited by address.")
        secret = joining.invite(store, new.email, new.role, time.time())
        if parts.mail is not None and new.email is not None:
            later.add_task(parts.mail, new.email, *invitation_message(parts.settings, secret))
        return HandedOver(token=secret, url=link(parts.settings, invitation_path(secret), str(request.base_url)))

    @router.delete(
        "/invitations/{invitation_id}", operation_id="revoke_invitation", status_code=204, response_class=Response
    )
    def revoke_invitation(invitation_id: str) -> Response:
        token = store.tokens.get(invitation_id)
        if token is None or token.kind != "invitation" or store.tokens.take(token.id) is None:
            raise NotFoundError(f"There is no invitation {invitation_id}.")
        return Response(status_code=204)


def _card(parts: "App", account: Account) -> AccountCard:
    shown = {"id", "created", "email", "role", "disabled", "most_records"}
    records = len(parts.records.list_by_email(account.email))
    return AccountCard(records=records, **account.model_dump(include=shown))
