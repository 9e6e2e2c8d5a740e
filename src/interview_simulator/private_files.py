"""What this process writes, nobody but its user can read."""

import logging
import os
import stat
from pathlib import Path
from threading import Thread

OTHERS = stat.S_IRWXG | stat.S_IRWXO
"""The rights of everybody but a file's owner."""
MARK = ".private"
"""A file in a data folder in which everything has been closed to others."""
log = logging.getLogger(__name__)


def write_private_files() -> None:
    """From now on files and folders that this process makes are closed to others; so are those of its children."""
    os.umask(OTHERS)


def private_folder(folder: Path) -> None:
    """Make the folder where it is missing, and close it to others, which protects everything in it at once.

    Raises OSError when it cannot be made.
    """
    folder.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
    _close(folder)


def close_beside(folder: Path) -> None:
    """Close what an earlier version left readable in the folder, one time, beside whatever else this process does.

    A hundred thousand files take seconds; until then the closed folder protects them.
    """
    if not (folder / MARK).exists():
        Thread(target=_close_all, args=(folder,), name="private-files", daemon=True).start()


def _close_all(folder: Path) -> None:
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            _close(Path(parent, name))
    (folder / MARK).touch(mode=stat.S_IRUSR | stat.S_IWUSR)


def _close(path: Path) -> None:
    """Files may go meanwhile. A folder that is another user's, such as a volume's, stays as it is."""
    try:
        found = path.lstat()
        if found.st_mode & OTHERS and not stat.S_ISLNK(found.st_mode):
            path.chmod(stat.S_IMODE(found.st_mode) & ~OTHERS)
    except FileNotFoundError:
        return
    except PermissionError:
        log.warning("%s belongs to another user, and others may be able to read it; change its owner or mode.", path)
