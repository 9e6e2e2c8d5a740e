"""What is deleted from any SQLite file is overwritten, also where the connection is a library's."""

from pathlib import Path

import sqlalchemy as sa

from interview_simulator.workflow.secure_delete import overwrite_deleted


def test_a_deleted_row_is_in_no_byte_of_the_file(tmp_path: Path) -> None:
    overwrite_deleted()
    path = tmp_path / "any.sqlite"
    with sa.create_engine(f"sqlite:///{path}").begin() as connection:
        connection.execute(sa.text("CREATE TABLE output (text TEXT)"))
        connection.execute(sa.text("INSERT INTO output VALUES ('xylophanous'), ('quokkas')"))
    assert b"xylophanous" in path.read_bytes()
    with sa.create_engine(f"sqlite:///{path}").begin() as connection:
        connection.execute(sa.text("DELETE FROM output WHERE text = 'xylophanous'"))
    assert b"xylophanous" not in path.read_bytes() and b"quokkas" in path.read_bytes()
