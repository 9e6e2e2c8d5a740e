"""Writing no more than was agreed."""

from interview_simulator.errors import TooLargeError
from interview_simulator.stores.media.disk import Room
from interview_simulator.stores.media.store import Sink


class Counting:
    """Passes on what is written, up to `max_bytes`; the room that was kept for it becomes less."""

    def __init__(self, file: Sink, max_bytes: int | None, room: Room) -> None:
        self._file, self._max_bytes, self._count, self._room = file, max_bytes, 0, room

    def write(self, data: bytes) -> None:
        """Pass on; raises TooLargeError beyond the size that was agreed."""
        self._count += len(data)
        if self._max_bytes is not None and self._count > self._max_bytes:
            raise TooLargeError(
                f"The file is larger than the {self._max_bytes:,} bytes that are allowed; send a shorter one."
            )
        self._file.write(data)
        self._room.taken(len(data))
