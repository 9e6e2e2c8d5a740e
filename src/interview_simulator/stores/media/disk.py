"""Files that are there whole or not at all, whatever kills the process."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import IO

from interview_simulator.errors import DiskFullError
from interview_simulator.full_disk import full_disk_told
from interview_simulator.stores.media.store import Check


@contextmanager
def written(target: Path, arriving: Path, check: Check | None = None) -> Iterator[IO[bytes]]:
    """A new file in the folder `arriving` that becomes `target` at the end of the `with`; a broken one leaves nothing.

    `check` sees the whole file before it has its name. Raises what it raises, DiskFullError on a full disk.
    """
    with full_disk_told(), tempfile.NamedTemporaryFile(dir=arriving, prefix=".", delete=False) as file:
        path = Path(file.name)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
            file.flush()
            if check is not None:
                check(path)
            os.fsync(file.fileno())
            path.replace(target)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)


_promised: dict[int, int] = {}
"""Bytes that files under way may still need, by the device of their disk."""
_promising = Lock()


@contextmanager
def room_for(folder: Path, size: int, reserve_bytes: int) -> Iterator["Room"]:
    """Keep room for a file of this size until the end of the `with`, so that others under way do not count on it.

    Raises DiskFullError when less than the reserve would be free behind this file and all that are under way.
    """
    device = folder.stat().st_dev
    with _promising:
        _require_room(folder, size, reserve_bytes, _promised.get(device, 0))
        _promised[device] = _promised.get(device, 0) + size
    room = Room(device, size)
    try:
        yield room
    finally:
        room.taken(size)


class Room:
    """What is kept free for one file; it becomes less with each byte that the file has."""

    def __init__(self, device: int, size: int) -> None:
        self._device, self._left = device, size

    def taken(self, size: int) -> None:
        """So many bytes are on the disk now."""
        with _promising:
            taken = min(size, self._left)
            self._left -= taken
            _promised[self._device] -= taken


def require_room(folder: Path, size: int, reserve_bytes: int) -> None:
    """Raises DiskFullError when less than the reserve would be free behind this file and all that are under way."""
    with _promising:
        _require_room(folder, size, reserve_bytes, _promised.get(folder.stat().st_dev, 0))


def _require_room(folder: Path, size: int, reserve_bytes: int, promised: int) -> None:
    free = shutil.disk_usage(folder).free - promised
    if free - size < reserve_bytes:
        raise DiskFullError(
            f"The disk has {max(0, free) / 1e9:.1f} GB left, too little for this file beside the "
            f"{reserve_bytes / 1e9:.1f} GB that are kept free; free some space and send it again."
        )


def remove_abandoned(arriving: Path) -> None:
    """Remove what killed processes were writing; a living writer holds a lock on its file."""
    for path in arriving.iterdir():
        with suppress(BlockingIOError, FileNotFoundError), path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()


def _sync_folder(folder: Path) -> None:
    """The new name survives a power cut only when its folder is on the disk, too."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
