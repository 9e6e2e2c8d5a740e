"""Files that are there whole or not at all, whatever kills the process."""

import errno
import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from interview_simulator.errors import StoreUnavailableError


@contextmanager
def written(target: Path, arriving: Path) -> Iterator[IO[bytes]]:
    """A new file in the folder `arriving` that becomes `target` at the end of the `with`; a broken one leaves nothing.

    Raises StoreUnavailableError on a full disk.
    """
    try:
        with tempfile.NamedTemporaryFile(dir=arriving, prefix=".", delete=False) as file:
            path = Path(file.name)
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield file
                file.flush()
                os.fsync(file.fileno())
                path.replace(target)
            except BaseException:
                path.unlink(missing_ok=True)
                raise
        _sync_folder(target.parent)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StoreUnavailableError("The disk is full; free some space and send the file again.") from error
        raise


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
