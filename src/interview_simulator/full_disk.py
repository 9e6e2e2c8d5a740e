"""A full disk, told as such wherever it is met."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from interview_simulator.errors import DiskFullError

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""The disk, the user's share of it, or what a file may grow to, is used up."""


@contextmanager
def full_disk_told() -> Iterator[None]:
    """Raises DiskFullError on a full disk."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFullError("The disk is full; free some space and try again.") from error
        raise
