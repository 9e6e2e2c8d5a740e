"""How large a request may be, and how many of one address may be under way."""

import re
from collections import Counter
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from interview_simulator.rates import network
from interview_simulator.stores.media.store import UPLOAD_PATH
from interview_simulator.web.problems import problem

MB = 1_000_000
LARGEST_BODY = MB
DOCUMENTS = 5 * MB
"""Two documents, an advertisement and a CV."""
LARGER_BODIES = (
    (re.compile(rf"{UPLOAD_PATH}(/.*)?"), None),  # as large as its URL was signed for
    (re.compile(r"/interviews/made-to-measure|/documents/text"), DOCUMENTS),
    (re.compile(r"/uploads/[^/]+/complete"), 2 * MB),  # ten thousand parts
)


class BodyLimit:
    """ASGI middleware: 413 for a body that is larger than its route takes, at once where its length is announced."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        most = largest_body(scope["path"]) if scope["type"] == "http" else None
        if most is None:
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and int(announced) > most:
            await problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _too_large(most))(scope, receive, send)
            return
        came = 0

        async def receiving() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > most:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _too_large(most))
            return message

        await self._app(scope, receiving, send)


class AtOnce:
    """ASGI middleware: 429 for an address that has too many requests under way."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app, self._most = app, most
        self._under_way: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        client = scope.get("client")
        if scope["type"] != "http" or not client:
            await self._app(scope, receive, send)
            return
        who = network(client[0])
        if self._under_way[who] >= self._most:
            sentence = f"{self._most} requests of your address are under way; wait until one of them was answered."
            await problem(HTTPStatus.TOO_MANY_REQUESTS, sentence, {"Retry-After": "1"})(scope, receive, send)
            return
        self._under_way[who] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._under_way[who] -= 1
            if not self._under_way[who]:
                del self._under_way[who]


def largest_body(path: str) -> int | None:
    """Bytes that a request to this path may bring; None where the route itself knows."""
    return next((most for pattern, most in LARGER_BODIES if pattern.fullmatch(path)), LARGEST_BODY)


def _too_large(most: int) -> str:
    return f"What was sent is larger than the {most // MB} MB that may be sent here; send less."
