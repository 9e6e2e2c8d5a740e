"""Records in memory."""

from threading import Lock
from typing import Any

from interview_simulator.domain.address import same
from interview_simulator.domain.pages import After, Page, Reach
from interview_simulator.domain.record import Record, RecordStatus, StepName, StepProgress
from interview_simulator.stores.records.documents import gone, newest_first, page_among, record_of, require_owner


class MemoryRecordStore:
    """A record store that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._records: dict[str, Record] = {}
        self._erased: set[str] = set()
        self._lock = Lock()

    def merge(self, record_id: str, fields: dict[str, Any]) -> Record:
        """Write these fields and keep the others."""
        return self.claim(record_id, None, fields)

    def claim(self, record_id: str, owner: str | None, fields: dict[str, Any]) -> Record:
        """Write these fields into a record of this owner."""
        with self._lock:
            current = self._records.get(record_id)
            require_owner(current, owner)
            if current is None and record_id in self._erased:
                raise gone()
            return self._write(current or record_of({"record_id": record_id, "email": owner}), fields)

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

    def page(
        self, limit: int, after: After | None = None, email: str | None = None, reach: Reach | None = None
    ) -> Page[Record]:
        """At most `limit` records behind that place."""
        return page_among(self.list_all(), limit, after, email, reach)

    def count_by_email(self, email: str) -> int:
        """How many there are of that address."""
        return len(self.list_by_email(email))

    def list_by_email(self, email: str) -> list[Record]:
        """Records of that address."""
        return [record for record in self.list_all() if same(record.email, email)]

    def list_all(self) -> list[Record]:
        """All records."""
        return newest_first(self._records.values())

    def list_by_status(self, *statuses: RecordStatus) -> list[Record]:
        """Records that stand at one of these."""
        return [record for record in self.list_all() if record.status in statuses]

    def delete(self, record_id: str) -> None:
        """Remove the record."""
        with self._lock:
            self._records.pop(record_id, None)

    def erase(self, record_id: str) -> None:
        """Remove the record for good."""
        with self._lock:
            self._records.pop(record_id, None)
            self._erased.add(record_id)

    def is_erased(self, record_id: str) -> bool:
        """Whether the record was erased."""
        return record_id in self._erased

    def _write(self, current: Record, fields: dict[str, Any]) -> Record:
        record = record_of({**current.model_dump(), **fields})
        self._records[record.record_id] = record
        return record
