"""The rules of an attempt that hold whoever runs the steps."""

from dataclasses import dataclass

from interview_simulator.domain.interview import Language
from interview_simulator.domain.keys import artefacts_prefix, recordings_prefix
from interview_simulator.domain.record import Record
from interview_simulator.errors import ConflictError, NotFoundError
from interview_simulator.stores.media.store import MediaStore
from interview_simulator.stores.records.store import RecordStore


@dataclass(frozen=True)
class Stores:
    """Where recordings and records are kept."""

    media: MediaStore
    records: RecordStore


def repeatable(records: RecordStore, record_id: str) -> Record:
    """The record, if it can be analysed again; raises NotFoundError, and ConflictError while it cannot."""
    record = records.get(record_id)
    if record is None:
        raise NotFoundError(f"There is no record {record_id}.")
    if record.recording is None:
        raise ConflictError("There is no recording to analyse; upload it first.")
    if record.status in ("waiting", "analysing"):
        raise ConflictError("This recording is being analysed; wait for the end, then try again.")
    return record


def analyse_in(records: RecordStore, record_id: str, language: Language) -> None:
    """Let the record's next analysis be in this language; raises what `repeatable` raises, and then changes nothing."""
    if repeatable(records, record_id).language != language:
        records.merge(record_id, {"language": language})


def adopt_uploads(stores: Stores) -> None:
    """A process may have been killed between an upload's last byte and its record, which then still says `uploading`.

    Of many machines' recordings there are too many to look at each.
    """
    for record in stores.records.list_by_status("waiting"):
        for key in stores.media.keys(recordings_prefix(record.record_id)) if record.uploading else ():
            stores.records.merge(record.record_id, {"recording": key, "uploading": None})


def sweep_if_deleted(stores: Stores, record_id: str) -> None:
    """A step that was running while its record was deleted must leave no file behind."""
    if stores.records.get(record_id) is None:
        for key in stores.media.keys(artefacts_prefix(record_id)):
            stores.media.delete(key)
