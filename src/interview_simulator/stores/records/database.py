"""A SQL database at this code's schema, and transactions on it: SQLite on one machine, PostgreSQL for many."""

import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from interview_simulator.errors import DiskFullError, StoreUnavailableError
from interview_simulator.sqlite_files import damage, damaged
from interview_simulator.stores.records.migrate import to_head
from interview_simulator.stores.records.schema import METADATA

BUSY_S = 30.0
"""How long to wait for another writer."""
CONNECT_S = 5
UNANSWERED_MS = 10_000
"""A connection to PostgreSQL is given up when what was sent on it is not acknowledged for this long."""
LIVELY = {
    "connect_timeout": CONNECT_S,
    "tcp_user_timeout": UNANSWERED_MS,
    "keepalives_idle": CONNECT_S,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
"""For every connection to PostgreSQL: one whose other end is gone ends, instead of being waited on for minutes."""
CONNECTIONS = 10
"""To PostgreSQL that a process keeps; for a moment it may have four times as many, one for each thread of the API."""
LEFT_OPEN_S = 10
"""PostgreSQL ends a transaction that is left open this long, so that a stopped process keeps no lock."""
UNANSWERED = (OperationalError, InterfaceError, InternalError, NoConnectionError)
"""A transaction that PostgreSQL ended, because it was left open, is an internal error to the driver."""
READS = {"interview_simulator_reads": True}
"""The execution option of a transaction in which nothing is written."""
CHECKPOINT_AGAIN_S = 0.05
ROOM_TO_WIPE_BYTES = 4 << 20
"""Left free beside the copies of a database that is made anew."""
NO_ROOM_TO_WIPE = "The disk has no room for a copy of the databases; free some space."
UNAVAILABLE = "The database did not answer; try again in a moment."
Fence = Callable[[sa.Connection], None]
"""Begins every transaction; what it raises ends that."""


def opened(url: str, busy_s: float = BUSY_S, fence: Fence | None = None) -> sa.Engine:
    """The database at `url`, brought to this code's schema; raises StoreUnavailableError."""
    engine = _sqlite(url, busy_s) if url.startswith("sqlite") else _postgresql(url, busy_s)
    with transaction(engine) as connection:
        to_head(connection)
    return engine if fence is None else _fenced(engine, fence)


@contextmanager
def transaction(engine: sa.Engine, about: str | None = None) -> Iterator[sa.Connection]:
    """All of it is written or nothing; raises StoreUnavailableError, DamagedDatabaseError.

    What reads and then writes says `about` what: of two that are about the same the second begins behind the first,
    or it would lose the first one's writes.
    """
    with answering(engine.url), engine.begin() as connection:
        if about is not None:
            alone(connection, about)
        yield connection


@contextmanager
def answering(url: str | sa.URL) -> Iterator[None]:
    """Raises StoreUnavailableError where the database did not answer, DamagedDatabaseError where its file is bad."""
    parsed = sa.make_url(url)
    file = Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None
    try:
        yield
    except (DBAPIError, NoConnectionError) as error:
        found = damage(file, error.orig) if isinstance(error, DBAPIError) and file else None
        if found is not None:
            raise found from error
        if isinstance(error, UNANSWERED):
            raise StoreUnavailableError(UNAVAILABLE) from error
        raise
    except json.JSONDecodeError as error:  # of a document
        raise damaged(file, "a document in it cannot be read") from error


def alone(connection: sa.Connection, about: str) -> None:
    """Wait until no other transaction is about the same; SQLite has one writer at a time anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(about, 0))))


def reading(engine: sa.Engine) -> AbstractContextManager[sa.Connection]:
    """What is seen stays the same in it; it waits for no writer. Raises StoreUnavailableError."""
    return transaction(engine.execution_options(**READS))


def wipe(*paths: Path) -> None:
    """Make these SQLite files anew, so that nothing of deleted rows is left in free pages or in the write-ahead log.

    SQLite overwrites what is deleted (`secure_delete`), but not the copies of a row that were left in a page when its
    rows moved to another one. May run beside other processes that use them. Raises StoreUnavailableError when they are
    busy for too long, DiskFullError without room for a copy; then the write-ahead log is emptied, if there is room to.
    """
    try:
        for path in filter(Path.exists, paths):
            with closing(sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)) as connection:
                _empty_log(connection)
                _require_room_for_copies(path)
                try:
                    connection.execute("VACUUM")
                finally:
                    _empty_log(connection)  # or a VACUUM that met a full disk would keep it full
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise DiskFullError(NO_ROOM_TO_WIPE) from error
        raise damage(path, error) or StoreUnavailableError(UNAVAILABLE) from error


def _empty_log(connection: sqlite3.Connection) -> None:
    """Take over what is in the write-ahead log, and leave no byte there."""
    deadline_s = time.monotonic() + BUSY_S
    while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        if time.monotonic() > deadline_s:
            raise StoreUnavailableError(UNAVAILABLE)
        time.sleep(CHECKPOINT_AGAIN_S)  # SQLite waits for readers, but not for another one who does this


def _require_room_for_copies(path: Path) -> None:
    """VACUUM writes the database twice: beside it, and into the write-ahead log."""
    if shutil.disk_usage(path.parent).free < 2 * path.stat().st_size + ROOM_TO_WIPE_BYTES:
        raise DiskFullError(NO_ROOM_TO_WIPE)


def vacuum(engine: sa.Engine) -> None:
    """Take deleted rows out of PostgreSQL's tables; its write-ahead log and the free space still hold their bytes."""
    with answering(engine.url), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"VACUUM {', '.join(METADATA.tables)}")


def _sqlite(url: str, busy_s: float) -> sa.Engine:
    engine = sa.create_engine(url, connect_args={"timeout": busy_s})
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    """Readers and one writer at the same time; deleted rows are overwritten; the driver leaves transactions to us."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA secure_delete=ON")


def _begin(connection: sa.Connection) -> None:
    """Take the write lock at once: two that read first and then both write would lose one of the writes."""
    reads = READS.items() <= connection.get_execution_options().items()
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@cache
def _postgresql(url: str, busy_s: float) -> sa.Engine:
    """One pool of connections for all stores of the process."""
    limits = {"lock_timeout": busy_s, "idle_in_transaction_session_timeout": LEFT_OPEN_S}
    options = " ".join(f"-c {name}={int(1000 * limit_s)}" for name, limit_s in limits.items())
    return sa.create_engine(
        sa.make_url(url).set(drivername="postgresql+psycopg"),
        connect_args={**LIVELY, "options": options},
        pool_pre_ping=True,
        pool_size=CONNECTIONS,
        max_overflow=3 * CONNECTIONS,
    )


def _fenced(engine: sa.Engine, fence: Fence) -> sa.Engine:
    """The same connections, for transactions that the fence begins."""
    fenced = engine.execution_options()
    sa.event.listen(fenced, "begin", fence)
    return fenced
