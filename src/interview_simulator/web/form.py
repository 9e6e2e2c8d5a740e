"""A browser's upload form, straight to disk: a gigabyte never stands in memory, nor twice on disk."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Any

from anyio import CapacityLimiter, to_thread
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request

from interview_simulator.errors import BadInputError, TooLargeError
from interview_simulator.stores.media.signing import SignedRequest, UrlSigner
from interview_simulator.stores.media.store import Sink

LARGEST_FIELD, MOST_FIELDS = 4096, 16
FORM_OVERHEAD = 64 * 1024
"""Bytes of a form around its file: boundaries, headers and the other fields."""


LOOKED_AT_ONCE = CapacityLimiter(4)
"""Recordings that have come whole and are looked at; a hostile one takes long, and others need threads, too."""
Take = Callable[[SignedRequest, int | None], AbstractContextManager[Sink]]
"""Opens what takes in the file that was signed for, up to this many bytes."""


async def receive(request: Request, signer: UrlSigner, take: Take) -> None:
    """Give the form's file to `take` under the signed key; on any error nothing is left behind.

    Raises BadInputError for what is no such form, BadSignatureError, TooLargeError, and what `take` raises.
    """
    form = _Form(signer, take, request.headers.get("content-length"))
    parser = _parser(request, form)
    with form.open_file:
        try:
            async for block in request.stream():
                await run_in_threadpool(parser.write, block)
            parser.finalize()
        except MultipartParseError as error:
            raise BadInputError("The form is broken; send it again.") from error
        except ClientDisconnect as error:
            raise BadInputError("The upload broke off; send the file again.") from error
        if not form.complete:
            raise BadInputError("The form has no file; send `key`, `policy` and, last, `file`.")
        await to_thread.run_sync(form.open_file.close, limiter=LOOKED_AT_ONCE)


def _parser(request: Request, form: "_Form") -> MultipartParser:
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind != b"multipart/form-data" or b"boundary" not in options:
        raise BadInputError("Send the file as a multipart form.")
    callbacks: Any = {
        "on_part_begin": form.part_begins,
        "on_header_field": form.header_field,
        "on_header_value": form.header_value,
        "on_headers_finished": form.headers_end,
        "on_part_data": form.data,
        "on_part_end": form.part_ends,
    }
    return MultipartParser(options[b"boundary"], callbacks)


class _Form:
    """Follows the parser through the form; the file is taken in once its key and policy are known and right."""

    def __init__(self, signer: UrlSigner, take: Take, content_length: str | None) -> None:
        self._signer, self._take = signer, take
        self._announced = int(content_length) if content_length and content_length.isdigit() else 0
        self._fields: dict[str, str] = {}
        self.open_file = ExitStack()
        self.complete = False
        self._sink: Sink | None = None
        self._header = b""
        self._value = b""
        self._name = ""
        self._content = b""

    def part_begins(self) -> None:
        self._header, self._value, self._name, self._content = b"", b"", "", b""

    def header_field(self, data: bytes, start: int, end: int) -> None:
        if self._value:
            self._header, self._value = b"", b""
        self._header += data[start:end]

    def header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]
        if self._header.lower() == b"content-disposition":
            _, options = parse_options_header(self._value)
            self._name = options.get(b"name", b"").decode("utf-8", "replace")

    def headers_end(self) -> None:
        if self._name != "file":
            return
        if self._sink is not None:
            raise BadInputError("The form has two files; send one at a time.")
        self._sink = self._begin()

    def data(self, data: bytes, start: int, end: int) -> None:
        if self._name == "file" and self._sink is not None:
            self._sink.write(data[start:end])
            return
        self._content += data[start:end]
        if len(self._content) > LARGEST_FIELD:
            raise BadInputError(f"The form's field {self._name!r} is too long.")

    def part_ends(self) -> None:
        if self._name == "file":
            self.complete = True
        else:
            self._fields[self._name] = self._content.decode("utf-8", "replace")
            if len(self._fields) > MOST_FIELDS:
                raise BadInputError("The form has too many fields; send `key`, `policy` and, last, `file`.")

    def _begin(self) -> Sink:
        missing = {"key", "policy"} - set(self._fields)
        if missing:
            raise BadInputError(
                f"The form lacks {' and '.join(sorted(missing))} before its file; ask GET /upload for them."
            )
        allowed = self._signer.verify(self._fields["policy"], "POST", self._fields["key"])
        if allowed.max_bytes is not None and self._announced > allowed.max_bytes + FORM_OVERHEAD:
            raise TooLargeError(f"The file is larger than the {allowed.max_bytes:,} bytes that are allowed.")
        at_most = [size for size in (allowed.max_bytes, self._announced) if size]
        return self.open_file.enter_context(self._take(allowed, min(at_most, default=None)))
