"""Deleting works on a disk without a free byte, by room that was kept for it."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.privacy.test_erase_bytes import COMMAND, EMAIL, WORDS, noise, recorded, stretches, until_gone
from tests.support.server import Server
from tests.support.small_disk import fill, small_disk
from tests.support.waiting import until

from interview_simulator.accounts import joining, tokens
from interview_simulator.privacy.reserve import RESERVE_BYTES
from interview_simulator.stores.accounts.sql import sql_account_store
from interview_simulator.web.identity import OWN_HEADER, SESSION_COOKIE

SETTINGS = {"HEARD": WORDS, "INTERVIEW_SIMULATOR_DISK_RESERVE_BYTES": "0"}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk") as folder:
        yield folder


@pytest.fixture
def server(disk: Path) -> Iterator[Server]:
    started = Server(disk / "data", *COMMAND, "serve", **SETTINGS)
    until(lambda: is_whole(disk / "data" / "deletion-reserve"))
    yield started
    started.stop()


def is_whole(reserve: Path) -> bool:
    """A reserve that is still being written on a disk that fills up meanwhile is given up."""
    return reserve.exists() and reserve.stat().st_size == RESERVE_BYTES


def deletions(server: Server) -> list[str]:
    entries = server.client.get("/audit").raise_for_status().json()["results"]
    return [
        entry["record_id"] or entry["action"] for entry in entries if entry["action"] in ("record_deleted", "erased")
    ]


def test_records_and_everything_are_deleted_on_a_full_disk(server: Server, disk: Path, tmp_path: Path) -> None:
    mine = noise(tmp_path / "mine.wav", 1)
    for number in range(3):
        recorded(server, f"r{number}", EMAIL, mine)
    ballast, reserve = fill(disk), server.data_dir / "deletion-reserve"
    assert server.client.put("/consent", json={"version": "1"}).status_code in (503, 507)  # it is full
    assert server.client.delete("/records/r0").status_code == 204
    assert not reserve.exists()
    fill(disk)
    assert server.client.get("/records/r0").status_code == 404
    assert deletions(server) == ["r0"]
    ballast.unlink()
    until(lambda: is_whole(reserve))
    fill(disk)
    assert server.client.delete("/everything").status_code == 204
    assert deletions(server) == ["erased"]
    ballast.unlink()
    until(lambda: is_whole(reserve))
    (server.data_dir / "log").unlink()
    until_gone(server.data_dir, [*stretches(mine), EMAIL.encode(), *(word.encode() for word in WORDS.split())])


@pytest.mark.parametrize("running", [True, False], ids=["beside a server", "without a server"])
def test_the_command_erases_on_a_full_disk(server: Server, disk: Path, tmp_path: Path, running: bool) -> None:
    recorded(server, "r0", EMAIL, noise(tmp_path / "mine.wav", 1))
    if not running:
        server.stop()
    fill(disk)
    environment = {**os.environ, **SETTINGS, "INTERVIEW_SIMULATOR_DATA_DIR": str(server.data_dir)}
    command = [*COMMAND, "erase", EMAIL, "--yes"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "Erased: 1 records, 0 interviews made to measure.\n"), done.stderr


def test_an_account_is_erased_on_a_full_disk(disk: Path) -> None:
    server = Server(disk / "data", *COMMAND, "serve", **SETTINGS, INTERVIEW_SIMULATOR_ACCOUNTS="true")
    try:
        until((server.data_dir / "deletion-reserve").exists)
        store = sql_account_store(f"sqlite:///{server.data_dir / 'records.sqlite'}")
        account = joining.create(store, EMAIL, "candidate", time.time())
        secret = tokens.issue(store, "session", time.time(), 3600, account_id=account.id)
        fill(disk)
        signed_in = {"Cookie": f"{SESSION_COOKIE}={secret}", OWN_HEADER: "page"}
        assert server.client.delete("/everything", headers=signed_in).status_code == 204
        assert store.accounts.find(email=EMAIL) == []
    finally:
        server.stop()
