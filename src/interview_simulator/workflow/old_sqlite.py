"""Milliseconds for DBOS where SQLite is older than 3.42, as on Debian 12 and Ubuntu 22.04.

On Python 3.12 and newer DBOS reads the clock by `unixepoch('subsec')`, also in the defaults of its columns. An older
SQLite answers NULL to that, and DBOS does not start. A function of that name, registered in each connection, answers
instead. It does no harm on an older Python, whose database may come from a newer one.
"""

import sqlite3
import time
from functools import cache

import sqlalchemy as sa

KNOWS_SUBSECONDS = (3, 42)


@cache
def provide_subseconds() -> None:
    """Register the function in every connection to SQLite that SQLAlchemy opens from now on, where it is needed."""
    if sqlite3.sqlite_version_info < KNOWS_SUBSECONDS:
        sa.event.listen(sa.engine.Engine, "connect", _register)


def _register(connection: object, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.create_function("unixepoch", 1, _unixepoch)


def _unixepoch(modifier: str) -> float:
    """Return the seconds since 1970 with milliseconds, as SQLite 3.42 answers to this modifier."""
    if modifier not in ("subsec", "subsecond"):
        raise ValueError(f"unixepoch('{modifier}') is not asked for by DBOS")
    return round(time.time(), 3)
