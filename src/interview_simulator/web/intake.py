"""The end of an upload, by whichever route it came: looked at, stored, given its record, and analysed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from interview_simulator.domain.keys import record_id_of
from interview_simulator.errors import BadRecordingError
from interview_simulator.stores.media.store import Sink

if TYPE_CHECKING:
    from interview_simulator.compose import App
    from interview_simulator.stores.media.receiving import Receiving


@contextmanager
def taking_in(parts: "App", own: "Receiving", key: str, max_bytes: int | None = None) -> Iterator[Sink]:
    """Write an upload piece by piece; the end of the `with` starts its analysis, as the bucket's event does.

    Before that the recording is looked at. One that cannot be analysed is refused with BadRecordingError, and nothing
    is left of it: no file, no record, no analysis. Also raises what the store's `writing` raises. The end may take a
    second, so an event loop leaves it to a thread.
    """
    from interview_simulator.media.check import check_recording

    def check(path: Path) -> None:
        parts.decoder.call(check_recording, path, parts.settings.max_duration_s)

    with own.media.writing(key, max_bytes, check) as sink:
        yield sink
    _analyse(parts, key)


def take_in(parts: "App", key: str) -> None:
    """Look at an upload that a store has put under its key already, and start its analysis; may be repeated.

    A recording that cannot be analysed is removed, and refused with BadRecordingError. What a bucket took from the
    browser is not fetched for that: there the first step of the analysis looks at it.
    """
    if parts.receiving is not None:
        _require_recording(parts, key)
    _analyse(parts, key)


def _require_recording(parts: "App", key: str) -> None:
    from interview_simulator.media.check import check_recording

    try:
        with parts.media.local(key) as path:
            parts.decoder.call(check_recording, path, parts.settings.max_duration_s)
    except BadRecordingError:
        parts.media.delete(key)
        raise


def _analyse(parts: "App", key: str) -> None:
    record = parts.records.merge(record_id_of(key), {"recording": key, "uploading": None})
    parts.workflow.start(record.record_id)
