"""Documents as they are sent: read in memory, and kept nowhere."""

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from interview_simulator.domain.frozen import Frozen
from interview_simulator.errors import BadInputError
from interview_simulator.interviews.documents import LARGEST_BYTES, enough
from interview_simulator.web.long_work import LongWork

if TYPE_CHECKING:
    from interview_simulator.compose import App

MOST_FIELDS = 3
DOCUMENT: dict[str, Any] = {
    "type": "string",
    "format": "binary",
    "description": "PDF, Word (docx, docm, dotx, dotm), ODT, RTF, HTML or text, at most 2 MB.",
}
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {"type": "object", "properties": {"document": DOCUMENT}, "required": ["document"]}
            }
        },
    }
}


class DocumentText(Frozen):
    """What was read of a document."""

    text: str
    """At most 30,000 characters."""
    characters: int


def routes(parts: "App", computing: LongWork) -> APIRouter:
    """POST /documents/text."""
    router = APIRouter(tags=["interviews"])

    @router.post("/documents/text", operation_id="read_document", openapi_extra=BODY)
    async def read_document(request: Request) -> DocumentText:
        """The text of an advertisement or a CV, so that it can be looked at before it is used; nothing is kept."""
        document = (await form_of(request)).get("document")
        if document is None:
            raise BadInputError("document: send a multipart form with the document in this field.")

        def read() -> DocumentText:
            text = enough(parts.documents(document, "document"), "document")
            return DocumentText(text=text, characters=len(text))

        return await computing.perform(request, read)

    return router


async def form_of(request: Request) -> dict[str, bytes]:
    """The fields of a multipart form, in memory; raises BadInputError for what is none."""
    from interview_simulator.web.bounds import DOCUMENTS  # it needs a library that functions on AWS do not carry

    if kind_of(request) != "multipart/form-data":
        raise BadInputError("Send a multipart form.")
    parser = MultiPartParser(
        request.headers, request.stream(), max_files=2, max_fields=MOST_FIELDS, max_part_size=LARGEST_BYTES
    )
    parser.spool_max_size = DOCUMENTS  # nothing of a CV goes to the disk
    try:
        form: FormData = await parser.parse()
    except (MultiPartException, KeyError) as error:
        raise BadInputError("The form is broken; send it again.") from error
    try:
        return {
            name: await value.read() if isinstance(value, UploadFile) else value.encode()
            for name, value in form.multi_items()
        }
    finally:
        await form.close()


def kind_of(request: Request) -> str:
    """The media type of the body."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()
