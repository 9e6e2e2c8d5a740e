"""Files that are there whole or not at all, when the process is killed at any moment."""

import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from interview_simulator.stores.media.file_uploads import FileUploads
from interview_simulator.stores.media.files import FileMediaStore
from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.stores.media.store import LEAST_PART_BYTES, Part

KEY = "recordings/r1.webm"
SIGNER = UrlSigner(b"secret")
CONTENT = bytes(range(256)) * (LEAST_PART_BYTES // 256), b"the rest"
PARTS = [Part(number=i, size=len(data), sha256=sha256(data).hexdigest()) for i, data in enumerate(CONTENT, 1)]

DYING = """
import os, signal, sys
from pathlib import Path
from tests.stores.media.test_disk import PARTS, KEY, stores

calls = 0
def counted(event, arguments):
    global calls
    if event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree", "tempfile.mkstemp") or (
        event == "open" and str(arguments[0]).startswith(sys.argv[1])
    ):
        calls += 1
        if calls == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)

_, uploads = stores(Path(sys.argv[1]))
sys.addaudithook(counted)
uploads.complete(KEY, PARTS)
"""
"""Completes an upload and kills itself just before its n-th dealing with the disk."""


def stores(folder: Path) -> tuple[FileMediaStore, FileUploads]:
    media = FileMediaStore(folder / "media", SIGNER)
    return media, FileUploads(folder / "uploads", media, SIGNER)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    _, uploads = stores(tmp_path)
    uploads.begin(KEY)
    for part, data in zip(PARTS, CONTENT, strict=True):
        with uploads.writing(KEY, part) as sink:
            sink.write(data)
    yield tmp_path


@pytest.mark.parametrize("moment", range(1, 17))
def test_a_process_killed_while_it_joins_loses_nothing(folder: Path, moment: int) -> None:
    died = subprocess.run([sys.executable, "-c", DYING, str(folder), str(moment)], check=False).returncode
    assert died in (-9, 0)
    media, uploads = stores(folder)
    if media.stat(KEY) is None:
        assert died == -9 and uploads.parts(KEY) == PARTS
        uploads.complete(KEY, PARTS)
    assert b"".join(media.read(KEY)) == b"".join(CONTENT)
    uploads.abort(KEY)
    left = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert left == [f"media/{KEY}"]


def test_a_new_start_removes_what_a_killed_process_was_writing_and_leaves_what_a_living_one_writes(
    tmp_path: Path,
) -> None:
    media, _ = stores(tmp_path)
    (tmp_path / "media" / ".arriving" / ".left").write_bytes(b"half a file")
    with media.writing(KEY) as sink:
        sink.write(b"whole")
        stores(tmp_path)
    assert b"".join(media.read(KEY)) == b"whole"
    assert not list((tmp_path / "media" / ".arriving").iterdir())
