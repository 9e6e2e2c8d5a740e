"""Everyone who has signed in meets what the policy (`domain/access.py`) lets them meet, and of the rest nothing."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from interview_simulator.domain.access import (
    NOBODY,
    Caller,
    has_right,
    is_own_address,
    may,
    may_list_of,
    reach_of,
    standing,
)
from interview_simulator.domain.keys import record_id_of, recording_key
from interview_simulator.domain.pages import Reach
from interview_simulator.domain.record import Record
from interview_simulator.errors import NotFoundError, NotSignedInError, NotYoursError, QuotaReachedError
from interview_simulator.stores.records.store import RecordStore
from interview_simulator.web.permissions import NEEDED, ON_THE_PAGE, OnRecord

SignedIn = Callable[[Request], str]
"""The e-mail address of who sent the request, already verified."""
Identify = Callable[[Request], Caller]
"""Whose request it is; raises NotSignedInError for a token that is not valid, CrossSiteError."""
Consenting = Callable[[str | None], None]
"""Raises ConsentMissingError for an address from which nothing may be taken."""
SIGN_IN = "Sign in first."
UNWATCHED: dict[str, object] = {"figures": None, "attention": None, "objects": None, "question": None, "marks": ()}


def unasked(_email: str | None) -> None:
    """Where consent is somebody else's affair."""


def unlimited(_caller: Caller) -> int | None:
    """Where nobody counts records."""
    return None


@dataclass(frozen=True)
class Guard:
    """What decides about a request."""

    records: RecordStore
    identify: Identify
    most_records: Callable[[Caller], int | None] = unlimited
    require_consent: Consenting = unasked


def own_only(records: RecordStore, signed_in: SignedIn, require_consent: Consenting = unasked) -> Guard:
    """Where somebody else has checked who signed in: all are candidates, and nothing is shared."""
    return Guard(records, lambda request: Caller("candidate", signed_in(request)), require_consent=require_consent)


def guarded(guard: Guard) -> Callable[[Request], Awaitable[None]]:
    """A dependency of every route that NEEDED names.

    Raises NotSignedInError, NotYoursError for what the caller may not do, NotFoundError for a record that they may not
    even see, QuotaReachedError.
    """

    async def check(request: Request) -> None:
        route = request.method, request.scope["route"].path
        need = NEEDED[route]
        if need == "open":
            return
        caller = await run_in_threadpool(guard.identify, request)
        request.state.caller, request.state.check_again = caller, partial(check, request)
        if caller.scopes is not None and route in ON_THE_PAGE:
            raise NotYoursError("No token may do that; sign in on the page and do it there.")
        if isinstance(need, OnRecord):
            named = await _body(request) if need.named_in == "body" else {**request.query_params, **request.path_params}
            await run_in_threadpool(_require_on_record, guard, caller, need, named)
        elif need == "list":
            _require_list_of(caller, request.query_params.get("email"))
        elif need == "person":
            _require_person(caller, request.query_params.get("email"))
        elif need != "anyone" and not has_right(caller, need):
            raise _refusal(caller, _lacking(caller))

    return check


async def is_still_allowed(request: Request) -> bool:
    """Whether the request would be let in now: a long answer asks, for a session or a share may end meanwhile."""
    check_again: Callable[[], Awaitable[None]] | None = getattr(request.state, "check_again", None)
    try:
        if check_again is not None:
            await check_again()
    except (NotSignedInError, NotYoursError, NotFoundError):
        return False
    return True


def caller_of(request: Request) -> Caller:
    """Whose request it is, as the guard found; NOBODY where there is none."""
    caller = getattr(request.state, "caller", NOBODY)
    return caller if isinstance(caller, Caller) else NOBODY


def address_of(request: Request) -> str:
    """The network address that asks; empty where the server was not told one."""
    return request.client.host if request.client else ""


def reach(request: Request) -> Reach | None:
    """Which records the caller may see; None: all, as where there are no accounts."""
    caller = getattr(request.state, "caller", None)
    return None if caller is None else reach_of(caller)


def as_seen(request: Request, record: Record) -> Record:
    """The record, without what was measured and said for who may see it and not watch it.

    Who holds a link sees no address: the link may have been passed on.
    """
    caller = getattr(request.state, "caller", None)
    if caller is None:
        return record
    at = standing(caller, record.record_id, record.email)
    if caller.who == "link holder":
        record = record.model_copy(update={"email": None})
    if may(caller, "watch", at):
        return record
    return record.model_copy(update=UNWATCHED)


async def _body(request: Request) -> dict[str, Any]:
    """The fields of a JSON body; what is none is refused by the route."""
    try:
        found = json.loads(await request.body() or b"{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _require_on_record(guard: Guard, caller: Caller, need: OnRecord, named: dict[str, Any]) -> None:
    if caller.who == "nobody":
        raise NotSignedInError(SIGN_IN)
    email, record_id = named.get("email") if need.claims else None, _record_id(named, need)
    if isinstance(email, str) and not is_own_address(caller, email):
        raise NotYoursError("This is another address than yours; use the one that you signed in with.")
    if record_id is None:
        return  # nothing is named that could be a record; the route refuses it
    record = guard.records.get(record_id)
    if need.claims and record is None and has_right(caller, "practise"):
        guard.require_consent(caller.email)
        require_quota(guard.records, caller.email or "", guard.most_records(caller))
        if need.later:
            return
        record = guard.records.claim(record_id, caller.email, {})
    at = standing(caller, record_id, record.email if record is not None else None)
    if record is None or not may(caller, "see", at):
        raise NotFoundError(f"There is no record {record_id}.")
    if not may(caller, need.action, at):
        raise NotYoursError("The record is not yours; you may look at it, but not do that.")
    if need.takes:
        guard.require_consent(caller.email)


def require_quota(records: RecordStore, email: str, most: int | None) -> None:
    """One more record of this address is not too many; raises QuotaReachedError."""
    if most is not None and records.count_by_email(email) >= most:
        raise QuotaReachedError(f"You have {most} records, as many as you may; delete one first.")


def _record_id(named: dict[str, Any], need: OnRecord) -> str | None:
    """Which record is meant; None when what should name one is of no form that could."""
    record_id, filename = named.get("record_id"), named.get("filename")
    if isinstance(record_id, str):
        return record_id
    if not isinstance(filename, str):
        return None
    if need.claims:
        return record_id_of(recording_key(filename))
    try:
        return record_id_of(filename if "/" in filename else f"recordings/{filename}")
    except ValueError:
        return None


def _require_list_of(caller: Caller, email: str | None) -> None:
    if may_list_of(caller, email):
        return
    if email is None:
        raise _refusal(caller, "Say whose records: send your own address as `email`.")
    raise _refusal(caller, "This is another address than yours; use the one that you signed in with.")


def _require_person(caller: Caller, email: str | None) -> None:
    if caller.email is None:
        raise _refusal(caller, "Whose things are meant? Sign in.")
    if email is None or is_own_address(caller, email):
        if not has_right(caller, "account"):
            raise NotYoursError(_lacking(caller))
    elif not has_right(caller, "manage"):
        raise NotYoursError("This is another address than yours; use the one that you signed in with.")


def _lacking(caller: Caller) -> str:
    if caller.scopes is None:
        return "Your account may not do that; ask an administrator."
    return "This token is for something else; make one with the scope that this needs."


def _refusal(caller: Caller, sentence: str) -> NotSignedInError | NotYoursError:
    return NotSignedInError(SIGN_IN) if caller.who == "nobody" else NotYoursError(sentence)
