"""Move an embedded installation into a shared one: files first, then rows, so that no record lacks its recording.

May be broken off and repeated: files that are there with the same SHA-256 are not sent again, rows are written anew.
The first row says which installation is being moved, the last one that it has been.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import Insert, insert

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import Interview
from interview_simulator.domain.timestamps import now
from interview_simulator.errors import BadInputError
from interview_simulator.stores.media.store import MediaStore
from interview_simulator.stores.records.database import opened, transaction
from interview_simulator.stores.records.schema import (
    ACCOUNTS,
    AUDIT,
    INSTALLATION,
    INTERVIEWS,
    METADATA,
    RECORDS,
    WORKERS,
)

OWN = (INSTALLATION, INTERVIEWS, WORKERS)
"""Tables of a shared installation alone."""
ROWS_AT_ONCE = 500
MOVING, MOVED = "moving-from", "moved"


@dataclass(frozen=True)
class Source:
    """The embedded installation; `secret` signs its URLs and tells it from others."""

    database_url: str
    media: MediaStore
    interviews: Mapping[str, Interview]
    secret: bytes


class Installation(Protocol):
    """Values that hold for all servers of the shared installation."""

    def get(self, name: str) -> str | None:
        """The value, None when there is none."""
        ...

    def first(self, name: str, value: str) -> str:
        """The value that was given first: this one, when there is none."""
        ...


@dataclass(frozen=True)
class Target:
    """The shared installation; no process of it runs yet."""

    database_url: str
    installation: Installation
    media: MediaStore
    interviews: MutableMapping[str, Interview]


class Moved(Frozen):
    """One file or table that is now in the shared installation."""

    name: str
    outcome: str


def migrate(source: Source, target: Target) -> Iterator[Moved]:
    """Move everything but what is still being uploaded, which the page sends anew.

    Raises:
        BadInputError: Analyses are under way, or the shared installation holds something else.
        StoreUnavailableError: A database or the bucket does not answer; what has been moved need not be moved again.
    """
    rows, shared, installation = opened(source.database_url), opened(target.database_url), target.installation
    _require_ended(rows)
    _claim(shared, installation, hashlib.sha256(source.secret).hexdigest())
    installation.first("secret", source.secret.hex())
    yield from _files(source.media, target.media)
    for interview_id, interview in source.interviews.items():
        target.interviews[interview_id] = interview
        yield Moved(name=f"interview {interview_id}", outcome="moved")
    for table in METADATA.sorted_tables:
        if table not in OWN:
            yield Moved(name=table.name, outcome=f"{_rows(table, rows, shared)} rows")
    _count_on(shared)
    installation.first(MOVED, now())


def _require_ended(engine: sa.Engine) -> None:
    with transaction(engine) as connection:
        analysed = sa.select(sa.func.count()).select_from(RECORDS).where(RECORDS.c.status == "analysing")
        under_way = connection.scalar(analysed)
    if under_way:
        raise BadInputError(
            f"{under_way} recordings are being analysed; start the embedded server once more and let them end."
        )


def _claim(engine: sa.Engine, installation: Installation, source_id: str) -> None:
    """Only one installation is moved into another, which is empty and has no process yet."""
    if moved := installation.get(MOVED):
        raise BadInputError(f"An installation was moved there on {moved}; choose another database.")
    if installation.get(MOVING) is None:
        with transaction(engine) as connection:
            if any(connection.scalar(sa.select(sa.func.count()).select_from(table)) for table in (RECORDS, ACCOUNTS)):
                raise BadInputError("The shared database holds records or accounts already; choose an empty one.")
    if installation.first(MOVING, source_id) != source_id:
        raise BadInputError("Another installation is being moved there; choose another database.")


def _files(source: MediaStore, target: MediaStore) -> Iterator[Moved]:
    for key in source.keys(""):
        digest = _digest(source.read(key))
        held = target.stat(key) is not None and _digest(target.read(key)) == digest
        with source.local(key) as path:
            if not held:
                target.put(key, path)
                _require_same(key, digest, _digest(target.read(key)))
        yield Moved(name=key, outcome="there already" if held else "moved")


def _digest(blocks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block)
    return digest.hexdigest()


def _require_same(key: str, sent: str, arrived: str) -> None:
    if sent != arrived:
        raise BadInputError(f"{key} did not arrive as it was sent (SHA-256); move again.")


def _rows(table: sa.Table, source: sa.Engine, target: sa.Engine) -> int:
    """Write all rows of the table, in parts; gives their number."""
    count = 0
    with source.connect() as reading:
        for part in reading.execute(sa.select(*_written(table))).mappings().partitions(ROWS_AT_ONCE):
            sent = [dict(row) for row in part]
            with transaction(target) as connection:
                connection.execute(_upsert(table), sent)
            count += len(sent)
    return count


def _upsert(table: sa.Table) -> Insert:
    """What an earlier attempt wrote is replaced: the source may have changed since."""
    written, key = insert(table), list(table.primary_key)
    changes = {column.name: written.excluded[column.name] for column in _written(table) if column not in key}
    return written.on_conflict_do_update(index_elements=key, set_=changes)


def _written(table: sa.Table) -> list[sa.Column[Any]]:
    """All columns but those that the database computes."""
    return [column for column in table.c if column.computed is None]


def _count_on(engine: sa.Engine) -> None:
    """The next number of the audit log comes after those that were moved."""
    with transaction(engine) as connection:
        last = connection.scalar(sa.select(sa.func.max(AUDIT.c.id)))
        if last is not None:
            connection.execute(sa.select(sa.func.setval(sa.func.pg_get_serial_sequence("audit", "id"), last)))
