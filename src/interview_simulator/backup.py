"""Back up an installation while its server runs, and restore it into an empty folder.

A backup is a folder with the same layout as the data folder, and `manifest.json`, written last, with the SHA-256 of
every file. The order makes it consistent: the workflow's database before the records', so that no analysis is over
that its record waits for; both before the files, which are never changed, only added, replaced whole, or deleted.
"""

import hashlib
import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path, PurePosixPath

from pydantic import Field, ValidationError

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.timestamps import now
from interview_simulator.errors import BadInputError, StoreUnavailableError
from interview_simulator.full_disk import full_disk_told
from interview_simulator.sqlite_files import damage, require_sound
from interview_simulator.version import __version__

DATABASES = ("workflow.sqlite", "records.sqlite")
"""In this order."""
FILES = ("secret", "media-key-id", "interviews", "media", "uploads")
MANIFEST = "manifest.json"
OWNERS = stat.S_IRUSR | stat.S_IWUSR
"""Rights of a copy, whatever those of the original are."""
BLOCK = 1 << 20


class Entry(Frozen):
    """One file of a backup."""

    size: int = Field(ge=0)
    sha256: str


class Manifest(Frozen):
    """What a whole backup holds, by path."""

    format: int = 1
    version: str
    """Of the program that made it."""
    made: str
    """ISO 8601, UTC."""
    files: dict[str, Entry]


def backup(data_dir: Path, target: Path) -> Manifest:
    """Copy the installation into the folder `target`, which must be empty or missing.

    Raises BadInputError when there is no installation or `target` holds something, DiskFullError.
    """
    if not (data_dir / DATABASES[-1]).exists():
        raise BadInputError(
            f"There is no installation in {data_dir}; name its folder with --data-dir or INTERVIEW_SIMULATOR_DATA_DIR."
        )
    _require_empty(target)
    with full_disk_told():
        target.mkdir(parents=True, exist_ok=True)
        target.chmod(0o700)
        for name in DATABASES:
            _copy_database(data_dir / name, target / name)
        for path in _files(data_dir):
            with suppress(FileNotFoundError):  # deleted meanwhile
                _copy(path, target / path.relative_to(data_dir))
        _forget_deleted(target)
        manifest = _manifest(target)
        _write_manifest(target, manifest)
    return manifest


def restore(source: Path, data_dir: Path) -> Manifest:
    """Make the installation of a backup anew in `data_dir`, which must be empty or missing.

    Every file is checked before anything is written; raises BadInputError for a backup that is not whole. The folder
    has its name only when all in it is on the disk.
    """
    _require_empty(data_dir)
    manifest = _read_manifest(source)
    for name, entry in manifest.files.items():
        _require_right(source / name, name, entry)
    arriving = data_dir.with_name(f".{data_dir.name}.restoring")
    shutil.rmtree(arriving, ignore_errors=True)
    with full_disk_told():
        arriving.mkdir(parents=True)
        for name in manifest.files:
            _copy(source / name, arriving / name)
        for path in (arriving, *arriving.rglob("*")):
            _sync(path)
        with suppress(FileNotFoundError):
            data_dir.rmdir()
        arriving.rename(data_dir)
        _sync(data_dir.parent)
    return manifest


def _require_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInputError(f"{folder} is not an empty folder; choose another.")


def _copy_database(source: Path, target: Path) -> None:
    """SQLite's own backup: one moment of the database, whoever writes to it meanwhile."""
    require_sound(source)
    if source.is_file():
        try:
            with closing(sqlite3.connect(source)) as running, closing(sqlite3.connect(target)) as copy:
                running.backup(copy)
        except sqlite3.DatabaseError as error:
            raise damage(source, error) or StoreUnavailableError(f"{source} did not answer; try again.") from error


def _files(data_dir: Path) -> Iterator[Path]:
    """Files that are whole; what is still arriving lies in hidden folders or has a hidden name."""
    for name in FILES:
        top = data_dir / name
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(data_dir).parts)
            if path.is_file() and not hidden:
                yield path


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)
    target.chmod(OWNERS)


def _sync(path: Path) -> None:
    """A file's bytes, or the names in a folder, are on the disk afterwards."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _forget_deleted(target: Path) -> None:
    """A record whose recording is not there was deleted behind the copy of the database, so it goes, too."""
    with closing(sqlite3.connect(target / DATABASES[-1])) as records:
        found = records.execute("SELECT record_id, json_extract(document, '$.recording') FROM records").fetchall()
        gone = [(record_id,) for record_id, key in found if key and not (target / "media" / key).is_file()]
        records.executemany("DELETE FROM records WHERE record_id = ?", gone)
        records.commit()


def _manifest(folder: Path) -> Manifest:
    files = {path.relative_to(folder).as_posix(): _entry(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    return Manifest(version=__version__, made=now(), files=files)


def _entry(path: Path) -> Entry:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Entry(size=path.stat().st_size, sha256=digest)


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    """Only a backup that is whole, and on the disk, has one."""
    os.sync()
    part = folder / f".{MANIFEST}"
    part.write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
    part.replace(folder / MANIFEST)


def _read_manifest(source: Path) -> Manifest:
    try:
        manifest = Manifest.model_validate_json((source / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadInputError(f"{source} holds no whole backup: it has no {MANIFEST}.") from error
    except (ValidationError, UnicodeDecodeError) as error:
        raise BadInputError(f"The {MANIFEST} of the backup is damaged; take another backup.") from error
    if any(".." in PurePosixPath(name).parts or PurePosixPath(name).is_absolute() for name in manifest.files):
        raise BadInputError(f"The {MANIFEST} names files outside the backup; take another backup.")
    return manifest


def _require_right(path: Path, name: str, entry: Entry) -> None:
    if not path.is_file() or path.is_symlink():
        raise BadInputError(f"The backup lacks {name}; take another backup.")
    if _entry(path) != entry:
        raise BadInputError(f"{name} in the backup is damaged: its SHA-256 is another; take another backup.")
