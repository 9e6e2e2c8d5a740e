"""Uploads and downloads by signed URL."""

from functools import partial
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Header, HTTPException, Query, Request, Response
from fastapi.responses import StreamingResponse

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.keys import record_id_of, recording_key
from interview_simulator.domain.record import Record
from interview_simulator.errors import NotFoundError
from interview_simulator.stores.media.store import UPLOAD_PATH, StoredFile
from interview_simulator.stores.records.documents import gone
from interview_simulator.web.audit import Note
from interview_simulator.web.form import receive
from interview_simulator.web.intake import taking_in
from interview_simulator.web.owners import caller_of
from interview_simulator.web.ranges import RangeNotSatisfiableError, part_of

if TYPE_CHECKING:
    from interview_simulator.compose import App
    from interview_simulator.stores.media.receiving import Receiving


class UploadForm(Frozen):
    """Where and with which form fields a file is posted, `file` last."""

    url: str
    fields: dict[str, str]


class DownloadUrl(Frozen):
    """A URL that is valid for a short time."""

    url: str


FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["key", "policy", "file"],
                    "properties": {
                        "key": {"type": "string"},
                        "policy": {"type": "string"},
                        "file": {"type": "string", "format": "binary", "description": "The last field of the form."},
                    },
                }
            }
        },
    }
}
"""The upload form; it is read as it comes, so FastAPI does not know of it."""
BYTES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}},
    206: {"description": "The part that `Range` names", "content": {"*/*": {}}},
}


def routes(parts: "App", note: Note) -> APIRouter:
    """GET /upload and /download."""
    router = APIRouter(tags=["media"])

    @router.get("/upload", operation_id="get_upload")
    def upload(filename: str, request: Request) -> UploadForm:
        key, limits = recording_key(filename), (parts.settings.max_upload_bytes, parts.settings.upload_url_s)
        if parts.records.is_erased(record_id_of(key)):
            raise gone()
        post = parts.media.presigned_post(key, *limits, caller_of(request).email)
        return UploadForm(url=absolute(request, post.url), fields=post.fields)

    @router.get("/download", operation_id="get_download")
    def download(filename: str, request: Request) -> DownloadUrl:
        key, record = _found(parts, filename)
        note(request, "file_downloaded", record=record, file=PurePosixPath(key).name)
        return DownloadUrl(url=absolute(request, parts.media.presigned_get(key, parts.settings.download_url_s)))

    return router


def own_routes(parts: "App", own: "Receiving") -> APIRouter:
    """POST /media and GET /media/{key}, for a store that has no address of its own."""
    from interview_simulator.web.throttle import uploads_throttle

    router = APIRouter(tags=["media"])
    throttle = uploads_throttle(parts.settings.uploads_per_hour)

    @router.post(UPLOAD_PATH, operation_id="post_media", status_code=204, response_class=Response, openapi_extra=FORM)
    async def post_media(request: Request) -> Response:
        throttle(request)
        await receive(request, own.signer, partial(taking_in, parts, own))
        return Response(status_code=204)

    @router.get(UPLOAD_PATH + "/{key:path}", operation_id="get_media", response_class=Response, responses=BYTES)
    def get_media(
        key: str, token: Annotated[str, Query()], byte_range: Annotated[str | None, Header(alias="Range")] = None
    ) -> Response:
        own.signer.verify(token, "GET", key)
        stored = parts.media.stat(key)
        if stored is None:
            raise NotFoundError(f"There is no file {key}.")
        return _sent(parts, stored, byte_range)

    return router


def _sent(parts: "App", stored: StoredFile, byte_range: str | None) -> Response:
    """The file, or the part of it that was asked for."""
    try:
        part = part_of(byte_range, stored.size)
    except RangeNotSatisfiableError as error:
        raise HTTPException(
            HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            f"The file has {stored.size:,} bytes; ask for a range of them.",
            {"Content-Range": f"bytes */{stored.size}"},
        ) from error
    start, end = part or (0, stored.size)
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Length": str(end - start),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    if part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{stored.size}"
    status = HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK
    return StreamingResponse(parts.media.read(stored.key, start, end), status, headers, stored.content_type)


def _found(parts: "App", filename: str) -> tuple[str, Record]:
    """The key of a file and its record; it is named by its key or as `<record_id>.<ending>`, as the guide has it."""
    is_key = "/" in filename
    key = filename if is_key else recording_key(filename)
    record = parts.records.get(record_id_of(key)) if is_key is False or _well_formed(key) else None
    if record is None or key not in _files(record):
        raise NotFoundError(f"There is no file {filename}.")
    return key, record


def _well_formed(key: str) -> bool:
    parts = key.split("/")
    return len(parts) in (2, 3, 4) and all(parts) and parts[0] in ("recordings", "artefacts")


def _files(record: Record) -> set[str]:
    return {key for key in (record.recording, record.video, record.poster, record.captions, record.report) if key}


def absolute(request: Request, url: str) -> str:
    """The URL as it is, a path as a URL of this server."""
    return str(request.base_url).rstrip("/") + url if url.startswith("/") else url
