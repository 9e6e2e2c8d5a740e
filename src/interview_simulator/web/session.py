"""Who has signed in, for the page to know before it asks for anything else."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from interview_simulator.domain.access import has_right
from interview_simulator.domain.account import Account, Role
from interview_simulator.domain.frozen import Frozen
from interview_simulator.web.owners import caller_of

if TYPE_CHECKING:
    from interview_simulator.compose import App


class Me(Frozen):
    """The account that has signed in."""

    id: str
    email: str
    role: Role
    has_password: bool
    most_records: int | None


class Session(Frozen):
    """Whether people sign in here, and who has; without accounts nobody needs to."""

    accounts: bool
    me: Me | None


def routes(parts: "App") -> APIRouter:
    """GET /session."""
    router = APIRouter(tags=["accounts"])

    @router.get("/session", operation_id="get_session")
    def get_session(request: Request) -> Session:
        if parts.accounts is None:
            return Session(accounts=False, me=None)
        caller = caller_of(request)
        account = parts.accounts.accounts.get(caller.account_id or "") if has_right(caller, "account") else None
        return Session(accounts=True, me=None if account is None else me_of(account))

    return router


def me_of(account: Account) -> Me:
    """What the page may know of the account."""
    has_password = account.password_hash is not None
    return Me(has_password=has_password, **account.model_dump(include={"id", "email", "role", "most_records"}))
