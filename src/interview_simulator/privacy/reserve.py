"""Room on the disk that is kept for deletions: people delete when a disk is full, and deleting writes first."""

import logging
import shutil
import tempfile
from pathlib import Path
from threading import Lock

from interview_simulator.errors import DiskFullError
from interview_simulator.full_disk import full_disk_told

RESERVE_BYTES = 16 << 20
"""Several times what the databases write before the files of a deletion have gone."""
NEEDED_BYTES = 4 << 20
"""A deletion does not begin with less room than this, as long as there is a reserve."""
log = logging.getLogger(__name__)


class DeletionReserve:
    """A file that holds room on the disk, to be given up."""

    def __init__(self, path: Path) -> None:
        self._path, self._trying = path, Lock()

    def keep(self) -> None:
        """Make the file, unless it is there or the disk has too little room for it."""
        if self._is_whole() or shutil.disk_usage(self._path.parent).free < 2 * RESERVE_BYTES:
            return
        try:
            with full_disk_told(), self._path.open("wb") as file:
                file.write(bytes(RESERVE_BYTES))  # a file that is only made longer has no blocks
        except DiskFullError:
            self._path.unlink(missing_ok=True)

    def release_if_full(self) -> None:
        """Remove the file where the disk, or the user's share of it, has no room to delete anything."""
        with self._trying:  # several trials at the same time would fill the disk
            if self._path.exists() and not _has_room(self._path.parent):
                log.warning("the disk is full; what is kept free for deletions is used now, free some space")
                self._path.unlink(missing_ok=True)

    def _is_whole(self) -> bool:
        return self._path.exists() and self._path.stat().st_size == RESERVE_BYTES


def _has_room(folder: Path) -> bool:
    """Tried out, since what the system says knows nothing of a user's share."""
    try:
        with full_disk_told(), tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(NEEDED_BYTES))
            file.flush()
    except DiskFullError:
        return False
    return True
