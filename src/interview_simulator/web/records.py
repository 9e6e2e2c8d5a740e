"""Records: written as in the guide, read, analysed again, deleted."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import AfterValidator, AwareDatetime, Field

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import Language, Mark
from interview_simulator.domain.pages import LIMIT, after
from interview_simulator.domain.record import RECORD_ID, Record
from interview_simulator.domain.report import Report
from interview_simulator.domain.timestamps import utc
from interview_simulator.errors import BadInputError, NotFoundError
from interview_simulator.privacy.erase import erase_record
from interview_simulator.web.answers import as_json
from interview_simulator.web.audit import Note, deleting
from interview_simulator.web.interviews import seen_by
from interview_simulator.web.listing import Cursor, Limit
from interview_simulator.web.owners import as_seen, caller_of, reach
from interview_simulator.web.short_reads import short_reads
from interview_simulator.workflow.attempts import analyse_in

if TYPE_CHECKING:
    from interview_simulator.compose import App

RecordId = Annotated[str, Path(pattern=RECORD_ID)]
NO_NUL = r"^[^\x00]*$"
"""PostgreSQL takes no text with it."""


LONGEST_ID, MOST_MARKS, LONGEST_RECORDING_S = 256, 1000, 86_400.0


def _of_a_recording(mark: Mark) -> Mark:
    if len(mark.question_id) > LONGEST_ID:
        raise ValueError(f"an id has at most {LONGEST_ID} characters")
    if not mark.start_s <= LONGEST_RECORDING_S:  # nor is it no number
        raise ValueError("no recording is a day long")
    return mark


class NewRecord(Frozen):
    """What the page knows of an attempt when it has ended."""

    record_id: str = Field(pattern=RECORD_ID)
    email: str | None = Field(default=None, min_length=3, max_length=320, pattern=r"^[^@\s\x00]+@[^@\s\x00]+$")
    duration: str | None = Field(pattern=r"^\d{2}:[0-5]\d:[0-5]\d$")
    """HH:MM:SS; None where the browser cannot tell: the analysis measures it."""
    video: str | None = Field(default=None, max_length=256, pattern=r"^[^\x00]*$")
    date: AwareDatetime | None = None
    interview_id: str | None = Field(default=None, max_length=LONGEST_ID)
    question: str | None = Field(default=None, min_length=3, max_length=500)
    """A question of one's own, instead of an interview."""
    language: Language | None = None
    marks: tuple[Annotated[Mark, AfterValidator(_of_a_recording)], ...] = Field(default=(), max_length=MOST_MARKS)


class Message(Frozen):
    """The guide's answer."""

    message: str = "success"


class Again(Frozen):
    """How a recording is analysed again."""

    language: Language | None = None
    """Of the answers; None: the same as before."""


class Records(Frozen):
    """Records, newest first."""

    results: tuple[Record, ...]
    next: str | None = None
    """What to send as `cursor` for those that follow; null at the end."""


def routes(parts: "App", note: Note) -> APIRouter:
    """POST /record, GET /records, and what is below /records/{id}."""
    router, short = APIRouter(tags=["records"]), short_reads(parts)

    @router.post("/record", operation_id="post_record")
    def post_record(new: NewRecord, request: Request) -> Message:
        if new.interview_id is not None and seen_by(parts, caller_of(request), new.interview_id) is None:
            raise BadInputError(f"interview_id: there is no interview {new.interview_id}; GET /interviews lists them.")
        parts.records.merge(new.record_id, _fields(new, parts.records.get(new.record_id)))
        return Message()

    @router.get("/records", operation_id="list_records", response_model=Records)
    def list_records(
        request: Request,
        email: Annotated[str | None, Query(pattern=NO_NUL)] = None,
        limit: Limit = LIMIT,
        cursor: Cursor = None,
    ) -> Response:
        page = parts.records.page(limit, after(cursor), email, reach(request))
        return as_json(Records(results=tuple(as_seen(request, one) for one in page.items), next=page.next))

    @router.get("/records/{record_id}", operation_id="get_record", response_model=Record)
    @short
    def get_record(record_id: RecordId, request: Request) -> Response:
        return as_json(as_seen(request, found(parts, record_id)))

    @router.get("/records/{record_id}/report", operation_id="get_report", response_model=Report)
    def get_report(record_id: RecordId, request: Request) -> Response:
        record = found(parts, record_id)
        report = report_of(parts, record)
        note(request, "report_viewed", record=record)
        return as_json(report)

    @router.post("/records/{record_id}/retry", operation_id="retry", status_code=202)
    def retry(record_id: RecordId, again: Again | None = None) -> Message:
        if again is not None and again.language is not None:
            analyse_in(parts.records, record_id, again.language)
        parts.workflow.retry(record_id)
        return Message()

    @router.delete("/records/{record_id}", operation_id="delete_record", status_code=204, response_class=Response)
    def delete_record(record_id: RecordId, request: Request) -> Response:
        record = found(parts, record_id)
        with deleting(parts):
            note(request, "record_deleted", record=record)
            erase_record(parts, record)
        return Response(status_code=204)

    return router


def found(parts: "App", record_id: str) -> Record:
    """The record; raises NotFoundError."""
    record = parts.records.get(record_id)
    if record is None:
        raise NotFoundError(f"There is no record {record_id}.")
    return record


def report_of(parts: "App", record: Record) -> Report:
    """The record's report, with every field: reading fills in those that an older release did not know.

    Raises NotFoundError where there is none yet.
    """
    if record.report is None:
        raise NotFoundError(f"There is no report yet; the analysis is {record.status}.")
    return Report.model_validate_json(b"".join(parts.media.read(record.report)))


def _fields(new: NewRecord, existing: Record | None) -> dict[str, Any]:
    """The fields to write. The analysis may have ended before: its playable video is not overwritten."""
    fields = new.model_dump(exclude={"record_id", "date"})
    fields["date"] = utc(new.date or datetime.now(UTC))
    if existing is not None and existing.date is not None and new.date is None:
        del fields["date"]
    if existing is not None and existing.report is not None:
        del fields["video"]
    if new.duration is None:
        del fields["duration"]  # the analysis measures it
    if new.email is None:
        del fields["email"]  # whose it is was known before; nobody else may claim it
    return fields
