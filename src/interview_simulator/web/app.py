"""The HTTP door: the guide's routes and ours, no logic that another door would need."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool

from interview_simulator import __version__
from interview_simulator.web import coaching, events, interviews, made, media, owners, page, problems, records, uploads

if TYPE_CHECKING:
    from interview_simulator.compose import App


def create_app(parts: "App", signed_in: owners.SignedIn | None = None) -> FastAPI:
    """The API over these parts; the workflow works as long as the server runs.

    `signed_in` tells whose request it is; everyone then meets nothing but their own records.
    """

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(parts.workflow.launch)
        await run_in_threadpool(uploads.settle, parts, time.time())
        yield
        await run_in_threadpool(parts.workflow.close)

    app = FastAPI(title="Interview Simulator", version=__version__, lifespan=lifespan, responses=problems.RESPONSES)
    if signed_in is not None:
        app.router.dependencies.append(Depends(owners.own_only(parts.records, signed_in)))
    problems.install(app)
    for door in (media, uploads, records, events, interviews):
        app.include_router(door.routes(parts))
    if parts.coach is not None:
        app.include_router(made.routes(parts, parts.coach))
        app.include_router(coaching.routes(parts, parts.coach))
    if parts.receiving is not None:
        app.include_router(media.own_routes(parts, parts.receiving))
        app.include_router(uploads.own_routes(parts.receiving))
    page.install(app)
    return app
