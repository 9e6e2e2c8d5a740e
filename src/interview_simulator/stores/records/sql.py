"""Records in a SQL database, by SQLAlchemy: SQLite on one machine, PostgreSQL for many."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

import sqlalchemy as sa

from interview_simulator.domain.address import canonical
from interview_simulator.domain.pages import After, Page, Reach, page_of
from interview_simulator.domain.record import Record, RecordStatus, StepName, StepProgress
from interview_simulator.stores.records.database import BUSY_S, Fence, opened, reading, transaction
from interview_simulator.stores.records.documents import erased_digest, gone, record_of, require_owner
from interview_simulator.stores.records.schema import ERASED, RECORDS


class SqlRecordStore:
    """A record store in the database at `url`, which is brought to this code's schema when it is opened.

    A `fence` begins every transaction, so that whoever may not write any more does not.
    """

    def __init__(self, url: str, busy_s: float = BUSY_S, fence: Fence | None = None) -> None:
        self._engine = opened(url, busy_s, fence)

    def merge(self, record_id: str, fields: dict[str, Any]) -> Record:
        """Write these fields and keep the others."""
        return self.claim(record_id, None, fields)

    def claim(self, record_id: str, owner: str | None, fields: dict[str, Any]) -> Record:
        """Write these fields into a record of this owner."""
        with self._changing(record_id) as connection:
            current = _read(connection, record_id)
            require_owner(current, owner)
            if current is not None:
                return _write(connection, current, fields)
            if _is_erased(connection, record_id):
                raise gone()
            return _write(connection, record_of({"record_id": record_id, "email": owner}), fields)

    def begin_attempt(self, record_id: str, after: int) -> Record | None:
        """Raise `attempt` from `after` by one."""
        with self._changing(record_id) as connection:
            current = _read(connection, record_id)
            if current is None or current.attempt != after:
                return None
            return _write(connection, current, {"attempt": after + 1, "status": "analysing", "steps": {}})

    def finish_attempt(self, record_id: str, attempt: int, fields: dict[str, Any]) -> bool:
        """Write these fields if the record is still at this attempt."""
        with self._changing(record_id) as connection:
            current = _read(connection, record_id)
            if current is None or current.attempt != attempt:
                return False
            _write(connection, current, fields)
            return True

    def set_step(self, record_id: str, step: StepName, progress: StepProgress) -> None:
        """Note where a step stands."""
        with self._changing(record_id) as connection:
            current = _read(connection, record_id)
            if current is not None:
                _write(connection, current, {"steps": {**current.steps, step: progress}})

    def get(self, record_id: str) -> Record | None:
        """The record, None when there is none."""
        with reading(self._engine) as connection:
            return _read(connection, record_id)

    def page(
        self, limit: int, after: After | None = None, email: str | None = None, reach: Reach | None = None
    ) -> Page[Record]:
        """At most `limit` records behind that place; one more is read, to know whether there are more."""
        found: list[Record] = []
        with reading(self._engine) as connection:
            for part in _behind(after):
                lacking = limit + 1 - len(found)
                rows = connection.execute(_listed(part, email, reach).limit(lacking)) if lacking else ()
                found += [record_of(row.document) for row in rows]
        return page_of(found, limit)

    def count_by_email(self, email: str) -> int:
        """How many there are of that address; no document is read."""
        query = sa.select(sa.func.count()).select_from(RECORDS).where(RECORDS.c.email == canonical(email))
        with reading(self._engine) as connection:
            return connection.scalar(query) or 0

    def list_by_email(self, email: str) -> list[Record]:
        """Records of that address."""
        return self._list(sa.select(RECORDS.c.document).where(RECORDS.c.email == canonical(email)))

    def list_all(self) -> list[Record]:
        """All records."""
        return self._list(sa.select(RECORDS.c.document))

    def list_by_status(self, *statuses: RecordStatus) -> list[Record]:
        """Records that stand at one of these; found by an index."""
        return self._list(sa.select(RECORDS.c.document).where(RECORDS.c.status.in_(statuses)))

    def delete(self, record_id: str) -> None:
        """Remove the record."""
        with self._changing(record_id) as connection:
            _remove(connection, record_id)

    def erase(self, record_id: str) -> None:
        """Remove the record for good."""
        with self._changing(record_id) as connection:
            _remove(connection, record_id)
            if not _is_erased(connection, record_id):
                connection.execute(sa.insert(ERASED).values(digest=erased_digest(record_id)))

    def is_erased(self, record_id: str) -> bool:
        """Whether the record was erased."""
        with reading(self._engine) as connection:
            return _is_erased(connection, record_id)

    def _changing(self, record_id: str) -> AbstractContextManager[sa.Connection]:
        return transaction(self._engine, f"record {record_id}")

    def _list(self, query: sa.Select[Any]) -> list[Record]:
        newest_first = query.order_by(RECORDS.c.date.desc().nulls_last(), RECORDS.c.record_id)
        with reading(self._engine) as connection:
            return [record_of(row.document) for row in connection.execute(newest_first)]


def _behind(after: After | None) -> Iterator[sa.ColumnElement[bool]]:
    """Those with a date, and then those without: each in an order that an index has."""
    date, record_id = RECORDS.c.date, RECORDS.c.record_id
    if after is None:
        yield date.is_not(None)
    elif after.date is not None:
        yield sa.and_(date <= after.date, sa.or_(date < after.date, record_id > after.record_id))
    yield (
        date.is_(None)
        if after is None or after.date is not None
        else sa.and_(date.is_(None), record_id > after.record_id)
    )


def _listed(part: sa.ColumnElement[bool], email: str | None, reach: Reach | None) -> sa.Select[Any]:
    query = sa.select(RECORDS.c.document).where(part)
    if email is not None:
        query = query.where(RECORDS.c.email == canonical(email))
    if reach is not None:
        shown = RECORDS.c.record_id.in_(reach.record_ids)
        own = sa.false() if reach.owner is None else RECORDS.c.email == canonical(reach.owner)
        query = query.where(sa.or_(own, shown))
    return query.order_by(RECORDS.c.date.desc(), RECORDS.c.record_id)


def _read(connection: sa.Connection, record_id: str) -> Record | None:
    row = connection.execute(sa.select(RECORDS.c.document).where(RECORDS.c.record_id == record_id)).first()
    return record_of(row.document) if row else None


def _remove(connection: sa.Connection, record_id: str) -> None:
    connection.execute(sa.delete(RECORDS).where(RECORDS.c.record_id == record_id))


def _is_erased(connection: sa.Connection, record_id: str) -> bool:
    found = sa.select(ERASED.c.digest).where(ERASED.c.digest == erased_digest(record_id))
    return connection.execute(found).first() is not None


def _write(connection: sa.Connection, current: Record, fields: dict[str, Any]) -> Record:
    record = record_of({**current.model_dump(), **fields})
    values = {
        "email": canonical(record.email) if record.email else None,
        "date": record.date,
        "document": record.model_dump(mode="json"),
    }
    updated = connection.execute(sa.update(RECORDS).where(RECORDS.c.record_id == record.record_id).values(values))
    if updated.rowcount == 0:
        connection.execute(sa.insert(RECORDS).values(record_id=record.record_id, **values))
    return record
