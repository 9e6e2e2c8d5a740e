"""Libraries that are larger than Lambda allows lie in the package as an archive, and are unpacked at a cold start."""

import os
import sys
import tempfile
import zipfile
from pathlib import Path

ARCHIVE = "dependencies.zip"


def unpacked() -> None:
    """Make the archive's libraries importable; nothing happens in a package that has no archive."""
    archive = Path(os.environ.get("LAMBDA_TASK_ROOT", ".")) / ARCHIVE
    if not archive.is_file():
        return
    folder = tempfile.mkdtemp(prefix="dependencies-")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    sys.path.insert(0, folder)
