"""The HTTP door: the guide's routes and ours, no logic that another door would need."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool

from interview_simulator import __version__
from interview_simulator.web import (
    audit,
    coaching,
    events,
    health,
    interviews,
    made,
    media,
    observed,
    owners,
    page,
    privacy,
    problems,
    records,
    uploads,
)

if TYPE_CHECKING:
    from interview_simulator.compose import App
    from interview_simulator.privacy.kept import Privacy
    from interview_simulator.stores.media.receiving import Receiving


ANSWERS: dict[str, Any] = {"responses": problems.RESPONSES, "docs_url": None, "redoc_url": None}
"""FastAPI's own pages of documentation would load scripts of another origin."""


def create_app(parts: "App", signed_in: owners.SignedIn | None = None) -> FastAPI:
    """The API over these parts; the workflow works as long as the server runs.

    `signed_in` tells whose request it is; everyone then meets nothing but their own records.
    """

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(parts.decoder.open)
        await run_in_threadpool(parts.workflow.launch)
        await run_in_threadpool(uploads.settle, parts, time.time())
        removing = asyncio.create_task(privacy.remove_expired_daily(parts))
        yield
        removing.cancel()
        await run_in_threadpool(parts.workflow.close)
        await run_in_threadpool(parts.decoder.close)

    app = FastAPI(title="Interview Simulator", version=__version__, lifespan=lifespan, **ANSWERS)
    if signed_in is not None:
        app.router.dependencies.append(Depends(owners.own_only(parts.records, signed_in)))
    asking: audit.Asking = signed_in or audit.the_one_person
    note = audit.noting(parts, asking)
    if parts.privacy is not None:
        _keep_private(app, parts, parts.privacy, asking, has_accounts=signed_in is not None)
    problems.install(app)
    for noted in (media, records):
        app.include_router(noted.routes(parts, note))
    for door in (uploads, events, health, interviews):
        app.include_router(door.routes(parts))
    if parts.coach is not None:
        app.include_router(made.routes(parts, parts.coach))
        app.include_router(coaching.routes(parts, parts.coach, note))
    if parts.receiving is not None:
        _take_uploads_and_count(app, parts, parts.receiving)
    else:
        app.add_middleware(observed.Observed)
    page.install(app)
    return app


def _take_uploads_and_count(app: FastAPI, parts: "App", own: "Receiving") -> None:
    """What a server does and a function on AWS need not, so that it carries no library for it."""
    from interview_simulator.web import metrics

    app.add_middleware(observed.Observed, count=metrics.count)
    for router in (metrics.routes(parts), media.own_routes(parts, own), uploads.own_routes(own)):
        app.include_router(router)


def _keep_private(app: FastAPI, parts: "App", kept: "Privacy", asking: audit.Asking, *, has_accounts: bool) -> None:
    is_required = privacy.required(parts, has_accounts)
    if is_required:  # before all others, for whoever claims a record writes it
        app.router.dependencies.insert(0, Depends(privacy.consented(kept.consents, asking)))
    app.include_router(privacy.routes(parts, kept, asking, audit.noting(parts, asking), is_required=is_required))
    app.include_router(audit.routes(kept, asking))
