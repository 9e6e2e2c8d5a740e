"""Uploads and downloads by signed URL."""

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse
from starlette.concurrency import run_in_threadpool

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.keys import content_type, record_id_of, recording_key
from interview_simulator.domain.record import Record
from interview_simulator.errors import NotFoundError
from interview_simulator.stores.media.store import UPLOAD_PATH
from interview_simulator.web.form import receive

if TYPE_CHECKING:
    from interview_simulator.compose import App


class UploadForm(Frozen):
    """Where and with which form fields a file is posted, `file` last."""

    url: str
    fields: dict[str, str]


class DownloadUrl(Frozen):
    """A URL that is valid for a short time."""

    url: str


def routes(parts: "App") -> APIRouter:
    """GET /upload and /download, POST /media, GET /media/{key}."""
    router = APIRouter(tags=["media"])

    @router.get("/upload", operation_id="get_upload")
    def upload(filename: str, request: Request) -> UploadForm:
        limits = parts.settings.max_upload_bytes, parts.settings.upload_url_s
        post = parts.media.presigned_post(recording_key(filename), *limits)
        return UploadForm(url=absolute(request, post.url), fields=post.fields)

    @router.post(UPLOAD_PATH, operation_id="post_media", status_code=204, response_class=Response)
    async def post_media(request: Request) -> Response:
        key = await receive(request, parts.media, parts.signer)
        await run_in_threadpool(uploaded, parts, key)
        return Response(status_code=204)

    @router.get("/download", operation_id="get_download")
    def download(filename: str, request: Request) -> DownloadUrl:
        key = _key_of(parts, filename)
        return DownloadUrl(url=absolute(request, parts.media.presigned_get(key, parts.settings.download_url_s)))

    @router.get(UPLOAD_PATH + "/{key:path}", operation_id="get_media", response_class=FileResponse)
    def get_media(key: str, token: Annotated[str, Query()]) -> FileResponse:
        parts.signer.verify(token, "GET", key)
        with parts.media.local(key) as path:
            headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
            return FileResponse(path, media_type=content_type(key), headers=headers)

    return router


def uploaded(parts: "App", key: str) -> None:
    """The upload's end is the event that starts the analysis, as the bucket's event does."""
    record = parts.records.merge(record_id_of(key), {"recording": key})
    parts.workflow.start(record.record_id)


def _key_of(parts: "App", filename: str) -> str:
    """The key of a file that belongs to a record, by its key or as `<record_id>.<ending>`, as the guide has it."""
    is_key = "/" in filename
    key = filename if is_key else recording_key(filename)
    record = parts.records.get(record_id_of(key)) if is_key is False or _well_formed(key) else None
    if record is None or key not in _files(record):
        raise NotFoundError(f"There is no file {filename}.")
    return key


def _well_formed(key: str) -> bool:
    return key.count("/") in (1, 2) and key.split("/", maxsplit=1)[0] in ("recordings", "artefacts")


def _files(record: Record) -> set[str]:
    return {key for key in (record.recording, record.video, record.poster, record.captions, record.report) if key}


def absolute(request: Request, path: str) -> str:
    """The path as a URL of this server."""
    return str(request.base_url).rstrip("/") + path
