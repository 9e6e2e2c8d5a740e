"""What DBOS deletes from SQLite is overwritten at once; it has no setting for that.

Results of steps hold the transcript. They go from the file for certain when the databases are made anew, which comes
later, and on a full disk much later.
"""

import sqlite3
from functools import cache

import sqlalchemy as sa


@cache
def overwrite_deleted() -> None:
    """Ask for it in every connection to SQLite that SQLAlchemy opens from now on."""
    sa.event.listen(sa.engine.Engine, "connect", _ask)


def _ask(connection: object, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA secure_delete=ON")
