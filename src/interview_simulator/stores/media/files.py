"""Recordings and artefacts as files below one folder."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from interview_simulator.domain.keys import content_type
from interview_simulator.errors import NotFoundError
from interview_simulator.stores.media.counting import Counting
from interview_simulator.stores.media.disk import remove_abandoned, room_for, written
from interview_simulator.stores.media.keys import allowed
from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.stores.media.store import Check, PresignedPost, Sink, StoredFile

BLOCK = 1 << 20


class FileMediaStore:
    """A media store in a folder; URLs lead to this server."""

    def __init__(self, root: Path, signer: UrlSigner, reserve_bytes: int = 0) -> None:
        self._root, self._signer, self._reserve_bytes = root.resolve(), signer, reserve_bytes
        self._arriving = self._root / ".arriving"
        self._arriving.mkdir(parents=True, exist_ok=True)
        remove_abandoned(self._arriving)

    def put(self, key: str, source: Path) -> StoredFile:
        """Store a copy of `source`."""
        with source.open("rb") as file, self.writing(key, source.stat().st_size) as sink:
            shutil.copyfileobj(file, sink, BLOCK)
        return self._stored(key)

    @contextmanager
    def writing(self, key: str, max_bytes: int | None = None, check: Check | None = None) -> Iterator[Sink]:
        """Write a file piece by piece; it has its key at the end of the `with`, and nothing is left of a broken one."""
        target = self._path(key)
        keeping = room_for(self._root, max_bytes or 0, self._reserve_bytes)
        with keeping as room, written(target, self._arriving, check) as file:
            yield Counting(file, max_bytes, room)
            target.parent.mkdir(parents=True, exist_ok=True)

    def stat(self, key: str) -> StoredFile | None:
        """What is under the key."""
        return self._stored(key) if self._path(key).is_file() else None

    def local(self, key: str) -> AbstractContextManager[Path]:
        """The file itself."""
        path = self._path(key)
        if not path.is_file():
            raise NotFoundError(f"There is no file {key}.")
        return nullcontext(path)

    def read(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` up to `end`."""
        with self.local(key) as path, path.open("rb") as file:
            left = (path.stat().st_size if end is None else end) - start
            file.seek(start)
            while left > 0 and (block := file.read(min(BLOCK, left))):
                left -= len(block)
                yield block

    def delete(self, key: str) -> None:
        """Remove the file, and its folder when that was the last one in it."""
        path = self._path(key)
        path.unlink(missing_ok=True)
        if path.parent.parent != self._root and path.parent.is_dir() and not any(path.parent.iterdir()):
            path.parent.rmdir()

    def keys(self, prefix: str) -> list[str]:
        """The keys that begin with `prefix`."""
        folder = self._root / prefix.rpartition("/")[0]
        files = (path for path in folder.rglob("*") if path.is_file() and self._arriving not in path.parents)
        found = (path.relative_to(self._root).as_posix() for path in files)
        return sorted(key for key in found if key.startswith(prefix))

    def presigned_post(self, key: str, max_bytes: int, valid_s: int, owner: str | None = None) -> PresignedPost:
        """A form for this server."""
        return self._signer.presigned_post(key, max_bytes, valid_s, owner)

    def presigned_get(self, key: str, valid_s: int) -> str:
        """A path on this server."""
        return self._signer.presigned_get(key, valid_s)

    def _stored(self, key: str) -> StoredFile:
        return StoredFile(key=key, size=self._path(key).stat().st_size, content_type=content_type(key))

    def _path(self, key: str) -> Path:
        """Where the file lies; raises BadInputError for a key that would lead out of the folder."""
        return self._root.joinpath(*allowed(key).split("/"))
