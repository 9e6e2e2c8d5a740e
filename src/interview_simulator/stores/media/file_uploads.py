"""Uploads in parts as files: a folder for each upload, a file for each part.

A part's file begins with its SHA-256 (32 bytes), so that the two come and go together.
"""

import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from urllib.parse import quote, unquote

from interview_simulator.domain.keys import content_type
from interview_simulator.errors import ConflictError, NotFoundError
from interview_simulator.full_disk import full_disk_told
from interview_simulator.stores.media.counting import Counting
from interview_simulator.stores.media.disk import room_for, written
from interview_simulator.stores.media.keys import allowed
from interview_simulator.stores.media.parts import PartSink, require_whole
from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.stores.media.store import (
    Part,
    PresignedPut,
    ReceivingStore,
    Sink,
    StoredFile,
    UploadUnderWay,
)

BLOCK = 1 << 20
SHA256_BYTES = 32


class FileUploads:
    """Uploads in parts in a folder of their own; the joined file goes to the media store."""

    def __init__(self, root: Path, media: ReceivingStore, signer: UrlSigner, reserve_bytes: int = 0) -> None:
        self._root, self._media, self._signer = root.resolve(), media, signer
        self._root.mkdir(parents=True, exist_ok=True)
        self._joining, self._reserve_bytes = Lock(), reserve_bytes
        for discarded in self._root.glob(".*"):
            shutil.rmtree(discarded, ignore_errors=True)

    def begin(self, key: str) -> None:
        """Make the upload's folder."""
        with full_disk_told():
            self._folder(key).mkdir(exist_ok=True)

    def under_way(self, prefix: str) -> list[UploadUnderWay]:
        """The folders; a folder changes with each part."""
        found = ((unquote(folder.name), folder) for folder in self._root.iterdir() if not folder.name.startswith("."))
        wanted = sorted((key, folder) for key, folder in found if key.startswith(prefix))
        return [UploadUnderWay(key=key, touched_s=folder.stat().st_mtime) for key, folder in wanted]

    def parts(self, key: str) -> list[Part]:
        """The files of parts."""
        with self._there(key) as folder:
            files = (path for path in folder.iterdir() if not path.name.startswith("."))
            return sorted((_part(path) for path in files), key=lambda part: part.number)

    def presigned_part(self, key: str, part: Part, valid_s: int) -> PresignedPut:
        """A path on this server."""
        return self._signer.presigned_part(key, part, valid_s)

    @contextmanager
    def writing(self, key: str, part: Part) -> Iterator[Sink]:
        """Write one part piece by piece."""
        keeping = room_for(self._root, part.size, self._reserve_bytes)
        with keeping as room, self._there(key) as folder, written(folder / str(part.number), folder) as file:
            file.write(bytes.fromhex(part.sha256))
            sink = PartSink(Counting(file, part.size, room), part)
            yield sink
            sink.finish()

    def read(self, key: str, part: Part) -> Iterator[bytes]:
        """The bytes of a part that is held."""
        with self._there(key) as folder, (folder / str(part.number)).open("rb") as file:
            if file.read(SHA256_BYTES).hex() != part.sha256:
                raise NotFoundError(f"Part {part.number} of {key} was replaced; ask for the parts held.")
            while block := file.read(BLOCK):
                yield block

    def complete(self, key: str, parts: Sequence[Part]) -> StoredFile:
        """Copy the parts, one behind the other, into the file; they go when it is there.

        A second call waits for the first, and finds no upload.
        """
        with self._joining, self._there(key) as folder:
            require_whole(parts, self.parts(key))
            with self._media.writing(key, sum(part.size for part in parts)) as sink:
                for part in parts:
                    _copy(folder / str(part.number), part, sink)
            self.abort(key)
        return StoredFile(key=key, size=sum(part.size for part in parts), content_type=content_type(key))

    def abort(self, key: str) -> None:
        """Take the folder away in one move; a part that is still being written has no place to go any more."""
        discarded = self._root / f".{secrets.token_hex(8)}"
        try:
            self._folder(key).rename(discarded)
        except FileNotFoundError:
            return
        shutil.rmtree(discarded)

    def _folder(self, key: str) -> Path:
        return self._root / quote(allowed(key), safe="")

    @contextmanager
    def _there(self, key: str) -> Iterator[Path]:
        """The upload's folder; raises NotFoundError when it is not there, or not there any more."""
        try:
            yield self._folder(key)
        except FileNotFoundError as error:
            raise NotFoundError(f"No upload of {key} is under way; begin one.") from error


def _part(path: Path) -> Part:
    with path.open("rb") as file:
        digest = file.read(SHA256_BYTES)
    return Part(number=int(path.name), size=path.stat().st_size - SHA256_BYTES, sha256=digest.hex())


def _copy(path: Path, part: Part, sink: Sink) -> None:
    with path.open("rb") as file:
        if file.read(SHA256_BYTES).hex() != part.sha256:
            raise ConflictError(f"Part {part.number} was replaced meanwhile; ask for the parts held and complete anew.")
        shutil.copyfileobj(file, sink, BLOCK)
