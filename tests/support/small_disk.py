"""A real disk that is small enough to be filled."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

SIZE = 64 << 20
MEMORY = Path("/dev/shm")
"""In a container it is the container's own, and as small."""


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of its own, of SIZE bytes: mounted, or a container's /dev/shm where nothing may be mounted."""
    folder.mkdir()
    if subprocess.run(("mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder), check=False).returncode == 0:
        try:
            yield folder
        finally:
            subprocess.run(("umount", "--lazy", folder), check=True)
    elif MEMORY.is_dir() and shutil.disk_usage(MEMORY).total <= SIZE:
        with TemporaryDirectory(dir=MEMORY) as other:
            yield Path(other)
    else:
        cannot = "a disk that can be filled needs the right to mount one (root), or a /dev/shm of 64 MiB"
        pytest.fail(cannot) if os.environ.get("CI") else pytest.skip(cannot)


def fill(folder: Path) -> Path:
    """Fill its disk to the last byte with one file, which is returned."""
    ballast = folder / "ballast"
    with ballast.open("ab", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            block = bytes(size)
            try:
                while file.write(block):
                    pass
            except OSError:
                continue
    return ballast
