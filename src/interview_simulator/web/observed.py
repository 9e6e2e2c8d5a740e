"""Around every request: an id, headers that protect, a log line, and a count."""

import logging
import time
from collections.abc import Callable
from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from interview_simulator.log import about

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Of an answer that is data; the page brings its own policy for content."""
NOT_STORED = {"Cache-Control": "no-store"}
REQUEST_ID = "X-Request-ID"
UNKNOWN = "unknown"
Count = Callable[[str, str, int, float], None]
"""Told of every request: its method, the path of its route, the status of the answer, and the seconds that it took."""
log = logging.getLogger(__name__)


def uncounted(_method: str, _route: str, _status: int, _took_s: float) -> None:
    """Where nobody asks for figures."""


class Observed:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, count: Count = uncounted) -> None:
        self._app, self._count = app, count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; an error that comes out of it is logged and raised again."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id, began_s, status = uuid4().hex, time.monotonic(), 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add_headers(message, request_id)
            await send(message)

        with about(request_id=request_id):
            try:
                await self._app(scope, receive, sending)
            except Exception:
                log.exception("unexpected error in %s %s", scope["method"], scope["path"])
                raise
            finally:
                took_s = time.monotonic() - began_s
                self._count(scope["method"], getattr(scope.get("route"), "path", UNKNOWN), status, took_s)
                _note(scope, status, took_s)


def _add_headers(message: Message, request_id: str) -> None:
    headers = MutableHeaders(scope=message)
    headers[REQUEST_ID] = request_id
    for name, value in {**SECURITY_HEADERS, **NOT_STORED}.items():
        headers.setdefault(name, value)


def _note(scope: Scope, status: int, took_s: float) -> None:
    """The path without its query, which may hold a signature."""
    record_id = scope.get("path_params", {}).get("record_id")
    with about(**({"record_id": record_id} if record_id else {})):
        seen = {"method": scope["method"], "path": scope["path"], "status": status, "seconds": round(took_s, 4)}
        log.info("%s %s %s", scope["method"], scope["path"], status, extra=seen)
