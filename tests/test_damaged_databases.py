"""A database that is damaged, is another program's or is no file: one sentence, wherever it is met."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from tests.support.waiting import PATIENCE_S
from tests.web.answers import problem

from interview_simulator.cli import main
from interview_simulator.compose import build
from interview_simulator.domain.account import Account
from interview_simulator.domain.timestamps import now
from interview_simulator.errors import DamagedDatabaseError
from interview_simulator.settings import Settings
from interview_simulator.stores.accounts.sql import sql_account_store
from interview_simulator.stores.records.database import wipe
from interview_simulator.web.app import create_app

COMMANDS = (
    "accounts create a@b.c", "accounts list", "accounts reset a@b.c", "accounts token a@b.c n", "accounts tokens a@b.c",
    "accounts adopt a@b.c", "audit all", "export all OUT/all.zip", "erase all --yes", "retention", "backup OUT/copy",
)  # fmt: skip


def garbage(path: Path) -> None:
    path.write_bytes(b"no database at all " * 1000)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def another_programs(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE moz_places (id INTEGER)")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


DAMAGE: tuple[Callable[[Path], None], ...] = (garbage, truncated, another_programs, a_folder)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with both databases, as DBOS and the records' store leave them, each whole in one file."""
    made, whole = tmp_path_factory.mktemp("made"), tmp_path_factory.mktemp("whole")
    parts = build(Settings(data_dir=made))
    parts.workflow.launch()
    parts.workflow.close()
    for number in range(300):
        parts.records.merge(f"r{number}", {"email": "ana@b.c", "duration": "00:00:11"})
    for name in ("records.sqlite", "workflow.sqlite"):
        with closing(sqlite3.connect(made / name)) as there, closing(sqlite3.connect(whole / name)) as copy:
            there.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    return whole


@pytest.fixture
def data_dir(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(whole, folder)
    monkeypatch.setenv("INTERVIEW_SIMULATOR_DATA_DIR", str(folder))
    monkeypatch.setenv("INTERVIEW_SIMULATOR_RETENTION_DAYS", "30")
    return folder


@pytest.mark.parametrize("name", ["records.sqlite", "workflow.sqlite"])
@pytest.mark.parametrize("harm", DAMAGE)
def test_every_command_says_which_file_it_is_and_what_to_do(
    data_dir: Path, tmp_path: Path, harm: Callable[[Path], None], name: str
) -> None:
    harm(data_dir / name)
    of_records = name == "records.sqlite"
    for command in COMMANDS if of_records else COMMANDS[6:]:
        done = CliRunner().invoke(main, command.replace("OUT", str(tmp_path)).split())
        told = f"error: {data_dir / name} "
        assert done.exit_code == 1 and isinstance(done.exception, SystemExit), (command, done.output)
        assert told in done.stderr and "restore a backup" in done.stderr and len(done.stderr.splitlines()) == 1, command


@pytest.mark.parametrize(
    ("name", "harm"), [("records.sqlite", truncated), ("workflow.sqlite", garbage), ("records.sqlite", emptied)]
)
def test_the_server_does_not_start_on_it(data_dir: Path, harm: Callable[[Path], None], name: str) -> None:
    harm(data_dir / name)
    command = [sys.executable, "-m", "interview_simulator.cli", "serve", "--port", "0", "--no-open"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert f"{data_dir / name} " in done.stderr and "restore a backup" in done.stderr


def test_damage_deep_in_the_workflows_database_is_told_at_the_start_in_one_sentence(data_dir: Path) -> None:
    """Its beginning is whole, so it is DBOS that meets it."""
    path = data_dir / "workflow.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        pages = "SELECT rootpage FROM sqlite_master WHERE tbl_name = 'workflow_status'"
        first = [page for (page,) in connection.execute(pages)]
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        for page in first:
            file.seek((page - 1) * size)
            file.write(b"\xff" * size)
    command = [sys.executable, "-m", "interview_simulator.cli", "serve", "--port", "0", "--no-open"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode != 0 and "Traceback" not in done.stderr
    assert f"{path} " in done.stderr and "restore a backup" in done.stderr


def test_while_it_serves_it_answers_with_a_sentence(data_dir: Path) -> None:
    app = create_app(build(Settings(public_url="http://testserver")))
    path = data_dir / "records.sqlite"
    garbage(path)
    client = TestClient(app, raise_server_exceptions=False)
    for asked in ("/records", "/records/r7", "/audit", "/readyz"):
        assert "restore a backup" in problem(client.get(asked), 503), asked


def test_a_document_that_cannot_be_read_is_damage(data_dir: Path) -> None:
    path = data_dir / "records.sqlite"
    store = sql_account_store(f"sqlite:///{path}")
    store.accounts.add(Account(id="a1", created=now(), email="ana@b.c"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE accounts SET document = '{'")
        connection.commit()
    with pytest.raises(DamagedDatabaseError, match=str(path)):
        store.accounts.get("a1")


def test_what_makes_files_anew_says_which_is_damaged(data_dir: Path) -> None:
    garbage(data_dir / "records.sqlite")
    with pytest.raises(DamagedDatabaseError, match=r"records\.sqlite"):
        wipe(data_dir / "records.sqlite")


def test_a_backup_of_it_is_none(data_dir: Path, tmp_path: Path) -> None:
    truncated(data_dir / "records.sqlite")
    done = CliRunner().invoke(main, ["backup", str(tmp_path / "copy")])
    assert done.exit_code == 1 and not (tmp_path / "copy" / "manifest.json").exists()
    shutil.rmtree(tmp_path / "copy", ignore_errors=True)
