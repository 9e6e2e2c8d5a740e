"""Uploads in parts, in memory."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from threading import RLock

from interview_simulator.domain.keys import content_type
from interview_simulator.errors import NotFoundError
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


class MemoryUploads:
    """Uploads that are forgotten at the end of the process; the joined file goes to the media store."""

    def __init__(self, media: ReceivingStore, signer: UrlSigner) -> None:
        self._media, self._signer = media, signer
        self._held: dict[str, dict[Part, bytes]] = {}
        self._touched_s: dict[str, float] = {}
        self._lock = RLock()

    def begin(self, key: str) -> None:
        """Begin, unless an upload is under way."""
        with self._lock:
            if allowed(key) not in self._held:
                self._held[key], self._touched_s[key] = {}, time.time()

    def under_way(self, prefix: str) -> list[UploadUnderWay]:
        """The uploads whose keys begin with `prefix`."""
        keys = sorted(key for key in self._held if key.startswith(prefix))
        return [UploadUnderWay(key=key, touched_s=self._touched_s[key]) for key in keys]

    def parts(self, key: str) -> list[Part]:
        """The parts held."""
        return sorted(self._there(key), key=lambda part: part.number)

    def presigned_part(self, key: str, part: Part, valid_s: int) -> PresignedPut:
        """A path on this server."""
        return self._signer.presigned_part(key, part, valid_s)

    @contextmanager
    def writing(self, key: str, part: Part) -> Iterator[Sink]:
        """Write one part."""
        self._there(key)
        content = BytesIO()
        sink = PartSink(content, part)
        yield sink
        sink.finish()
        with self._lock:
            others = {held: data for held, data in self._there(key).items() if held.number != part.number}
            self._held[key] = {**others, part: content.getvalue()}
            self._touched_s[key] = time.time()

    def read(self, key: str, part: Part) -> Iterator[bytes]:
        """The bytes of a part that is held."""
        if part not in self._there(key):
            raise NotFoundError(f"Part {part.number} of {key} was replaced; ask for the parts held.")
        yield self._held[key][part]

    def complete(self, key: str, parts: Sequence[Part]) -> StoredFile:
        """Join the parts."""
        with self._lock:
            held = self._there(key)
            require_whole(parts, list(held))
            with self._media.writing(key) as sink:
                for part in parts:
                    sink.write(held[part])
            self.abort(key)
        return StoredFile(key=key, size=sum(part.size for part in parts), content_type=content_type(key))

    def abort(self, key: str) -> None:
        """Forget the upload."""
        with self._lock:
            self._held.pop(allowed(key), None)

    def _there(self, key: str) -> dict[Part, bytes]:
        if allowed(key) not in self._held:
            raise NotFoundError(f"No upload of {key} is under way; begin one.")
        return self._held[key]
