"""What a media store must do.

Keys look like `recordings/<record_id>.webm`; they come from the server, never the client.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal, Protocol

from pydantic import Field

from interview_simulator.domain.frozen import Frozen

UPLOAD_PATH = "/media"
"""Where this server itself takes uploads and gives downloads, for a store that cannot."""

LEAST_PART_BYTES = 5 * 1024 * 1024
"""Every part of an upload but the last has at least this size; S3 wants it so."""
MOST_PARTS = 10_000
"""S3 takes no more."""


Check = Callable[[Path], object]
"""Looks at a file and raises what is wrong with it."""


class StoredFile(Frozen):
    """What a store knows of a file without reading it."""

    key: str
    size: int
    content_type: str


class PresignedPost(Frozen):
    """Where and with which form fields a browser uploads a file (multipart form, `file` last)."""

    url: str
    fields: dict[str, str]


class Part(Frozen):
    """One part of a file; `size` in bytes, `sha256` in lower-case hex."""

    number: int = Field(ge=1, le=MOST_PARTS)
    size: int = Field(ge=1)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class PresignedPut(Frozen):
    """Where and with which headers a browser sends one part."""

    url: str
    method: Literal["PUT"] = "PUT"
    headers: dict[str, str]


class UploadUnderWay(Frozen):
    """An upload in parts that was begun; `touched_s` (since 1970): its begin or, where the store knows, last part."""

    key: str
    touched_s: float


class Sink(Protocol):
    """Takes the bytes of an upload as they come."""

    def write(self, data: bytes, /) -> object:
        """Write; raises TooLargeError beyond the size that was agreed."""
        ...


class MediaStore(Protocol):
    """Files under keys. Writes are atomic: a key holds a whole file or none."""

    def put(self, key: str, source: Path) -> StoredFile:
        """Store a copy of `source`, replacing what was there. Raises BadInputError for a key that is not allowed."""
        ...

    def stat(self, key: str) -> StoredFile | None:
        """What is under the key, None when nothing is."""
        ...

    def local(self, key: str) -> AbstractContextManager[Path]:
        """A path at which the file can be read inside the `with`; raises NotFoundError."""
        ...

    def read(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` up to, not including, `end`, in pieces; raises NotFoundError."""
        ...

    def delete(self, key: str) -> None:
        """Remove the file; nothing happens when there is none."""
        ...

    def keys(self, prefix: str) -> list[str]:
        """The keys that begin with `prefix`, sorted."""
        ...

    def presigned_post(self, key: str, max_bytes: int, valid_s: int, owner: str | None = None) -> PresignedPost:
        """A form for uploading this one key, up to `max_bytes`, which says whose the file is."""
        ...

    def presigned_get(self, key: str, valid_s: int) -> str:
        """A URL for downloading this one key."""
        ...


class ReceivingStore(MediaStore, Protocol):
    """A media store to which this server's own upload form writes; S3 takes uploads itself."""

    def writing(
        self, key: str, max_bytes: int | None = None, check: Check | None = None
    ) -> AbstractContextManager[Sink]:
        """Write a file piece by piece; it has its key at the end of the `with`, and nothing is left of a broken one.

        `check` is shown the whole file before it has its key; what it raises refuses the file, and what was under the
        key before stays.
        `max_bytes` is the size, or what it may be at most.
        Raises BadInputError for a key that is not allowed, TooLargeError, and DiskFullError on a full disk.
        """
        ...


class MultipartUploads(Protocol):
    """Uploads in parts, in S3's terms, at most one for each key. The key holds nothing before `complete`."""

    def begin(self, key: str) -> None:
        """Begin; nothing happens when an upload is under way. Raises BadInputError for a key that is not allowed."""
        ...

    def under_way(self, prefix: str) -> list[UploadUnderWay]:
        """The uploads whose keys begin with `prefix`, sorted by key; what is long untouched may be aborted."""
        ...

    def parts(self, key: str) -> list[Part]:
        """The parts held, by number; raises NotFoundError when no upload is under way."""
        ...

    def presigned_part(self, key: str, part: Part, valid_s: int) -> PresignedPut:
        """A URL for sending this one part; the same number again replaces it.

        Raises NotFoundError when no upload is under way and the URL would have to name it, as S3's does.
        """
        ...

    def complete(self, key: str, parts: Sequence[Part]) -> StoredFile:
        """Join the parts under the key, replacing what was there; the upload is then no longer under way.

        Whatever breaks it off leaves the parts, so that it can be repeated. Raises NotFoundError when no upload is
        under way, BadInputError for parts with a gap or too small, ConflictError when exactly these are not held.
        """
        ...

    def abort(self, key: str) -> None:
        """Forget the upload and its parts; nothing happens when none is under way."""
        ...


class ReceivingUploads(MultipartUploads, Protocol):
    """Uploads whose parts this server takes itself; S3 takes them from the browser."""

    def writing(self, key: str, part: Part) -> AbstractContextManager[Sink]:
        """Write one part piece by piece; it is held at the end of the `with`, and nothing is left of a broken one.

        Raises NotFoundError when no upload is under way, BadInputError when size or SHA-256 are not the part's, and
        DiskFullError on a full disk.
        """
        ...


class ReadableUploads(ReceivingUploads, Protocol):
    """Uploads whose parts can be read before they are joined."""

    def read(self, key: str, part: Part) -> Iterator[bytes]:
        """The bytes of a part that is held, in pieces; raises NotFoundError when this one is not held."""
        ...
