"""Room on the disk is counted with what other files under way still need."""

import shutil
from pathlib import Path

import pytest

from interview_simulator.errors import DiskFullError
from interview_simulator.stores.media.disk import require_room, room_for

MARGIN = 2_000_000_000
"""What other processes may write or remove meanwhile."""


def test_of_two_files_that_do_not_both_fit_the_second_is_refused(tmp_path: Path) -> None:
    half = shutil.disk_usage(tmp_path).free // 2 + MARGIN
    with room_for(tmp_path, half, 0):
        with pytest.raises(DiskFullError, match="disk"), room_for(tmp_path, half, 0):
            pass
        with pytest.raises(DiskFullError):
            require_room(tmp_path, half, 0)
    require_room(tmp_path, half, 0)


def test_what_is_on_the_disk_is_not_counted_two_times(tmp_path: Path) -> None:
    half = shutil.disk_usage(tmp_path).free // 2 + MARGIN
    with room_for(tmp_path, half, 0) as room:
        room.taken(half)
        require_room(tmp_path, half, 0)
        room.taken(half)
    require_room(tmp_path, half, 0)


def test_a_file_that_breaks_off_gives_its_room_back(tmp_path: Path) -> None:
    half = shutil.disk_usage(tmp_path).free // 2 + MARGIN
    with pytest.raises(ValueError), room_for(tmp_path, half, 0):
        raise ValueError("broken off")
    require_room(tmp_path, half, 0)
