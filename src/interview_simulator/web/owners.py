"""Everyone who has signed in meets nothing but their own: their address, their records, their files."""

import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from interview_simulator.domain.keys import record_id_of
from interview_simulator.errors import NotFoundError, NotYoursError
from interview_simulator.stores.records.store import RecordStore

SignedIn = Callable[[Request], str]
"""The e-mail address of who sent the request, already verified."""
CLAIMING = {("GET", "/upload"), ("POST", "/uploads"), ("POST", "/record")}
"""Calls by which a new record comes into being; it then belongs to who made it."""

HEALTH = {"/healthz", "/readyz"}
"""They tell nothing of anyone."""


def own_only(records: RecordStore, signed_in: SignedIn) -> Callable[[Request], Awaitable[None]]:
    """A dependency of every route; raises NotYoursError for another's address, NotFoundError for another's record."""

    async def check(request: Request) -> None:
        if request.url.path in HEALTH:
            return
        mine = signed_in(request)
        named = {**request.query_params, **await _body(request), **request.path_params}
        _require_own_address(request, named.get("email"), mine)
        for record_id in _record_ids(named):
            await run_in_threadpool(_require_own, records, record_id, mine, _claims(request))

    return check


async def _body(request: Request) -> dict[str, Any]:
    """The fields of a JSON body; what is none is refused by the route."""
    try:
        found = json.loads(await request.body() or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _require_own_address(request: Request, named: object, mine: str) -> None:
    if request.url.path == "/records" and named is None:
        raise NotYoursError("Say whose records: send your own address as `email`.")
    if isinstance(named, str) and named.casefold() != mine.casefold():
        raise NotYoursError("This is another address than yours; use the one that you signed in with.")


def _record_ids(named: dict[str, Any]) -> Iterator[str]:
    if isinstance(named.get("record_id"), str):
        yield named["record_id"]
    filename = named.get("filename")
    if isinstance(filename, str) and filename:
        yield record_id_of(filename if "/" in filename else f"recordings/{filename}")


def _claims(request: Request) -> bool:
    return (request.method, request.url.path) in CLAIMING


def _require_own(records: RecordStore, record_id: str, mine: str, claiming: bool) -> None:
    record = records.get(record_id)
    owner = record.email if record is not None else None
    if claiming and owner is None:
        records.merge(record_id, {"email": mine})
    elif owner is None or owner.casefold() != mine.casefold():
        raise NotFoundError(f"There is no record {record_id}.")
