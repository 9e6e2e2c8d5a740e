"""Records in memory."""

from threading import Lock
from typing import Any

from pydantic import ValidationError

from interview_simulator.domain.record import Record, StepName, StepProgress
from interview_simulator.errors import BadInputError


class MemoryRecordStore:
    """A record store that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._records: dict[str, Record] = {}
        self._lock = Lock()

    def merge(self, record_id: str, fields: dict[str, Any]) -> Record:
        """Write these fields and keep the others."""
        with self._lock:
            current = self._records.get(record_id) or _record({"record_id": record_id})
            return self._write(current, fields)

    def begin_attempt(self, record_id: str, after: int) -> Record | None:
        """Raise `attempt` from `after` by one."""
        with self._lock:
            current = self._records.get(record_id)
            if current is None or current.attempt != after:
                return None
            return self._write(current, {"attempt": after + 1, "status": "analysing", "steps": {}})

    def finish_attempt(self, record_id: str, attempt: int, fields: dict[str, Any]) -> bool:
        """Write these fields if the record is still at this attempt."""
        with self._lock:
            current = self._records.get(record_id)
            if current is None or current.attempt != attempt:
                return False
            self._write(current, fields)
            return True

    def set_step(self, record_id: str, step: StepName, progress: StepProgress) -> None:
        """Note where a step stands."""
        with self._lock:
            current = self._records.get(record_id)
            if current is not None:
                self._write(current, {"steps": {**current.steps, step: progress}})

    def get(self, record_id: str) -> Record | None:
        """The record, None when there is none."""
        return self._records.get(record_id)

    def list_by_email(self, email: str) -> list[Record]:
        """Records of that address."""
        return [record for record in self.list_all() if (record.email or "").casefold() == email.casefold()]

    def list_all(self) -> list[Record]:
        """All records."""
        by_id = sorted(self._records.values(), key=lambda record: record.record_id)
        return sorted(by_id, key=lambda record: record.date or "", reverse=True)

    def delete(self, record_id: str) -> None:
        """Remove the record."""
        with self._lock:
            self._records.pop(record_id, None)

    def _write(self, current: Record, fields: dict[str, Any]) -> Record:
        record = _record({**current.model_dump(), **fields})
        self._records[record.record_id] = record
        return record


def _record(document: dict[str, Any]) -> Record:
    try:
        return Record.model_validate(document)
    except ValidationError as error:
        raise BadInputError(str(error.errors()[0]["msg"])) from error
