"""What deleted rows leave in the files of databases is removed after the answer, once for all deletions of a moment.

A database is made anew as a whole, which takes long and takes its lock. So a deletion only says that it is due, before
it begins, in a way that outlives its process.
"""

import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import IO, Protocol

from interview_simulator.full_disk import full_disk_told
from interview_simulator.privacy.reserve import DeletionReserve

MARK = "due-"


class Wiping(Protocol):
    """Says that a wipe is due, and does it."""

    def deleting(self) -> AbstractContextManager[None]:
        """Around every deletion: a wipe is due from its beginning on, whatever becomes of it."""
        ...

    def wipe(self) -> None:
        """Leave nothing of deletions that have ended, if a wipe is due.

        Raises StoreUnavailableError or DiskFullError; then it stays due.
        """
        ...


class FolderWiping:
    """For databases that are files on this machine: an empty file for each deletion since the last wipe.

    A deletion holds a lock on its file, so that a wipe that begins meanwhile, of whatever process, leaves the file.
    """

    def __init__(self, folder: Path, wipe: Callable[[], None], reserve: DeletionReserve) -> None:
        self._folder, self._wipe, self._reserve = folder, wipe, reserve

    @contextmanager
    def deleting(self) -> Iterator[None]:
        """Write the file, and make room where the disk is full."""
        self._reserve.release_if_full()
        with full_disk_told():
            file = self._mark()
        with file:
            try:
                yield
            finally:
                fcntl.flock(file, fcntl.LOCK_UN)

    def wipe(self) -> None:
        """Wipe for all files whose deletion has ended; of several processes one after the other."""
        try:
            if self._folder.is_dir():
                with self._alone():
                    self._wipe_if_due()
        finally:  # there may be too little room for a wipe, and enough for the reserve
            self._reserve.keep()

    def _wipe_if_due(self) -> None:
        ended = [path for path in self._folder.glob(f"{MARK}*") if not _is_held(path)]
        for path in ended[1:]:  # one is enough for all
            path.unlink()
        if ended:
            self._wipe()
            ended[0].unlink()

    def _mark(self) -> IO[bytes]:
        """A new file with a lock; it has its name only once it is locked."""
        self._folder.mkdir(exist_ok=True)
        name = secrets.token_hex(8)
        file = (self._folder / f".{name}").open("xb")
        fcntl.flock(file, fcntl.LOCK_EX)
        (self._folder / f".{name}").rename(self._folder / f"{MARK}{name}")
        return file

    @contextmanager
    def _alone(self) -> Iterator[None]:
        descriptor = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


class StartWiping:
    """For a database that servers share: due after each deletion and at each start, since one who was killed may have
    left it."""

    def __init__(self, wipe: Callable[[], None]) -> None:
        self._wipe, self._due = wipe, Event()
        self._due.set()

    @contextmanager
    def deleting(self) -> Iterator[None]:
        """Remember it in this process."""
        try:
            yield
        finally:
            self._due.set()

    def wipe(self) -> None:
        """Wipe; a deletion that ends meanwhile makes it due again."""
        if self._due.is_set():
            self._due.clear()
            try:
                self._wipe()
            except BaseException:
                self._due.set()
                raise


def _is_held(path: Path) -> bool:
    """Whether the deletion that wrote the file goes on."""
    with path.open("rb") as file, suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return False
    return True
