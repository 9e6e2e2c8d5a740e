"""The HTTP door: the guide's routes and ours, no logic that another door would need."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from interview_simulator import __version__
from interview_simulator.web import (
    coaching,
    events,
    health,
    interviews,
    made,
    media,
    observed,
    page,
    problems,
    records,
    uploads,
)

if TYPE_CHECKING:
    from interview_simulator.compose import App


ANSWERS: dict[str, Any] = {"responses": problems.RESPONSES, "docs_url": None, "redoc_url": None}
"""FastAPI's own pages of documentation would load scripts of another origin."""


def create_app(parts: "App") -> FastAPI:
    """The API over these parts; the workflow works as long as the server runs."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(parts.decoder.open)
        await run_in_threadpool(parts.workflow.launch)
        await run_in_threadpool(uploads.settle, parts, time.time())
        yield
        await run_in_threadpool(parts.workflow.close)
        await run_in_threadpool(parts.decoder.close)

    app = FastAPI(title="Interview Simulator", version=__version__, lifespan=lifespan, **ANSWERS)
    app.add_middleware(observed.Observed)
    problems.install(app)
    for door in (media, uploads, records, events, health, interviews, made, coaching):
        app.include_router(door.routes(parts))
    page.install(app)
    return app
