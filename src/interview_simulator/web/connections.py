"""What a connection may cost before anything is known of who is there: its head's size, its time, its place.

uvicorn limits none of it where httptools parses. A full house does not refuse newcomers as long as somebody in it has
sent no request: who has waited longest for one is sent away.
"""

import json
from asyncio import TimerHandle, Transport
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

MOST_HEAD_BYTES, MOST_HEADERS = 32 * 1024, 100
"""Of one request: its target and all headers, trailers among them."""
MOST_PIPELINED = 8
"""Requests that are sent before the one before them is answered; browsers send none."""
HEAD_WITHIN_S = 15.0
BODY_WINDOW_S, LEAST_BODY_BYTES = 60.0, 8 * 1024
"""A body brings at least so much in each window, or its end: little enough for a telephone with a bad connection."""
MOST_UNREAD_BYTES = 32 * 1024 * 1024
"""Of a body that goes on after it was answered so much is thrown away; clients look for the answer at the end only."""

TOO_LARGE_HEAD = (
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    f"The request's headers are too large; send at most {MOST_HEADERS}, of {MOST_HEAD_BYTES:,} bytes in all.",
)
TOO_MANY_REQUESTS = HTTPStatus.TOO_MANY_REQUESTS, "Wait for an answer before you send the next request."
TOO_SLOW = HTTPStatus.REQUEST_TIMEOUT, "The request came too slowly; send it again."
FULL = HTTPStatus.SERVICE_UNAVAILABLE, "Too many connections are open; try again in a moment."
MALFORMED = HTTPStatus.BAD_REQUEST, "This is no HTTP request that can be read; correct it and send it again."


class Connections:
    """Those that are open; of them those that wait for a request, the longest waiting first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.open: set[BoundedProtocol] = set()
        self.waiting: dict[BoundedProtocol, None] = {}

    def make_room(self) -> bool:
        """Whether one more may come; the one that has waited longest for a request may have to go."""
        if len(self.open) >= self.most:
            longest = next(iter(self.waiting), None)
            if longest is None:
                return False
            longest.leave()
        return True


class BoundedProtocol(HttpToolsProtocol):
    """One connection."""

    def __init__(self, *args: Any, connections: Connections, **options: Any) -> None:
        super().__init__(*args, **options)
        self._all = connections
        self._timer: TimerHandle | None = None
        self._refusal = MALFORMED
        self._messages = self._head_bytes = self._headers_seen = self._came = self._unread = 0
        self._in_head = True

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """Take a place, or answer 503."""
        has_room = self._all.make_room()
        super().connection_made(transport)
        if not has_room:
            self._refuse(*FULL)
            return
        self._all.open.add(self)
        self._wait_for_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Give the place back."""
        self._let_go()
        super().connection_lost(exc)

    def leave(self) -> None:
        """Close at once; the place is free."""
        self._let_go()
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Read on, within the limits."""
        if self.transport.is_closing():
            return
        before = self._messages, self._in_head
        if self._in_head and self._timer is None:
            self._time(HEAD_WITHIN_S)
        super().data_received(data)
        if self._in_head and before == (self._messages, True):  # the parser keeps what is no whole header yet
            self._head_bytes += len(data)
            if self._head_bytes > MOST_HEAD_BYTES and not self.transport.is_closing():
                self._refuse(*TOO_LARGE_HEAD)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._messages += 1
        self._in_head, self._head_bytes, self._headers_seen = True, 0, 0
        if len(self.pipeline) >= MOST_PIPELINED:
            self._give_up(TOO_MANY_REQUESTS)
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """A piece of its target."""
        self._count_head(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header, or behind a body a trailer."""
        self._headers_seen += 1
        self._count_head(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is whole; now the body has to come. A target with a name in it counts for Host (RFC 9112, 3.2.2)."""
        self._in_head, self._came, self._unread = False, 0, 0
        self._all.waiting.pop(self, None)
        self._time(BODY_WINDOW_S)
        if b"://" in self.url.partition(b"?")[0]:
            authority = self.url.partition(b"://")[2].partition(b"/")[0].partition(b"?")[0]
            self.headers[:] = [*(header for header in self.headers if header[0] != b"host"), (b"host", authority)]
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of its body."""
        self._came += len(body)
        if self.cycle.response_complete:
            self._unread += len(body)
            if self._unread > MOST_UNREAD_BYTES:
                self.transport.close()
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._stop_timer()
        self._in_head, self._head_bytes = True, 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """It was answered; another may come."""
        super().on_response_complete()
        if self._in_head and not self.pipeline and not self.transport.is_closing():
            self._all.waiting[self] = None

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  # the refusal has a sentence of its own
        """What uvicorn calls where the parser, or one of the methods above, found something wrong."""
        self._refuse(*self._refusal)

    def _wait_for_request(self) -> None:
        self._all.waiting[self] = None
        self._time(HEAD_WITHIN_S)

    def _count_head(self, more: int) -> None:
        self._head_bytes += more
        if self._head_bytes > MOST_HEAD_BYTES or self._headers_seen > MOST_HEADERS:
            self._give_up(TOO_LARGE_HEAD)

    def _give_up(self, refusal: tuple[HTTPStatus, str]) -> None:
        """End the parser's work, which has no other way to be ended."""
        self._refusal = refusal
        raise ValueError(refusal[1])

    def _time(self, seconds: float) -> None:
        self._stop_timer()
        self._timer = self.loop.call_later(seconds, self._require_progress)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _require_progress(self) -> None:
        self._timer = None
        if self.transport.is_closing():
            return
        if not self._in_head and (self.flow.read_paused or self._came >= LEAST_BODY_BYTES):
            self._came = 0
            self._time(BODY_WINDOW_S)
        elif self._in_head and self._head_bytes == 0:  # nothing was asked, so nothing is answered
            self.transport.close()
        else:
            self._refuse(*TOO_SLOW)

    def _refuse(self, status: HTTPStatus, detail: str) -> None:
        """Answer with a problem, where no other answer has begun, and close."""
        if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
            problem = {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail}
            body = json.dumps(problem).encode()
            head = b"content-type: application/problem+json\r\ncontent-length: %d\r\n" % len(body)
            self.transport.write(STATUS_LINE[status] + head + b"connection: close\r\n\r\n" + body)
        self.transport.close()

    def _let_go(self) -> None:
        self._stop_timer()
        self._all.open.discard(self)
        self._all.waiting.pop(self, None)
