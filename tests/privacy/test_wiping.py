"""A wipe is due from the beginning of a deletion on, whatever becomes of its process; one serves many deletions."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from tests.support.waiting import PATIENCE_S, until

from interview_simulator.errors import StoreUnavailableError
from interview_simulator.privacy.reserve import DeletionReserve
from interview_simulator.privacy.wiping import FolderWiping, StartWiping, Wiping

DYING = """
import os, sys
from pathlib import Path
from interview_simulator.privacy.reserve import DeletionReserve
from interview_simulator.privacy.wiping import FolderWiping
folder = Path(sys.argv[1])
with FolderWiping(folder / "wiping", print, DeletionReserve(folder / "reserve")).deleting():
    os._exit(9)
"""


class Wipes:
    """Counts wipes; each may be held up, or fail."""

    def __init__(self) -> None:
        self.begun, self.fails, self.goes_on = 0, False, Event()
        self.goes_on.set()

    def __call__(self) -> None:
        self.begun += 1
        assert self.goes_on.wait(PATIENCE_S)
        if self.fails:
            raise StoreUnavailableError("busy")


@pytest.fixture
def wipes() -> Wipes:
    return Wipes()


@pytest.fixture
def in_folder(tmp_path: Path) -> Callable[[Wipes], FolderWiping]:
    """As a process has it; several may have the same folder."""
    return lambda wipes: FolderWiping(tmp_path / "wiping", wipes, DeletionReserve(tmp_path / "reserve"))


@pytest.fixture(params=["of a folder", "of servers"])
def wiping(request: pytest.FixtureRequest, wipes: Wipes, in_folder: Callable[[Wipes], FolderWiping]) -> Wiping:
    """Just started, with nothing due."""
    if request.param == "of a folder":
        return in_folder(wipes)
    shared = StartWiping(wipes)
    shared.wipe()
    wipes.begun = 0
    return shared


def test_after_a_deletion_one_wipe_is_due(wiping: Wiping, wipes: Wipes) -> None:
    wiping.wipe()
    assert wipes.begun == 0
    with wiping.deleting():
        pass
    for _ in range(3):
        wiping.wipe()
    assert wipes.begun == 1


def test_it_is_due_after_a_deletion_that_broke_off(wiping: Wiping, wipes: Wipes) -> None:
    with pytest.raises(ValueError, match="broke off"), wiping.deleting():
        raise ValueError("broke off")
    wiping.wipe()
    assert wipes.begun == 1


def test_one_that_failed_stays_due(wiping: Wiping, wipes: Wipes) -> None:
    with wiping.deleting():
        pass
    wipes.fails = True
    for _ in range(2):
        with pytest.raises(StoreUnavailableError):
            wiping.wipe()
    wipes.fails = False
    wiping.wipe()
    wiping.wipe()
    assert wipes.begun == 3


def test_deletions_during_a_wipe_make_one_more_due(wiping: Wiping, wipes: Wipes) -> None:
    with wiping.deleting():
        pass
    wipes.goes_on.clear()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(wiping.wipe)
        until(lambda: wipes.begun == 1)
        for _ in range(8):
            with wiping.deleting():
                pass
        wipes.goes_on.set()
        first.result()
    for _ in range(3):
        wiping.wipe()
    assert wipes.begun == 2


def test_a_deletion_that_goes_on_during_a_wipe_is_wiped_at_its_end(
    wipes: Wipes, in_folder: Callable[[Wipes], FolderWiping]
) -> None:
    server, command = in_folder(wipes), in_folder(wipes)
    with command.deleting():
        with server.deleting():
            pass
        server.wipe()
        server.wipe()
        assert wipes.begun == 1
    server.wipe()
    assert wipes.begun == 2


def test_what_a_killed_process_deleted_is_wiped_at_the_next_start(
    tmp_path: Path, wipes: Wipes, in_folder: Callable[[Wipes], FolderWiping]
) -> None:
    died = subprocess.run((sys.executable, "-c", DYING, str(tmp_path)), env=os.environ, check=False)
    assert died.returncode == 9
    in_folder(wipes).wipe()
    assert wipes.begun == 1


def test_room_is_reserved_also_while_a_wipe_fails(
    tmp_path: Path, wipes: Wipes, in_folder: Callable[[Wipes], FolderWiping]
) -> None:
    wiping, wipes.fails = in_folder(wipes), True
    with wiping.deleting():
        pass
    with pytest.raises(StoreUnavailableError):
        wiping.wipe()
    assert (tmp_path / "reserve").exists()


def test_servers_that_share_a_database_wipe_at_each_start(wipes: Wipes) -> None:
    StartWiping(wipes).wipe()
    assert wipes.begun == 1


def test_two_processes_wipe_one_after_the_other_and_once(
    wipes: Wipes, in_folder: Callable[[Wipes], FolderWiping]
) -> None:
    one, other = in_folder(wipes), in_folder(wipes)
    with one.deleting():
        pass
    wipes.goes_on.clear()
    with ThreadPoolExecutor(2) as pool:
        running = pool.submit(one.wipe)
        until(lambda: wipes.begun == 1)
        waiting = pool.submit(other.wipe)
        wipes.goes_on.set()
        running.result()
        waiting.result()
    assert wipes.begun == 1
