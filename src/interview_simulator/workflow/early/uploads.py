"""Uploads that tell early work of what comes and goes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from interview_simulator.domain.keys import record_id_of
from interview_simulator.stores.media.store import (
    Part,
    PresignedPut,
    ReceivingUploads,
    Sink,
    StoredFile,
    UploadUnderWay,
)
from interview_simulator.workflow.early.early import Early


class TellingUploads:
    """The uploads that they stand around; early work hears of each part, and ends with an upload that is aborted."""

    def __init__(self, inner: ReceivingUploads, early: Early) -> None:
        self._inner, self._early = inner, early

    def begin(self, key: str) -> None:
        """Begin."""
        self._inner.begin(key)

    def under_way(self, prefix: str) -> list[UploadUnderWay]:
        """The uploads under way."""
        return self._inner.under_way(prefix)

    def parts(self, key: str) -> list[Part]:
        """The parts held."""
        return self._inner.parts(key)

    def presigned_part(self, key: str, part: Part, valid_s: int) -> PresignedPut:
        """A URL for sending this one part."""
        return self._inner.presigned_part(key, part, valid_s)

    @contextmanager
    def writing(self, key: str, part: Part) -> Iterator[Sink]:
        """Write one part."""
        with self._inner.writing(key, part) as sink:
            yield sink
        self._early.arrived(key)

    def complete(self, key: str, parts: Sequence[Part]) -> StoredFile:
        """Join the parts; what was done early waits for the analysis."""
        return self._inner.complete(key, parts)

    def abort(self, key: str) -> None:
        """Forget the upload, and what was done of it."""
        self._inner.abort(key)
        self._early.forget(record_id_of(key))
