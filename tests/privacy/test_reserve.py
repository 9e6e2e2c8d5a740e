"""Room that is kept for deletions: real blocks, given up on a full disk only, and kept again when there is room."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.small_disk import fill, small_disk

from interview_simulator.privacy.reserve import RESERVE_BYTES, DeletionReserve


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk") as folder:
        yield folder


def test_it_takes_blocks_and_stays_while_there_is_room(disk: Path) -> None:
    path = disk / "reserve"
    reserve = DeletionReserve(path)
    reserve.keep()
    assert path.stat().st_blocks * 512 >= RESERVE_BYTES
    reserve.release_if_full()
    assert path.exists()


def test_on_a_full_disk_its_room_can_be_written_and_it_comes_back(disk: Path) -> None:
    path = disk / "reserve"
    reserve = DeletionReserve(path)
    reserve.keep()
    ballast = fill(disk)
    reserve.release_if_full()
    (disk / "written").write_bytes(bytes(RESERVE_BYTES))
    reserve.keep()
    assert not path.exists()
    ballast.unlink()
    reserve.keep()
    assert path.stat().st_size == RESERVE_BYTES


def test_it_does_not_fill_the_disk_itself(disk: Path) -> None:
    ballast = fill(disk)
    with ballast.open("rb+") as file:
        file.truncate(ballast.stat().st_size - RESERVE_BYTES - 4096)
    DeletionReserve(disk / "reserve").keep()
    assert not (disk / "reserve").exists()


def test_one_that_was_broken_off_is_made_whole(disk: Path) -> None:
    path = disk / "reserve"
    path.touch()
    DeletionReserve(path).keep()
    assert path.stat().st_size == RESERVE_BYTES
