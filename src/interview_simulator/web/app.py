"""The HTTP door: the guide's routes and ours, no logic that another door would need."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, FastAPI
from starlette.concurrency import run_in_threadpool

from interview_simulator.version import __version__
from interview_simulator.web import (
    audit,
    coaching,
    documents,
    events,
    health,
    intake,
    interviews,
    long_work,
    made,
    media,
    observed,
    own_origin,
    owners,
    page,
    permissions,
    privacy,
    problems,
    records,
    uploads,
)

if TYPE_CHECKING:
    from interview_simulator.compose import App
    from interview_simulator.privacy.kept import Privacy
    from interview_simulator.settings import Settings
    from interview_simulator.stores.accounts.store import AccountStore
    from interview_simulator.stores.media.receiving import Receiving
    from interview_simulator.web.throttle import Throttle


ANSWERS: dict[str, Any] = {"responses": problems.RESPONSES, "docs_url": None, "redoc_url": None}
"""FastAPI's own pages of documentation would load scripts of another origin."""
COMPUTED_PER_HOUR = 600
"""Follow-up questions, replies and interviews made to measure, of an account or of an address of nobody known."""


def create_app(parts: "App", signed_in: owners.SignedIn | None = None) -> FastAPI:
    """The API over these parts; the workflow works as long as the server runs.

    `signed_in` tells whose request it is, where somebody else has checked that; everyone then meets nothing but their
    own records.
    """

    pools = long_work.pools(_computing_throttle() if signed_in is None else None)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(parts.decoder.open)
        if parts.is_local:
            await run_in_threadpool(intake.adopt, parts)
        await run_in_threadpool(parts.workflow.launch)
        if parts.accounts is not None:
            await run_in_threadpool(_forget_expired, parts.accounts)
        await run_in_threadpool(uploads.settle, parts, time.time())
        recurring = [privacy.wipe_as_due(parts), privacy.remove_expired_daily(parts), uploads.settle_hourly(parts)]
        tasks = [asyncio.create_task(each) for each in recurring]
        yield
        for task in tasks:
            task.cancel()
        pools.close()
        await run_in_threadpool(parts.workflow.close)
        await run_in_threadpool(parts.decoder.close)

    app = FastAPI(title="Interview Simulator", version=__version__, lifespan=lifespan, **ANSWERS)
    problems.install(app)
    checks, note = _checks(parts, signed_in), audit.noting(parts)
    for router in _routers(parts, note, pools):
        permissions.require_known(router)
        app.include_router(router, dependencies=checks)
    if signed_in is None:  # a gateway answers to its own names alone, and its callers send a token
        _bound(app, parts.settings)
    if parts.receiving is not None:
        _count(app)
    else:
        app.add_middleware(observed.Observed)
    page.install(app)
    return app


def _forget_expired(store: "AccountStore") -> None:
    from interview_simulator.accounts.tokens import remove_expired

    remove_expired(store, time.time())


def _checks(parts: "App", signed_in: owners.SignedIn | None) -> list[Any]:
    """What comes before every route."""
    guard = _guard(parts, signed_in)
    if guard is not None:
        return [Depends(owners.guarded(guard))]
    if parts.privacy is not None and parts.settings.consent_required:
        return [Depends(privacy.consented(parts.privacy.consents))]
    return []


def _guard(parts: "App", signed_in: owners.SignedIn | None) -> owners.Guard | None:
    """None on one person's machine, where whoever reaches the port may do everything."""
    if signed_in is not None:
        return owners.own_only(parts.records, signed_in, _consenting(parts.privacy))
    if parts.accounts is None:
        return None
    from interview_simulator.web.identity import identify_by
    from interview_simulator.web.quotas import most_records

    identify = identify_by(parts.accounts, time.time)
    most = most_records(parts.settings, parts.accounts)
    return owners.Guard(parts.records, identify, most, _consenting(parts.privacy))


def _consenting(kept: "Privacy | None") -> owners.Consenting:
    """Where people sign in, nothing is taken from who has not consented."""
    if kept is None:
        return owners.unasked
    from interview_simulator.privacy.consent import require

    return partial(require, kept.consents)


def _routers(parts: "App", note: audit.Note, pools: long_work.Pools) -> Iterator[APIRouter]:
    for noted in (media, records):
        yield noted.routes(parts, note)
    yield uploads.routes(parts, note, pools.recordings)
    for door in (events, health, interviews):
        yield door.routes(parts)
    if parts.coach is not None:
        yield made.routes(parts, parts.coach, note, pools.computing)
        yield documents.routes(parts, pools.computing)
        yield coaching.routes(parts, parts.coach, note, pools.computing)
    if parts.privacy is not None:
        yield privacy.routes(parts, parts.privacy, note)
        yield audit.routes(parts.privacy)
    if parts.receiving is not None:
        yield from _of_a_server(parts, parts.receiving)
    if parts.accounts is not None:
        yield from _of_accounts(parts, parts.accounts, note, pools.passwords)


def _of_a_server(parts: "App", own: "Receiving") -> Iterator[APIRouter]:
    """What a server does and a function on AWS need not, so that it carries no library for it."""
    from interview_simulator.web import metrics, session

    yield metrics.routes(parts)
    yield media.own_routes(parts, own)
    yield uploads.own_routes(parts, own)
    yield session.routes(parts)


def _of_accounts(
    parts: "App", store: "AccountStore", note: audit.Note, passwords: long_work.LongWork
) -> Iterator[APIRouter]:
    """What there is where people sign in here."""
    from interview_simulator.web import accounts, administration, mentoring, sharing

    yield accounts.routes(parts, store, passwords)
    yield administration.routes(parts, store)
    yield sharing.routes(parts, store, note)
    yield mentoring.routes(parts, store, note)


def _computing_throttle() -> "Throttle":
    from interview_simulator.web.throttle import throttle

    return throttle(COMPUTED_PER_HOUR, "answers were computed")


def _bound(app: FastAPI, settings: "Settings") -> None:
    """What strangers may do before it is known who they are; the last is asked first."""
    from interview_simulator.web.bounds import AtOnce, BodyLimit

    app.add_middleware(BodyLimit)
    app.add_middleware(AtOnce, most=settings.requests_at_once)
    app.add_middleware(own_origin.OwnOrigin, settings=settings)


def _count(app: FastAPI) -> None:
    """A gateway counts by itself."""
    from interview_simulator.web import metrics

    app.add_middleware(observed.Observed, count=metrics.count)
