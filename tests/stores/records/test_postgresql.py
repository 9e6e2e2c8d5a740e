"""The same schema on real PostgreSQL."""

import subprocess
import sys
import threading
from functools import partial

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from tests.support import postgresql_server
from tests.support.waiting import PATIENCE_S

from interview_simulator.errors import BadInputError, StoreUnavailableError
from interview_simulator.privacy.wiping import StartWiping
from interview_simulator.stores.records.database import opened, transaction, vacuum
from interview_simulator.stores.records.schema import HEAD, METADATA
from interview_simulator.stores.records.sql import SqlRecordStore


@pytest.fixture
def url() -> str:
    return postgresql_server.new_database()


def revision(url: str) -> str | None:
    with transaction(opened(url)) as connection:
        found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        return found


def test_an_empty_database_comes_to_the_head(url: str) -> None:
    SqlRecordStore(url).merge("r1", {"email": "a@b.c"})
    with transaction(opened(url)) as connection:
        assert list(compare_metadata(MigrationContext.configure(connection), METADATA)) == []
    assert revision(url) == HEAD


def test_several_processes_may_open_an_empty_database_at_once(url: str) -> None:
    code = (
        "from interview_simulator.stores.records.sql import SqlRecordStore; import sys;"
        f"SqlRecordStore('{url}').merge(sys.argv[1], {{}})"
    )
    opening = [subprocess.Popen([sys.executable, "-c", code, f"r{i}"]) for i in range(4)]
    assert [process.wait(timeout=PATIENCE_S) for process in opening] == [0] * 4
    assert {record.record_id for record in SqlRecordStore(url).list_all()} == {"r0", "r1", "r2", "r3"}


def test_a_database_of_newer_code_is_refused(url: str) -> None:
    with transaction(opened(url)) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BadInputError, match=r"9999.*newer version"):
        opened(url)


def test_a_writer_that_waits_too_long_for_another_says_so(url: str) -> None:
    patient, hasty = opened(url), SqlRecordStore(url, busy_s=0.2)
    hasty.merge("r1", {})
    written = threading.Event()

    def hold() -> None:
        with transaction(patient, "record r1"):
            held.set()
            written.wait()

    held = threading.Event()
    holding = threading.Thread(target=hold)
    holding.start()
    held.wait()
    with pytest.raises(StoreUnavailableError):
        hasty.merge("r1", {"email": "a@b.c"})
    assert hasty.merge("r2", {}).record_id == "r2"
    written.set()
    holding.join()
    assert hasty.merge("r1", {"email": "a@b.c"}).email == "a@b.c"


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(StoreUnavailableError):
        opened(f"postgresql://nobody@127.0.0.1:{postgresql_server.free_port()}/none")


def test_the_tables_can_be_vacuumed_while_others_write(url: str) -> None:
    store = SqlRecordStore(url)
    store.merge("r1", {})
    store.delete("r1")
    with transaction(opened(url), "record r2"):
        vacuum(opened(url))
    with transaction(opened(url)) as connection:
        assert connection.scalar(sa.text("SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'records'")) == 0


def test_the_servers_of_a_database_vacuum_at_their_start_and_after_deletions(url: str) -> None:
    store = SqlRecordStore(url)
    store.merge("r1", {})
    wiping = StartWiping(partial(vacuum, opened(url)))
    wiping.wipe()
    assert times_vacuumed(url) == 1
    with wiping.deleting():
        store.erase("r1")
    assert times_vacuumed(url) == 1
    for _ in range(2):
        wiping.wipe()
    assert times_vacuumed(url) == 2


def times_vacuumed(url: str) -> int:
    with transaction(opened(url)) as connection:
        counted = "SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'records'"
        return int(connection.scalar(sa.text(counted)) or 0)
