"""What a media store must do.

Keys look like `recordings/<record_id>.webm`; they come from the server, never the client.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from interview_simulator.domain.frozen import Frozen

UPLOAD_PATH = "/media"
"""Where this server itself takes uploads and gives downloads, for a store that cannot."""


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

    def presigned_post(self, key: str, max_bytes: int, valid_s: int) -> PresignedPost:
        """A form for uploading this one key, up to `max_bytes`."""
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
        Raises BadInputError for a key that is not allowed, TooLargeError, and StoreUnavailableError on a full disk.
        """
        ...
