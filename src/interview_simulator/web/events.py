"""How far an analysis has come, as server-sent events."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from interview_simulator.domain.record import Record
from interview_simulator.web.records import RecordId, found

if TYPE_CHECKING:
    from interview_simulator.compose import App

LOOK_EVERY_S = 0.3
UNDER_WAY = ("waiting", "analysing")

EVENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "`progress` at once and at every change, `done` at the end.",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}


def routes(parts: "App") -> APIRouter:
    """GET /records/{id}/events."""
    router = APIRouter(tags=["records"])

    @router.get(
        "/records/{record_id}/events", operation_id="get_events", response_class=EventSourceResponse, responses=EVENTS
    )
    async def get_events(record_id: RecordId) -> EventSourceResponse:
        record = await run_in_threadpool(found, parts, record_id)
        return EventSourceResponse(_events(parts, record))

    return router


async def _events(parts: "App", record: Record) -> AsyncIterator[ServerSentEvent]:
    """`progress` at once and at every change, `done` at the end; the record is read, so any server can tell.

    After `events_s` the answer ends without `done`; who listens asks again, as an EventSource does by itself.
    """
    told: str | None = None
    now: Record | None = record
    until_s = time.monotonic() + parts.settings.events_s
    while now is not None:
        state = json.dumps(progress_of(now))
        if state != told:
            yield ServerSentEvent(state, event="progress")
            told = state
        if now.status not in UNDER_WAY:
            break
        if time.monotonic() >= until_s:
            return
        await asyncio.sleep(LOOK_EVERY_S)
        now = await run_in_threadpool(parts.records.get, record.record_id)
    status = now.status if now else "deleted"
    yield ServerSentEvent(json.dumps({"record_id": record.record_id, "status": status}), event="done")


def progress_of(record: Record) -> dict[str, object]:
    """Status and percentage of each step, and of the whole."""
    steps = {name: step.model_dump(mode="json") for name, step in record.steps.items()}
    done = sum(100 if s.status in ("failed", "skipped") else s.percent for s in record.steps.values())
    percent = 100 if record.status not in UNDER_WAY else min(99, done // 5)
    return {"record_id": record.record_id, "status": record.status, "percent": percent, "steps": steps}
