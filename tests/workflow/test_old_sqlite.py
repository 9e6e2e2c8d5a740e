"""What DBOS asks of SQLite on Python 3.12 and newer, answered by a SQLite of any age."""

import time

import pytest
import sqlalchemy as sa

from interview_simulator.workflow.old_sqlite import provide_subseconds

MADE = "CREATE TABLE version (name TEXT, created INTEGER NOT NULL DEFAULT (unixepoch('subsec') * 1000))"


def test_a_column_takes_the_milliseconds_of_now_by_default() -> None:
    provide_subseconds()
    before_s = time.time() - 0.001
    with sa.create_engine("sqlite://").begin() as connection:
        connection.execute(sa.text(MADE))
        connection.execute(sa.text("INSERT INTO version (name) VALUES ('1')"))
        created_ms = connection.execute(sa.text("SELECT created FROM version")).scalar_one()
    assert before_s * 1000 <= created_ms <= time.time() * 1000 + 1


@pytest.mark.parametrize("modifier", ["subsec", "subsecond"])
def test_the_clock_has_parts_of_a_second(modifier: str) -> None:
    provide_subseconds()
    with sa.create_engine("sqlite://").connect() as connection:
        told = {connection.execute(sa.text(f"SELECT unixepoch('{modifier}')")).scalar_one() for _ in range(50)}
        assert any(second != int(second) for second in told)
