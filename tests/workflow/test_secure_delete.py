"""What is deleted from any SQLite file is overwritten, also where the connection is a library's."""

import sqlite3
from pathlib import Path

import sqlalchemy as sa

from interview_simulator.workflow.secure_delete import overwrite_deleted


def engine(path: Path) -> sa.Engine:
    """As with a SQLite that does not overwrite by itself; Debian's does."""

    def connected() -> sqlite3.Connection:
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA secure_delete=OFF")
        return connection

    return sa.create_engine("sqlite://", creator=connected)


def test_a_deleted_row_is_in_no_byte_of_the_file(tmp_path: Path) -> None:
    overwrite_deleted()
    path = tmp_path / "any.sqlite"
    with engine(path).begin() as connection:
        connection.execute(sa.text("CREATE TABLE output (text TEXT)"))
        connection.execute(sa.text("INSERT INTO output VALUES ('xylophanous'), ('quokkas')"))
    assert b"xylophanous" in path.read_bytes()
    with engine(path).begin() as connection:
        connection.execute(sa.text("DELETE FROM output WHERE text = 'xylophanous'"))
    assert b"xylophanous" not in path.read_bytes() and b"quokkas" in path.read_bytes()
