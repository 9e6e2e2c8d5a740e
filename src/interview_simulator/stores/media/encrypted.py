"""A media store whose files are encrypted; those from before are read as they are."""

import os
import shutil
import tempfile
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from interview_simulator.errors import BadInputError, TooLargeError
from interview_simulator.stores.media.sealing import (
    CHUNK,
    HEADER_BYTES,
    KEY_BYTES,
    MAGIC,
    SALT_BYTES,
    SEALED_CHUNK,
    FileCipher,
    chunks_in,
    header,
    key_id,
    plain_size,
    sealed_size,
    span,
)
from interview_simulator.stores.media.store import Check, PresignedPost, ReceivingStore, Sink, StoredFile

BLOCK = 1 << 20


class EncryptedMediaStore:
    """Encrypts what goes into a store and decrypts what comes out of it.

    Who needs a file as a path (decoders) gets a copy in a private temporary folder, which goes with the `with`.
    Reading raises DecryptionError for another key and for what was changed.
    """

    def __init__(self, inner: ReceivingStore, key: bytes) -> None:
        self._inner, self._key = inner, key

    def put(self, key: str, source: Path) -> StoredFile:
        """Store an encrypted copy of `source`."""
        size = source.stat().st_size
        with source.open("rb") as file, self.writing(key, size) as sink:
            shutil.copyfileobj(file, sink, BLOCK)
        return self._inner_stat(key).model_copy(update={"size": size})

    @contextmanager
    def writing(self, key: str, max_bytes: int | None = None, check: Check | None = None) -> Iterator[Sink]:
        """Encrypt piece by piece; `check` sees the file as it was sent."""

        def check_plain(sealed: Path) -> None:
            if check is not None:
                with _folder() as folder:
                    check(self._decrypted(key, sealed, folder))

        most = None if max_bytes is None else sealed_size(max_bytes)
        with self._inner.writing(key, most, check_plain) as sink:
            sealing = _Sealing(sink, self._key, key, max_bytes)
            yield sealing
            sealing.finish()

    def stat(self, key: str) -> StoredFile | None:
        """What is under the key, with the size of the file as it was sent."""
        found = self._inner.stat(key)
        if found is None or self._head(key) is None:
            return found
        return found.model_copy(update={"size": plain_size(found.size)})

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        """A decrypted copy that nobody else may read."""
        with self._inner.local(key) as sealed:
            if self._head(key) is None:
                yield sealed
                return
            with _folder() as folder:
                yield self._decrypted(key, sealed, folder)

    def read(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` up to `end`; only their chunks are read."""
        head = self._head(key)
        if head is None:
            yield from self._inner.read(key, start, end)
            return
        sealed_bytes = self._inner_stat(key).size
        size = plain_size(sealed_bytes)
        end = size if end is None else min(end, size)
        if start < end:
            opened = self._opened(FileCipher(self._key, head, key), key, start, end, chunks_in(sealed_bytes))
            yield from opened

    def delete(self, key: str) -> None:
        """Remove the file."""
        self._inner.delete(key)

    def keys(self, prefix: str) -> list[str]:
        """The keys that begin with `prefix`."""
        return self._inner.keys(prefix)

    def presigned_post(self, key: str, max_bytes: int, valid_s: int, owner: str | None = None) -> PresignedPost:
        """A form for this server."""
        return self._inner.presigned_post(key, max_bytes, valid_s, owner)

    def presigned_get(self, key: str, valid_s: int) -> str:
        """A path on this server."""
        return self._inner.presigned_get(key, valid_s)

    def _opened(self, cipher: FileCipher, key: str, start: int, end: int, chunks: int) -> Iterator[bytes]:
        wanted = span(start, end)
        sealed = _in_chunks(self._inner.read(key, wanted.start_byte, wanted.end_byte))
        for number, chunk in zip(range(wanted.first, wanted.end), sealed, strict=False):
            plain, begins = cipher.open(number, chunk, is_last=number == chunks - 1), number * CHUNK
            yield plain[max(0, start - begins) : end - begins]

    def _decrypted(self, key: str, sealed: Path, folder: Path) -> Path:
        path, chunks = folder / PurePosixPath(key).name, chunks_in(sealed.stat().st_size)
        with sealed.open("rb") as file, path.open("wb") as plain:
            cipher = FileCipher(self._key, file.read(HEADER_BYTES), key)
            for number in range(chunks):
                plain.write(cipher.open(number, file.read(SEALED_CHUNK), is_last=number == chunks - 1))
        return path

    def _head(self, key: str) -> bytes | None:
        """The header of an encrypted file, None for one from before; raises NotFoundError."""
        head = b"".join(self._inner.read(key, 0, HEADER_BYTES))
        return head if head.startswith(MAGIC) and len(head) == HEADER_BYTES else None

    def _inner_stat(self, key: str) -> StoredFile:
        found = self._inner.stat(key)
        assert found is not None  # its header was read, or it was just written
        return found


def media_key(text: str) -> bytes:
    """The key, from Base64; raises BadInputError."""
    try:
        key = b64decode(text.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise BadInputError(
            f"The media key must be {KEY_BYTES} bytes in Base64; make one with `openssl rand -base64 32`."
        )
    return key


def require_same_key(note: Path, key: bytes | None) -> None:
    """Whether the key is that of the first start with one, which is noted in this file by its id.

    Raises BadInputError: with another key, or without, what was recorded could not be read.
    """
    noted = note.read_text().strip() if note.exists() else None
    if noted is None and key is not None:
        note.write_text(key_id(key).hex())
    require_noted(noted, key)


def require_noted(noted: str | None, key: bytes | None) -> None:
    """Whether the key is the one that was noted by its id, if one was; raises BadInputError."""
    mine = None if key is None else key_id(key).hex()
    if noted is not None and noted != mine:
        raise BadInputError(
            "Recordings of this installation were encrypted with another media key; start with that one "
            "(INTERVIEW_SIMULATOR_MEDIA_KEY or INTERVIEW_SIMULATOR_MEDIA_KEY_FILE)."
        )


class _Sealing:
    """Encrypts chunk by chunk; the last one is known only at the end."""

    def __init__(self, sink: Sink, key: bytes, name: str, max_bytes: int | None) -> None:
        head = header(key, os.urandom(SALT_BYTES))
        self._sink, self._cipher, self._max_bytes = sink, FileCipher(key, head, name), max_bytes
        self._waiting, self._number, self._count = bytearray(), 0, 0
        sink.write(head)

    def write(self, data: bytes, /) -> None:
        self._count += len(data)
        if self._max_bytes is not None and self._count > self._max_bytes:
            raise TooLargeError(
                f"The file is larger than the {self._max_bytes:,} bytes that are allowed; send a shorter one."
            )
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), is_last=False)
            del self._waiting[:CHUNK]

    def finish(self) -> None:
        self._seal(bytes(self._waiting), is_last=True)

    def _seal(self, chunk: bytes, *, is_last: bool) -> None:
        self._sink.write(self._cipher.seal(self._number, chunk, is_last=is_last))
        self._number += 1


def _in_chunks(blocks: Iterator[bytes]) -> Iterator[bytes]:
    waiting = b""
    for block in blocks:
        waiting += block
        while len(waiting) >= SEALED_CHUNK:
            yield waiting[:SEALED_CHUNK]
            waiting = waiting[SEALED_CHUNK:]
    if waiting:
        yield waiting


@contextmanager
def _folder() -> Iterator[Path]:
    """Readable by its owner only."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)
