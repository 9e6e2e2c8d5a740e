"""How many uploads in parts one account may have under way, and how many bytes they may hold."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from interview_simulator.domain.address import same
from interview_simulator.domain.keys import record_id_of, recording_key, recordings_prefix
from interview_simulator.errors import NotFoundError, TooLargeError, TooManyRequestsError
from interview_simulator.stores.media.store import Part

if TYPE_CHECKING:
    from interview_simulator.compose import App


class Slots:
    """The uploads of this server. Where nobody signs in, all are one person's."""

    def __init__(self, app: "App") -> None:
        self._app = app
        self._arriving: dict[str, list[Part]] = {}
        """Parts that are being received: those of one moment do not see each other among the parts held."""
        self._changing = Lock()

    def require_one_more(self, owner: str | None) -> None:
        """One more upload of this owner may begin; raises TooManyRequestsError."""
        keys = self._of(owner)
        if len(keys) >= self._app.settings.uploads_at_once:
            raise TooManyRequestsError("Too many of your uploads are under way; try again when some have ended.")
        self._require_bytes(keys, 0)

    @contextmanager
    def part_of(self, key: str, part: Part) -> Iterator[None]:
        """Meanwhile the part arrives.

        Raises TooLargeError when the upload would be larger than a file may be, TooManyRequestsError when all of its
        owner's would hold too much.
        """
        with self._changing:
            arriving = self._arriving.setdefault(key, [])
            arriving.append(part)
        try:
            self._require_size(key)
            record = self._app.records.get(record_id_of(key))
            self._require_bytes(self._of(record.email if record else None), part.size)
            yield
        finally:
            with self._changing:
                arriving.remove(part)
                if not arriving:
                    self._arriving.pop(key, None)

    def _of(self, owner: str | None) -> list[str]:
        """The keys of the owner's uploads under way."""
        if self._app.accounts is None:
            return [upload.key for upload in self._app.uploads.under_way(recordings_prefix())]
        waiting = self._app.records.list_by_status("waiting")
        return [
            recording_key(record.uploading)
            for record in waiting
            if record.uploading and (record.email == owner or same(record.email, owner))
        ]

    def _require_size(self, key: str) -> None:
        with self._changing:
            arriving = {part.number: part for part in self._arriving[key]}
        held = {part.number: part for part in self._app.uploads.parts(key)}
        require_size(self._app, list((held | arriving).values()))

    def _require_bytes(self, keys: Sequence[str], more: int) -> None:
        settings = self._app.settings
        most = max(settings.upload_bytes_at_once, settings.max_upload_bytes)
        if more + sum(map(self._held_bytes, keys)) > most:
            raise TooManyRequestsError(
                f"Your uploads under way hold {most:,} bytes, as many as they may; end some of them first."
            )

    def _held_bytes(self, key: str) -> int:
        try:
            return sum(part.size for part in self._app.uploads.parts(key))
        except NotFoundError:
            return 0


def require_size(app: "App", parts: Sequence[Part]) -> None:
    """A file of these parts is not too large; raises TooLargeError."""
    most = app.settings.max_upload_bytes
    if sum(part.size for part in parts) > most:
        raise TooLargeError(f"The file is larger than the {most:,} bytes that are allowed; send a shorter one.")
