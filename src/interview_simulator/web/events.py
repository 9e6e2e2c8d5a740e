"""How far an analysis has come, as server-sent events."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from interview_simulator.domain.record import Record
from interview_simulator.errors import TooManyRequestsError
from interview_simulator.web.owners import address_of, caller_of, is_still_allowed
from interview_simulator.web.records import RecordId, found

if TYPE_CHECKING:
    from interview_simulator.compose import App

LOOK_EVERY_S, LOOK_WAITING_EVERY_S = 0.3, 1.0
"""While it is analysed, and while it waits."""
ASK_AGAIN_EVERY_S = 3.0
"""How soon an answer ends after the session, or what shows the record, has ended."""
MOST_STREAMS = 20
"""Of an account, or of an address of nobody known: several pages may be open."""
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
    streams, looks = Streams(), Looks(parts.records.get)

    @router.get(
        "/records/{record_id}/events", operation_id="get_events", response_class=EventSourceResponse, responses=EVENTS
    )
    async def get_events(record_id: RecordId, request: Request) -> EventSourceResponse:
        who = caller_of(request).account_id or address_of(request)
        streams.require_room(who)
        await run_in_threadpool(found, parts, record_id)

        async def events() -> AsyncIterator[ServerSentEvent]:
            with streams.one_of(who) as has_room, looks.at(record_id) as look:
                if has_room:
                    async for event in _events(request, look, record_id, parts.settings.events_s):
                        yield event

        return EventSourceResponse(events())

    return router


class Streams:
    """How many answers are open, by who asked."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()

    def require_room(self, who: str) -> None:
        """Raises TooManyRequestsError for who has too many open."""
        if self._open[who] >= MOST_STREAMS:
            raise TooManyRequestsError(f"You follow {MOST_STREAMS} analyses already; close some pages.", 10)

    @contextmanager
    def one_of(self, who: str) -> Iterator[bool]:
        """Count one more until the end of the `with`; False when others came first meanwhile."""
        self._open[who] += 1
        try:
            yield self._open[who] <= MOST_STREAMS
        finally:
            self._open[who] -= 1
            if not self._open[who]:
                del self._open[who]


class Looks:
    """Looks at records every `LOOK_EVERY_S`; all who follow one record share the look."""

    def __init__(self, get: Callable[[str], Record | None]) -> None:
        self._get = get
        self._followers: Counter[str] = Counter()
        self._latest: dict[str, tuple[float, asyncio.Task[Record | None]]] = {}

    @contextmanager
    def at(self, record_id: str) -> "Iterator[Look]":
        """What tells how the record is now, until the end of the `with`."""
        self._followers[record_id] += 1
        try:
            yield lambda: self._look(record_id)
        finally:
            self._followers[record_id] -= 1
            if not self._followers[record_id]:
                del self._followers[record_id]
                self._latest.pop(record_id, None)

    def _look(self, record_id: str) -> "asyncio.Future[Record | None]":
        now_s = time.monotonic()
        began_s, looking = self._latest.get(record_id, (0.0, None))
        if looking is None or now_s - began_s >= LOOK_EVERY_S:
            looking = asyncio.create_task(run_in_threadpool(self._get, record_id))
            self._latest[record_id] = now_s, looking
        return asyncio.shield(looking)  # who leaves must not end it for the others


Look = Callable[[], "asyncio.Future[Record | None]"]


async def _events(request: Request, look: Look, record_id: str, events_s: float) -> AsyncIterator[ServerSentEvent]:
    """`progress` at once and at every change, `done` at the end; the record is read, so any server can tell.

    After `events_s`, or when the caller may not see the record any more, the answer ends without `done`; who listens
    asks again, as an EventSource does by itself.
    """
    told: Record | None = None
    state = ""
    began_s = asked_s = time.monotonic()
    while (now := await look()) is not None:
        if now is not told and (new := json.dumps(progress_of(now))) != state:
            yield ServerSentEvent(new, event="progress")
            state = new
        told = now
        if now.status not in UNDER_WAY:
            break
        now_s = time.monotonic()
        if now_s - began_s >= events_s:
            return
        if now_s - asked_s >= ASK_AGAIN_EVERY_S:
            if not await is_still_allowed(request):
                return
            asked_s = now_s
        await asyncio.sleep(LOOK_EVERY_S if now.status == "analysing" else LOOK_WAITING_EVERY_S)
    status = now.status if now else "deleted"
    yield ServerSentEvent(json.dumps({"record_id": record_id, "status": status}), event="done")


def progress_of(record: Record) -> dict[str, object]:
    """Status and percentage of each step, and of the whole."""
    steps = {name: step.model_dump(mode="json") for name, step in record.steps.items()}
    done = sum(100 if s.status in ("failed", "skipped") else s.percent for s in record.steps.values())
    percent = 100 if record.status not in UNDER_WAY else min(99, done // 5)
    return {"record_id": record.record_id, "status": record.status, "percent": percent, "steps": steps}
