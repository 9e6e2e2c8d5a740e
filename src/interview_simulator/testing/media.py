"""Files in memory."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from interview_simulator.domain.keys import content_type
from interview_simulator.errors import NotFoundError, TooLargeError
from interview_simulator.stores.media.keys import allowed
from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.stores.media.store import Check, PresignedPost, Sink, StoredFile


class MemoryMediaStore:
    """A media store that forgets everything at the end of the process."""

    def __init__(self, signer: UrlSigner) -> None:
        self._files: dict[str, bytes] = {}
        self._signer = signer

    def put(self, key: str, source: Path) -> StoredFile:
        """Store a copy of `source`."""
        with self.writing(key) as sink:
            sink.write(source.read_bytes())
        return self._stored(key)

    @contextmanager
    def writing(self, key: str, max_bytes: int | None = None, check: Check | None = None) -> Iterator[Sink]:
        """Write a file piece by piece."""
        allowed(key)
        sink = _Bytes(max_bytes)
        yield sink
        if check is not None:
            with _as_file(key, bytes(sink.content)) as path:
                check(path)
        self._files[key] = bytes(sink.content)

    def stat(self, key: str) -> StoredFile | None:
        """What is under the key."""
        allowed(key)
        return self._stored(key) if key in self._files else None

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        """A copy in a temporary folder."""
        with _as_file(key, self._content(key)) as path:
            yield path

    def read(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` up to `end`."""
        if piece := self._content(key)[start:end]:
            yield piece

    def delete(self, key: str) -> None:
        """Remove the file."""
        allowed(key)
        self._files.pop(key, None)

    def keys(self, prefix: str) -> list[str]:
        """The keys that begin with `prefix`."""
        return sorted(key for key in self._files if key.startswith(prefix))

    def presigned_post(self, key: str, max_bytes: int, valid_s: int, owner: str | None = None) -> PresignedPost:
        """A form for this server."""
        return self._signer.presigned_post(key, max_bytes, valid_s, owner)

    def presigned_get(self, key: str, valid_s: int) -> str:
        """A path on this server."""
        return self._signer.presigned_get(key, valid_s)

    def _content(self, key: str) -> bytes:
        allowed(key)
        if key not in self._files:
            raise NotFoundError(f"There is no file {key}.")
        return self._files[key]

    def _stored(self, key: str) -> StoredFile:
        return StoredFile(key=key, size=len(self._files[key]), content_type=content_type(key))


class _Bytes:
    def __init__(self, max_bytes: int | None) -> None:
        self.content, self._max_bytes = bytearray(), max_bytes

    def write(self, data: bytes, /) -> None:
        if self._max_bytes is not None and len(self.content) + len(data) > self._max_bytes:
            raise TooLargeError(f"The file is larger than the {self._max_bytes:,} bytes that are allowed.")
        self.content += data


@contextmanager
def _as_file(key: str, content: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / PurePosixPath(key).name
        path.write_bytes(content)
        yield path
