"""The rules for parts, the same in every store."""

import hashlib
from collections.abc import Sequence

from interview_simulator.errors import BadInputError, ConflictError
from interview_simulator.stores.media.store import LEAST_PART_BYTES, Part, Sink


class PartSink:
    """Passes on the bytes of one part, and refuses others than were agreed."""

    def __init__(self, sink: Sink, part: Part) -> None:
        self._sink, self._part = sink, part
        self._count, self._digest = 0, hashlib.sha256()

    def write(self, data: bytes, /) -> None:
        """Pass on; raises BadInputError beyond the size that was agreed."""
        self._count += len(data)
        if self._count > self._part.size:
            raise BadInputError(f"Part {self._part.number} is longer than the {self._part.size:,} bytes agreed.")
        self._digest.update(data)
        self._sink.write(data)

    def finish(self) -> None:
        """Raises BadInputError when bytes are missing or others than were agreed."""
        if self._count < self._part.size:
            raise BadInputError(f"Part {self._part.number} broke off after {self._count:,} bytes; send it again.")
        if self._digest.hexdigest() != self._part.sha256:
            raise BadInputError(f"Part {self._part.number} has another SHA-256 than agreed; send it again.")


def require_whole(named: Sequence[Part], held: Sequence[Part]) -> None:
    """Whether these parts make a file; raises BadInputError when they cannot, ConflictError when others are held."""
    if not named or [part.number for part in named] != list(range(1, len(named) + 1)):
        raise BadInputError("The parts must be numbered 1, 2, 3 and so on, in this order and without a gap.")
    small = next((part for part in named[:-1] if part.size < LEAST_PART_BYTES), None)
    if small is not None:
        raise BadInputError(
            f"Part {small.number} has {small.size:,} bytes; every part but the last needs {LEAST_PART_BYTES:,}."
        )
    other = {part.number for part in set(named) ^ set(held)}
    if other:
        raise ConflictError(f"Part {min(other)} is not held as it was named; ask for the parts held and send the rest.")
