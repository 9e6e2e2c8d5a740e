"""Uploads in parts as files of a media store that several servers share: a part may come by any of them.

`<key, quoted>/begun-<ms since 1970>` tells that the upload is under way, and since when;
`<key, quoted>/<number>-<size>-<sha256>` is a part. A list of the names tells all that there is to know.
"""

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote

from interview_simulator.domain.keys import content_type
from interview_simulator.errors import ConflictError, NotFoundError
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

BEGUN = "begun-"


class StoredUploads:
    """Uploads whose parts lie in the store `held`; the joined file goes to the media store."""

    def __init__(self, held: ReceivingStore, media: ReceivingStore, signer: UrlSigner) -> None:
        self._held, self._media, self._signer = held, media, signer

    def begin(self, key: str) -> None:
        """Leave a mark; of two that begin at once both see the same upload."""
        if self._begun(key):
            return
        with tempfile.NamedTemporaryFile() as empty:
            self._held.put(f"{_folder(key)}{BEGUN}{int(1000 * time.time())}", Path(empty.name))

    def under_way(self, prefix: str) -> list[UploadUnderWay]:
        """The marks, the earliest of each upload."""
        begun: dict[str, float] = {}
        for folder, name in self._named(quote(prefix, safe="")):
            if name.startswith(BEGUN):
                begun.setdefault(unquote(folder), int(name.removeprefix(BEGUN)) / 1000)
        return [UploadUnderWay(key=key, touched_s=touched_s) for key, touched_s in sorted(begun.items())]

    def parts(self, key: str) -> list[Part]:
        """The parts held."""
        names = self._names(key)
        if not any(name.startswith(BEGUN) for name in names):
            raise _not_under_way(key)
        held = {part.number: part for part in map(_part, names) if part is not None}
        return [held[number] for number in sorted(held)]

    def presigned_part(self, key: str, part: Part, valid_s: int) -> PresignedPut:
        """A path on this server."""
        return self._signer.presigned_part(key, part, valid_s)

    @contextmanager
    def writing(self, key: str, part: Part) -> Iterator[Sink]:
        """Write one part piece by piece; another one of its number goes behind it."""
        self._require_begun(key)
        mine = _folder(key) + _name(part)
        with self._held.writing(mine, part.size) as file:
            sink = PartSink(file, part)
            yield sink
            sink.finish()
        try:
            self._require_begun(key)
        except NotFoundError:
            self._held.delete(mine)
            raise
        for other in self._held.keys(f"{_folder(key)}{part.number}-"):
            if other != mine:
                self._held.delete(other)

    def read(self, key: str, part: Part) -> Iterator[bytes]:
        """The bytes of a part that is held."""
        self._require_begun(key)
        yield from self._held.read(_folder(key) + _name(part))

    def complete(self, key: str, parts: Sequence[Part]) -> StoredFile:
        """Copy the parts, one behind the other, into the file; they go when it is there.

        Of calls at the same time the later ones find no upload or no part any more, or write the same file again.
        """
        require_whole(parts, self.parts(key))
        with self._media.writing(key, sum(part.size for part in parts)) as sink:
            for part in parts:
                self._copy(key, part, sink)
        self.abort(key)
        return StoredFile(key=key, size=sum(part.size for part in parts), content_type=content_type(key))

    def abort(self, key: str) -> None:
        """Remove the mark, then the parts; a part that is still being written finds no mark and goes, too."""
        for name in sorted(self._names(key), key=lambda name: not name.startswith(BEGUN)):
            self._held.delete(_folder(key) + name)

    def _copy(self, key: str, part: Part, sink: Sink) -> None:
        try:
            for block in self._held.read(_folder(key) + _name(part)):
                sink.write(block)
        except NotFoundError as error:
            self._require_begun(key)
            raise ConflictError(
                f"Part {part.number} was replaced meanwhile; ask for the parts held and complete anew."
            ) from error

    def _begun(self, key: str) -> list[str]:
        return self._held.keys(_folder(key) + BEGUN)

    def _require_begun(self, key: str) -> None:
        if not self._begun(key):
            raise _not_under_way(key)

    def _names(self, key: str) -> list[str]:
        return [name for _, name in self._named(_folder(key))]

    def _named(self, prefix: str) -> Iterator[tuple[str, str]]:
        """The upload and the name of each file."""
        for found in self._held.keys(prefix):
            folder, _, name = found.partition("/")
            yield folder, name


def _folder(key: str) -> str:
    return f"{quote(allowed(key), safe='')}/"


def _name(part: Part) -> str:
    return f"{part.number}-{part.size}-{part.sha256}"


def _part(name: str) -> Part | None:
    if name.startswith(BEGUN):
        return None
    number, size, sha256 = name.split("-")
    return Part(number=int(number), size=int(size), sha256=sha256)


def _not_under_way(key: str) -> NotFoundError:
    return NotFoundError(f"No upload of {key} is under way; begin one.")
