"""The database grows with the code, on real SQLite."""

import json
import sqlite3
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from tests.support.waiting import PATIENCE_S

from interview_simulator.audit.sql import SqlAuditLog
from interview_simulator.domain.address import same
from interview_simulator.errors import BadInputError
from interview_simulator.privacy.sql import SqlConsents
from interview_simulator.stores.accounts.sql import sql_account_store
from interview_simulator.stores.records.migrate import MIGRATIONS
from interview_simulator.stores.records.schema import HEAD, METADATA
from interview_simulator.stores.records.sql import SqlRecordStore

RELEASED = Path(__file__).with_name("released")
"""A database of each revision, with data, as the code of its time wrote it."""
BEFORE_REVISIONS = (RELEASED / "before-revisions.sql").read_text()


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


def test_every_revision_has_a_database_of_its_time() -> None:
    revisions = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    assert {path.stem for path in RELEASED.glob("*.sql")} == revisions | {"before-revisions", "0004-with-status"}


RELEASED_TEXTS = {
    "0001_records.py": "3a18befc880584f18b26aa7e091426c270c1367b3f822b81125f671e1b4ce237",
    "0002_accounts.py": "f90b621070cd5edb2ecd72eb46941aa115a9914195c62e6c7cfd1c8b2bf5f47f",
    "0003_privacy.py": "8a0c0ad408198e823317690d4f3d9d42cb1bfab583ba7e336be4da68400fe7b1",
    "0004_many_machines.py": "288869531aa5e4c2782bfe1103665c8c4f44beeba647989af36e303152fb01be",
    "0005_record_status.py": "7d83ad45fec541f0e937762d276c051191a522a4c58c1b25ee504ec11a765b01",
    "0006_erased_records.py": "317093902cc6c4d6fe29e4d6229c150a6c2907d7335352bf83fb0adddf2a2646",
    "0007_accounts.py": "12cef635fb43540fbb103def70ac05490f2800122b770838ca958673170b7def",
    "0008_records_of_an_owner.py": "22fd46276261f9868621d63f9cabcd9e41ad4dab7a552b3e511665dd05729fa5",
}
"""SHA-256 of the revisions: databases have gone through them, so a change is another revision."""


def test_no_revision_is_changed_after_it_was_released() -> None:
    texts = {path.name: path for path in (MIGRATIONS / "versions").glob("*.py")}
    assert {name: sha256(path.read_bytes()).hexdigest() for name, path in texts.items()} == RELEASED_TEXTS


def test_an_erased_record_stays_erased_through_revisions(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.executescript((RELEASED / "0006.sql").read_text())
    assert opened(path).is_erased("gone")


@pytest.mark.parametrize("released", sorted(RELEASED.glob("*.sql")), ids=lambda file: file.stem)
def test_a_database_of_every_revision_comes_to_the_head_with_all_it_holds(path: Path, released: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.executescript(released.read_text())
        held = dict(connection.execute("SELECT record_id, document FROM records").fetchall())
    store = opened(path)
    for record_id, document in held.items():
        record = store.get(record_id)
        assert record is not None
        now, before = record.model_dump(mode="json"), json.loads(document)
        assert {name: now[name] for name in before if name != "figures"} == {
            name: value for name, value in before.items() if name != "figures"
        }
    assert revisions(path) == [HEAD] and differences(path) == []


def test_what_belonged_to_an_address_with_folded_letters_belongs_to_it_still(path: Path) -> None:
    """Accounts were kept as `éva@bücher.example`, however the owner wrote it; records as it was written."""
    folded, network, written = "éva@bücher.example", "éva@xn--bcher-kva.example", "Éva@Bücher.example"
    with sqlite3.connect(path) as connection:
        connection.executescript((RELEASED / "0004.sql").read_text())
        connection.execute("DELETE FROM accounts WHERE id <> (SELECT min(id) FROM accounts)")
        for table, column in (("accounts", "email"), ("shares", "email"), ("comments", "author"), ("made", "email")):
            connection.execute(f"UPDATE {table} SET {column} = ?", [folded])
            connection.execute(f"UPDATE {table} SET document = json_set(document, '$.{column}', ?)", [folded])
        connection.execute(
            "UPDATE records SET email = ?, document = json_set(document, '$.email', ?)", [folded, written]
        )
        connection.execute("UPDATE groups SET document = json_set(document, '$.emails', json_array(?))", [folded])
        connection.execute("UPDATE consents SET email = ? WHERE email <> ''", [folded])
        connection.execute("UPDATE audit SET about = ?", [folded])
        held = connection.execute("SELECT count(*) FROM records").fetchone()[0]
    records, people = opened(path), sql_account_store(f"sqlite:///{path}")
    (account,) = people.accounts.find(email=network)
    assert account.email == network
    assert len(records.list_by_email(written.replace("É", "é"))) == held > 0
    assert all(same(record.email, account.email) for record in records.list_all())
    assert (
        people.shares.find(email=network) and people.comments.find(author=network) and people.made.find(email=network)
    )
    assert network in people.groups.find()[0].emails
    assert SqlConsents(f"sqlite:///{path}").get(folded) is not None
    assert SqlAuditLog(f"sqlite:///{path}").entries(folded)


def test_a_token_from_before_scopes_opens_what_it_did(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.executescript((RELEASED / "0004.sql").read_text())
    (token,) = sql_account_store(f"sqlite:///{path}").tokens.find(kind="api")
    assert token.scopes == ("metrics", "records", "administration")


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
    assert [process.wait(timeout=PATIENCE_S) for process in opening] == [0] * 4
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
