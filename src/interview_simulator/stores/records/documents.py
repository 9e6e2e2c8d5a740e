"""Records as documents, alike in every store. Pure."""

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from interview_simulator.domain.record import Record
from interview_simulator.errors import BadInputError


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
