"""SQLite files are made anew: what secure_delete leaves goes, and a log that is in use is waited for."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from tests.support.small_disk import fill, small_disk

from interview_simulator.errors import DiskFullError
from interview_simulator.stores.records.database import wipe
from interview_simulator.stores.records.sql import SqlRecordStore


def question(name: str, times: int) -> str:
    return f"[{name}]" * times


def deleted_from(path: Path, seed: int) -> list[bytes]:
    """Write records, change them, so that rows move between pages, and erase a third of them; returns their marks."""
    chance, records = Random(seed), SqlRecordStore(f"sqlite:///{path}")
    names = [f"{seed}-{number:03}" for number in range(60)]
    chance.shuffle(names)
    for name in [*names, *chance.choices(names, k=340)]:
        fields = {"email": f"{name}@example.org", "question": question(name, chance.randint(1, 120))}
        records.merge(name, fields)
    gone = chance.sample(names, 20)
    for name in gone:
        records.erase(name)
    return [mark.encode() for name in gone for mark in (f"[{name}]", f"{name}@example.org")]


def held_in(path: Path, names: list[bytes]) -> set[bytes]:
    files = [each.read_bytes() for each in path.parent.glob(f"{path.name}*")]
    return {name for name in names if any(name in content for content in files)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records.sqlite"


@pytest.mark.parametrize("seed", [0, 11, 13])
def test_nothing_of_what_was_deleted_is_left(path: Path, seed: int) -> None:
    """With these seeds SQLite 3.40 leaves copies in the database's pages, though it overwrites what is deleted."""
    gone = deleted_from(path, seed)
    assert held_in(path, gone)
    wipe(path)
    assert held_in(path, gone) == set()


def test_many_at_the_same_time_all_succeed(path: Path) -> None:
    """While one empties the log, which takes a while, SQLite turns the others away at once."""
    records = SqlRecordStore(f"sqlite:///{path}")
    for number in range(100):
        records.merge(f"other-{number}", {"question": question("others", 25_000)})
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(wipe, path) for _ in range(8)]:
            done.result()
    assert path.with_name("records.sqlite-wal").stat().st_size == 0


def test_a_file_that_is_not_there_is_not_made(path: Path) -> None:
    wipe(path)
    assert not path.exists()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk") as folder:
        yield folder


def test_on_a_full_disk_the_log_is_emptied_and_the_rest_told(disk: Path) -> None:
    path = disk / "records.sqlite"
    records = SqlRecordStore(f"sqlite:///{path}")
    for name in ("mine", "others"):
        records.merge(name, {"question": question(name, 2000)})
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    records.erase("mine")
    assert path.with_name("records.sqlite-wal").stat().st_size > 0
    ballast = fill(disk)
    with pytest.raises(DiskFullError, match="free some space"):
        wipe(path)
    assert path.with_name("records.sqlite-wal").stat().st_size == 0
    ballast.unlink()
    wipe(path)
    assert held_in(path, [b"[mine]", b"[others]"]) == {b"[others]"}
