"""The database grows with the code, on real SQLite."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from interview_simulator.errors import BadInputError
from interview_simulator.stores.records.migrate import MIGRATIONS
from interview_simulator.stores.records.schema import HEAD, METADATA
from interview_simulator.stores.records.sql import SqlRecordStore

BEFORE_REVISIONS = """
CREATE TABLE records (
    record_id VARCHAR(128) NOT NULL, email VARCHAR(320), date VARCHAR(32), document JSON NOT NULL,
    PRIMARY KEY (record_id)
);
CREATE INDEX ix_records_email ON records (email);
CREATE INDEX ix_records_date ON records (date);
INSERT INTO records VALUES (
    'r1', 'ana@b.c', '2026-01-01T00:00:00Z',
    '{"record_id": "r1", "email": "Ana@b.c", "date": "2026-01-01T00:00:00Z", "recording": "recordings/r1.webm"}'
);
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records.sqlite"


def opened(path: Path) -> SqlRecordStore:
    return SqlRecordStore(f"sqlite:///{path}")


def revisions(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return [row[0] for row in connection.execute("SELECT version_num FROM alembic_version")]


def dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return list(connection.iterdump())


def differences(path: Path) -> list[object]:
    """What Alembic would change to make the database what the code expects."""
    with sa.create_engine(f"sqlite:///{path}").connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), METADATA))


def test_an_empty_database_comes_to_the_head(path: Path) -> None:
    opened(path).merge("r1", {"email": "a@b.c"})
    assert revisions(path) == [HEAD] and differences(path) == []


def test_the_head_named_in_the_code_is_the_newest_revision() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


def test_a_database_from_before_revisions_is_taken_over_without_loss(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.executescript(BEFORE_REVISIONS)
    store = opened(path)
    record = store.get("r1")
    assert record is not None and (record.email, record.recording) == ("Ana@b.c", "recordings/r1.webm")
    assert store.list_by_email("ana@b.c") == [record]
    assert revisions(path) == [HEAD] and differences(path) == []


def test_opening_again_changes_nothing_and_does_not_load_alembic(path: Path) -> None:
    opened(path).merge("r1", {"email": "a@b.c"})
    before = dump(path)
    code = (
        "import sys; from interview_simulator.stores.records.sql import SqlRecordStore;"
        f"print(SqlRecordStore('sqlite:///{path}').get('r1').email, 'alembic' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert told.split() == ["a@b.c", "False"]
    assert dump(path) == before


def test_several_processes_may_open_an_empty_database_at_once(path: Path) -> None:
    code = (
        "from interview_simulator.stores.records.sql import SqlRecordStore; import sys;"
        f"SqlRecordStore('sqlite:///{path}').merge(sys.argv[1], {{}})"
    )
    opening = [subprocess.Popen([sys.executable, "-c", code, f"r{i}"]) for i in range(4)]
    assert [process.wait(timeout=60) for process in opening] == [0] * 4
    assert {record.record_id for record in opened(path).list_all()} == {"r0", "r1", "r2", "r3"}
    assert revisions(path) == [HEAD]


def test_a_database_of_newer_code_is_refused_and_left_as_it_is(path: Path) -> None:
    opened(path).merge("r1", {"email": "a@b.c"})
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(BadInputError, match=r"9999.*newer version"):
        opened(path)
    assert revisions(path) == ["9999"]


@pytest.mark.parametrize("before", ["", BEFORE_REVISIONS], ids=["empty", "from before revisions"])
def test_a_revision_that_fails_leaves_the_database_as_it_was(
    path: Path, before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite3.connect(path) as connection:
        connection.executescript(before)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr("alembic.runtime.migration.HeadMaintainer.update_to_step", fail)
    with pytest.raises(RuntimeError, match="killed"):
        opened(path)
    with sqlite3.connect(path) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables == ({"records"} if before else set())
