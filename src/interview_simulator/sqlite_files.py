"""SQLite files: whether one is whole and this program's, and what is said of one that is not."""

import sqlite3
from contextlib import closing
from pathlib import Path

from interview_simulator.errors import DamagedDatabaseError, StoreUnavailableError

BUSY_S = 30.0
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
CLOSED = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_AUTH}
LACKING = ("no such table", "no such column")
OURS = {"records.sqlite": {"records", "alembic_version"}, "workflow.sqlite": {"workflow_status", "dbos_migrations"}}
"""One of these tables is there from the first moment in which there is any."""
RESTORE = "move the data folder away and restore a backup with `interview-simulator restore`"


def require_sound(path: Path) -> None:
    """Raises DamagedDatabaseError for a file of OURS that is there and cannot be used; only its beginning is read."""
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_S)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error as error:
        raise damage(path, error) or StoreUnavailableError("The database did not answer; try again.") from error
    if tables and not tables & OURS[path.name]:
        raise DamagedDatabaseError(f"{path} is a database of another program; {RESTORE}.")
    if not tables and path.name == "records.sqlite" and _has_content(path.with_name("workflow.sqlite")):
        raise DamagedDatabaseError(f"{path} is empty, and analyses of its records are there; {RESTORE}.")


def damage(path: Path | None, error: BaseException | None) -> DamagedDatabaseError | None:
    """What is to be said where the file is to blame for the error; None where it is not."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    if code in DAMAGED or (code == sqlite3.SQLITE_ERROR and str(error).startswith(LACKING)):
        return damaged(path, str(error))
    if code in CLOSED:
        return DamagedDatabaseError(
            f"{path or 'The database'} cannot be used ({error}); make it a file that this user may read and write, "
            f"or {RESTORE}."
        )
    return None


def damaged(path: Path | None, why: str) -> DamagedDatabaseError:
    """The file does not hold what was written into it."""
    return DamagedDatabaseError(f"{path or 'The database'} is damaged ({why}); {RESTORE}.")


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
