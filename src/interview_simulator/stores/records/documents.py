"""Records as documents, alike in every store. Pure."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from pydantic import ValidationError

from interview_simulator.domain.address import same
from interview_simulator.domain.pages import After, Page, Reach, page_of
from interview_simulator.domain.record import Record
from interview_simulator.errors import BadInputError, ConflictError, GoneError


def record_of(document: dict[str, Any]) -> Record:
    """The record; raises BadInputError for a field that a Record does not have or a value that it cannot hold."""
    try:
        return Record.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadInputError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}.") from error


def newest_first(records: Iterable[Record]) -> list[Record]:
    """By date, those without one last, and of the same date by id."""
    by_id = sorted(records, key=lambda record: record.record_id)
    return sorted(by_id, key=lambda record: record.date or "", reverse=True)


def page_among(
    records: Iterable[Record], limit: int, after: After | None, email: str | None, reach: Reach | None
) -> Page[Record]:
    """The page, where all records are at hand; `RecordStore.page` says which."""
    listed = (record for record in records if email is None or same(record.email, email))
    if reach is not None:
        listed = (one for one in listed if same(one.email, reach.owner) or one.record_id in reach.record_ids)
    behind = (record for record in listed if after is None or after.precedes(record))
    return page_of(newest_first(behind), limit)


def erased_digest(record_id: str) -> str:
    """By what an erased record is still known: an id may say something of a person, its SHA-256 does not."""
    return sha256(record_id.encode()).hexdigest()


def gone() -> GoneError:
    """What is said of an erased record."""
    return GoneError("This record was deleted for good; record again under a new id.")


def require_owner(current: Record | None, owner: str | None) -> None:
    """Raises ConflictError for a record that is not the owner's; None: nobody signs in here."""
    if current is not None and owner is not None and not same(current.email, owner):
        raise ConflictError("There is a record of another account under this id; record again under a new id.")
