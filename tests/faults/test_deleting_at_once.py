"""Many deletions at the same time all succeed and are noted, though the databases are large and are made anew."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.privacy.test_erase_bytes import COMMAND, EMAIL, WORDS, noise, recorded
from tests.support.server import Server
from tests.support.waiting import until

from interview_simulator.stores.records.sql import SqlRecordStore

AT_ONCE, BALLAST = 8, 150
"""How many are deleted, and how many large records make the database so large that making it anew takes a while."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    started = Server(tmp_path / "data", *COMMAND, "serve", HEARD=WORDS)
    yield started
    started.stop()


def test_eight_deletions_at_once_succeed_and_are_noted(server: Server, tmp_path: Path) -> None:
    records = SqlRecordStore(f"sqlite:///{server.data_dir / 'records.sqlite'}")
    for number in range(BALLAST):
        records.merge(f"other-{number}", {"question": "Why? " * 50_000})
    names, mine = [f"r{number}" for number in range(AT_ONCE)], noise(tmp_path / "mine.wav", 1)
    for name in names:
        recorded(server, name, EMAIL, mine)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = list(pool.map(lambda name: server.client.delete(f"/records/{name}").status_code, names))
    assert Counter(told) == {204: AT_ONCE}
    noted = server.client.get("/audit").raise_for_status().json()["results"]
    assert sorted(entry["record_id"] for entry in noted if entry["action"] == "record_deleted") == names
    until(lambda: not list((server.data_dir / "wiping").glob("due-*")))


def test_one_who_is_killed_after_the_answer_wipes_at_the_next_start(server: Server, tmp_path: Path) -> None:
    recorded(server, "r1", EMAIL, noise(tmp_path / "mine.wav", 1))
    due = server.data_dir / "wiping"
    server.client.delete("/records/r1").raise_for_status()
    server.kill()
    (due / "due-left").touch()  # whether the server was killed before it had wiped or not
    server.start()
    until(lambda: not list(due.glob("due-*")))
