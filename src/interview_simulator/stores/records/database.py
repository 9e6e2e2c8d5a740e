"""A SQL database at this code's schema, and transactions on it."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from interview_simulator.errors import StoreUnavailableError
from interview_simulator.stores.records.migrate import to_head

BUSY_S = 30.0
"""How long to wait for another writer."""
READS = {"interview_simulator_reads": True}
"""The execution option of a transaction in which nothing is written."""
UNAVAILABLE = "The database did not answer; try again in a moment."


def opened(url: str, busy_s: float = BUSY_S) -> sa.Engine:
    """The database at `url`, brought to this code's schema; raises StoreUnavailableError."""
    engine = sa.create_engine(url, connect_args={"timeout": busy_s})
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    with transaction(engine) as connection:
        to_head(connection)
    return engine


@contextmanager
def transaction(engine: sa.Engine) -> Iterator[sa.Connection]:
    """All of it is written or nothing; raises StoreUnavailableError."""
    try:
        with engine.begin() as connection:
            yield connection
    except OperationalError as error:
        raise StoreUnavailableError(UNAVAILABLE) from error


def reading(engine: sa.Engine) -> AbstractContextManager[sa.Connection]:
    """What is seen stays the same in it; it waits for no writer. Raises StoreUnavailableError."""
    return transaction(engine.execution_options(**READS))


def wipe(*paths: Path) -> None:
    """Make these SQLite files anew, so that nothing of deleted rows is left in free pages or in the write-ahead log.

    May run beside other processes that use them. Raises StoreUnavailableError when they are busy for too long.
    """
    try:
        for path in paths:
            with closing(sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)) as connection:
                connection.execute("VACUUM")
                busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:
                raise StoreUnavailableError(UNAVAILABLE)
    except sqlite3.OperationalError as error:
        raise StoreUnavailableError(UNAVAILABLE) from error


def _prepare(connection: Any, _record: Any) -> None:
    """Readers and one writer at the same time; deleted rows are overwritten; the driver leaves transactions to us."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA secure_delete=ON")


def _begin(connection: sa.Connection) -> None:
    """Take the write lock at once: two that read first and then both write would lose one of the writes."""
    reads = READS.items() <= connection.get_execution_options().items()
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
