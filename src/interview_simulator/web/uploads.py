"""Uploads in parts, that go on where they broke off.

Every call may be repeated; errors are application/problem+json with one sentence in `detail`.

Part    {"number": 1, "size": 5242880, "sha256": "<64 lower-case hex digits>"}      number 1 to 10000, size at least 1
Upload  {"record_id": "r1", "filename": "r1.webm", "part_bytes": 5242880, "max_bytes": 2147483648, "parts": [Part, …]}
        `part_bytes`: every part but the last has at least this size; `parts`: those held, by number.

POST   /uploads  {"filename": "r1.webm", "language": "en"}      -> 200 Upload; begun before: with the parts held
       `language`, if it is known: what is said is then recognised while it comes
       409 the recording is complete, or another file of this record is being uploaded; 422 a bad name;
       429 too many were begun, or are under way (Retry-After)
GET    /uploads/{record_id}                                     -> 200 Upload
       404 none is under way
POST   /uploads/{record_id}/parts  Part                         -> 200 {"url": "…", "method": "PUT", "headers": {}}
       valid for a while (`upload_url_s`), for these bytes only; send the part's bytes as the body, with these headers
       404 none is under way; 413 with the other parts held it would be too large; 422
PUT    <that url>  the bytes                                    -> 204; the same number again replaces the part
       403 wrong or expired signature; 404 none is under way; 413 with the other parts it would be too large;
       422 other bytes than agreed; 429 the account's uploads hold too much; 507 the disk is full
POST   /uploads/{record_id}/complete  {"parts": [Part, …]}      -> 200 Record, and the analysis begins
       404 nothing was begun; 409 other parts are held (GET, send the rest, repeat); 413 too large in all;
       422 a gap, a part but the last under 5 MiB, or no recording that can be analysed; 507 the disk is full
DELETE /uploads/{record_id}                                     -> 204; a complete recording stays

While an upload is under way, the record's `uploading` is its file name; `status` stays "waiting".
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import contextmanager_in_threadpool
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import Language
from interview_simulator.domain.keys import record_id_of, recording_key, recordings_prefix
from interview_simulator.domain.record import Record
from interview_simulator.errors import (
    BadInputError,
    BadSignatureError,
    ConflictError,
    InterviewSimulatorError,
    NotFoundError,
)
from interview_simulator.stores.media.store import LEAST_PART_BYTES, MOST_PARTS, UPLOAD_PATH, Part
from interview_simulator.web.admission import require_admitted
from interview_simulator.web.audit import Note, deleting
from interview_simulator.web.intake import take_in
from interview_simulator.web.long_work import LongWork
from interview_simulator.web.media import absolute
from interview_simulator.web.owners import caller_of
from interview_simulator.web.records import RecordId, found
from interview_simulator.web.slots import Slots, require_size

if TYPE_CHECKING:
    from interview_simulator.compose import App
    from interview_simulator.stores.media.receiving import Receiving

STALE_S = 7 * 24 * 3600.0
HOUR_S = 3600.0
log = logging.getLogger(__name__)
BYTES_AS_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class NewUpload(Frozen):
    """Which file is to come: `<record_id>.<ending>`."""

    filename: str
    language: Language | None = None
    """What is spoken, where it is known: then it can be recognised while the recording arrives."""


class Upload(Frozen):
    """An upload under way, with the parts held so far."""

    record_id: str
    filename: str
    part_bytes: int
    max_bytes: int
    parts: tuple[Part, ...]


class PartUrl(Frozen):
    """Where, how and with which headers the bytes of one part are sent."""

    url: str
    method: Literal["PUT"]
    headers: dict[str, str]


class Completion(Frozen):
    """All parts of the file, in their order."""

    parts: tuple[Part, ...] = Field(max_length=MOST_PARTS)


def routes(app: "App", note: Note, recordings: LongWork) -> APIRouter:
    """The routes below /uploads."""
    router = APIRouter(tags=["uploads"])
    limit = _nothing_to_limit if app.receiving is None else _limit_of(app)

    @router.post("/uploads", operation_id="begin_upload")
    def begin_upload(new: NewUpload, request: Request) -> Upload:
        key = recording_key(new.filename)
        limit(key, request)
        return _begin(app, key, new.language)

    @router.get("/uploads/{record_id}", operation_id="get_upload_under_way")
    def get_upload_under_way(record_id: RecordId) -> Upload:
        return _upload(app, _key(app, record_id))

    @router.post("/uploads/{record_id}/parts", operation_id="get_part_url")
    def get_part_url(record_id: RecordId, part: Part, request: Request) -> PartUrl:
        key = _key(app, record_id)
        others = [held for held in app.uploads.parts(key) if held.number != part.number]
        require_size(app, [*others, part])
        put = app.uploads.presigned_part(key, part, app.settings.upload_url_s)
        return PartUrl(url=absolute(request, put.url), method=put.method, headers=put.headers)

    @router.post("/uploads/{record_id}/complete", operation_id="complete_upload")
    @recordings.performs
    def complete_upload(record_id: RecordId, completion: Completion, _request: Request) -> Record:
        return _complete(app, record_id, completion.parts)

    @router.delete("/uploads/{record_id}", operation_id="abort_upload", status_code=204, response_class=Response)
    def abort_upload(record_id: RecordId, request: Request) -> Response:
        with deleting(app):
            if (key := _key_under_way(app, record_id)) is not None:
                record = app.records.get(record_id) or Record(record_id=record_id)
                note(request, "upload_deleted", record=record, file=_filename(key))
                app.uploads.abort(key)
            _no_longer_uploading(app, record_id)
        return Response(status_code=204)

    return router


def own_routes(app: "App", own: "Receiving") -> APIRouter:
    """PUT /media/{key}, for a store that has no address of its own."""
    router, slots = APIRouter(tags=["uploads"]), Slots(app)

    @router.put(
        UPLOAD_PATH + "/{key:path}",
        operation_id="put_part",
        status_code=204,
        response_class=Response,
        openapi_extra=BYTES_AS_BODY,
    )
    async def put_part(key: str, token: Annotated[str, Query()], request: Request) -> Response:
        part = own.signer.verify(token, "PUT", key).part
        if part is None:
            raise BadSignatureError("The URL was not signed for a part; ask for a new URL.")
        await run_in_threadpool(_require_wanted, app, key)
        async with contextmanager_in_threadpool(slots.part_of(key, part)):
            await _receive(own, key, part, request)
        return Response(status_code=204)

    return router


def settle(app: "App", now_s: float) -> None:
    """Remove uploads that were left, or that a killed process had completed; records forget them."""
    for upload in app.uploads.under_way(recordings_prefix()):
        if now_s - upload.touched_s > STALE_S or app.media.stat(upload.key) is not None:
            app.uploads.abort(upload.key)
    waiting = app.records.list_by_status("waiting")  # with its recording a record forgets the upload
    uploading = [record.record_id for record in waiting if record.uploading is not None]
    going_on = {record_id_of(upload.key) for upload in app.uploads.under_way(recordings_prefix())}
    for record_id in uploading:  # listed first: what another server begins meanwhile is under way
        if record_id not in going_on:
            _no_longer_uploading(app, record_id)


async def settle_hourly(app: "App", every_s: float = HOUR_S) -> None:
    """Settle every hour, until it is cancelled."""
    while True:
        await asyncio.sleep(every_s)
        try:
            await run_in_threadpool(settle, app, time.time())
        except InterviewSimulatorError as error:
            log.warning("uploads that were left could not be removed, it is tried again later: %s", error)


def _begin(app: "App", key: str, language: Language | None) -> Upload:
    record_id = record_id_of(key)
    if _complete_key(app, record_id) is not None:
        raise ConflictError("This recording is complete already; there is nothing left to send.")
    other = _key_under_way(app, record_id)
    if other not in (None, key):
        raise ConflictError(f"Another file of this record, {_filename(other)}, is being uploaded; DELETE that first.")
    app.uploads.begin(key)
    known = {} if language is None else {"language": language}
    app.records.merge(record_id, {"uploading": _filename(key), **known})
    return _upload(app, key)


def _require_wanted(app: "App", key: str) -> None:
    """The record is still there, and its owner may still send to it; raises as `require_admitted`."""
    record = app.records.get(record_id_of(key))
    require_admitted(app, record_id_of(key), record.email if record and app.accounts is not None else None)


async def _receive(own: "Receiving", key: str, part: Part, request: Request) -> None:
    announced = request.headers.get("content-length")
    if announced is not None and announced != str(part.size):
        raise BadInputError(f"Part {part.number} was agreed to have {part.size:,} bytes, not {announced}.")
    try:
        async with contextmanager_in_threadpool(own.uploads.writing(key, part)) as sink:
            async for block in request.stream():
                await run_in_threadpool(sink.write, block)
    except ClientDisconnect as error:
        raise BadInputError(f"Part {part.number} broke off; send it again.") from error


def _complete(app: "App", record_id: str, parts: Sequence[Part]) -> Record:
    """Join and analyse; what an earlier call has done already is not done again."""
    under_way = _key_under_way(app, record_id)
    if under_way is not None:
        require_size(app, parts)
        with suppress(NotFoundError):  # the same call, sent again, was faster
            app.uploads.complete(under_way, parts)
    key = _complete_key(app, record_id)
    stored = app.media.stat(key) if key is not None else None
    if stored is None:
        raise NotFoundError("No upload of this record is under way; begin one.")
    if stored.size != sum(part.size for part in parts):
        raise ConflictError("This recording is complete already, with other parts than these.")
    try:
        take_in(app, stored.key)
    finally:
        _no_longer_uploading(app, record_id)
    return found(app, record_id)


def _no_longer_uploading(app: "App", record_id: str) -> None:
    """The record forgets the upload; one of which nothing else is known goes."""
    record = app.records.get(record_id)
    if record is None or record.uploading is None:
        return
    left = app.records.merge(record_id, {"uploading": None})
    if left == Record(record_id=record_id, email=left.email, language=left.language):
        app.records.delete(record_id)


def _nothing_to_limit(_key: str, _request: Request) -> None:
    """A bucket does not fill, and a gateway counts the requests."""


def _limit_of(app: "App") -> Callable[[str, Request], None]:
    """How many uploads may begin here; going on with one does not count."""
    from interview_simulator.web.throttle import uploads_throttle

    throttle, slots = uploads_throttle(app.settings.uploads_per_hour), Slots(app)

    def require(key: str, request: Request) -> None:
        if _key_under_way(app, record_id_of(key)) != key:
            throttle(request)
            slots.require_one_more(caller_of(request).email)

    return require


def _upload(app: "App", key: str) -> Upload:
    return Upload(
        record_id=record_id_of(key),
        filename=_filename(key),
        part_bytes=LEAST_PART_BYTES,
        max_bytes=app.settings.max_upload_bytes,
        parts=tuple(app.uploads.parts(key)),
    )


def _key(app: "App", record_id: str) -> str:
    key = _key_under_way(app, record_id)
    if key is None:
        raise NotFoundError("No upload of this record is under way; begin one.")
    return key


def _key_under_way(app: "App", record_id: str) -> str | None:
    return next((upload.key for upload in app.uploads.under_way(recordings_prefix(record_id))), None)


def _complete_key(app: "App", record_id: str) -> str | None:
    return next(iter(app.media.keys(recordings_prefix(record_id))), None)


def _filename(key: str) -> str:
    return PurePosixPath(key).name
