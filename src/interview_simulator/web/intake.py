"""The end of an upload, by whichever route it came: looked at, stored, given its record, and analysed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from interview_simulator.domain.keys import record_id_of, recordings_prefix
from interview_simulator.errors import (
    BadRecordingError,
    BadSignatureError,
    ConflictError,
    ConsentMissingError,
    GoneError,
    NotYoursError,
)
from interview_simulator.stores.media.store import Sink
from interview_simulator.web.admission import require_admitted

if TYPE_CHECKING:
    from interview_simulator.compose import App
    from interview_simulator.stores.media.receiving import Receiving
    from interview_simulator.stores.media.signing import SignedRequest

log = logging.getLogger(__name__)


@contextmanager
def taking_in(parts: "App", own: "Receiving", signed: "SignedRequest", max_bytes: int | None = None) -> Iterator[Sink]:
    """Write an upload piece by piece; the end of the `with` starts its analysis, as the bucket's event does.

    Before that the recording is looked at. One that cannot be analysed is refused with BadRecordingError, and nothing
    is left of it: no file, no record, no analysis. So is one whose owner may not send it any more, as
    `require_admitted` says. Also raises what the store's `writing` raises. The end may take a second, so an event loop
    leaves it to a thread.
    """
    from interview_simulator.media.check import check_recording

    key, record_id, owner = signed.key, record_id_of(signed.key), signed.owner
    require_admitted(parts, record_id, owner)

    def check(path: Path) -> None:
        parts.decoder.call(check_recording, path, parts.settings.max_duration_s)
        require_admitted(parts, record_id, owner)
        _expect(parts, key, owner)

    with own.media.writing(key, max_bytes, check) as sink:
        yield sink
    _analyse(parts, key, owner)


def take_in(parts: "App", key: str) -> None:
    """Look at an upload that a store has put under its key already, and start its analysis; may be repeated.

    A recording that cannot be analysed is removed, and refused with BadRecordingError. What a bucket took from the
    browser is not fetched for that: there the first step of the analysis looks at it.
    """
    if parts.receiving is not None:
        _require_recording(parts, key)
    record = parts.records.get(record_id_of(key))
    _analyse(parts, key, None if record is None else record.email)


def adopt(parts: "App") -> None:
    """At the start of one machine: a process may have been killed between an upload's last byte and its record.

    What no record expects was not told as taken to who sent it, and is sent again: it is adopted only where everything
    belongs to one person. What is left of an erased record goes.
    """
    for key in parts.media.keys(recordings_prefix()):
        record = parts.records.get(record_id_of(key))
        if record is not None and record.recording is not None:
            continue
        try:
            owner = record.email if record is not None and parts.accounts is not None else None
            require_admitted(parts, record_id_of(key), owner)
            parts.records.claim(record_id_of(key), owner, {"recording": key, "uploading": None})
        except (BadSignatureError, ConflictError, ConsentMissingError, GoneError, NotYoursError) as error:
            log.warning("%s arrived while the server was ended, and is removed: %s", key, error)
            parts.media.delete(key)


def _require_recording(parts: "App", key: str) -> None:
    from interview_simulator.media.check import check_recording

    try:
        with parts.media.local(key) as path:
            parts.decoder.call(check_recording, path, parts.settings.max_duration_s)
    except BadRecordingError:
        parts.media.delete(key)
        raise


def _expect(parts: "App", key: str, owner: str | None) -> None:
    """The record says that its file comes, so that a start after a crash knows whose it is."""
    record = parts.records.get(record_id_of(key))
    coming = {} if record is not None and record.recording else {"uploading": PurePosixPath(key).name}
    parts.records.claim(record_id_of(key), owner, coming)


def _analyse(parts: "App", key: str, owner: str | None) -> None:
    try:
        record = parts.records.claim(record_id_of(key), owner, {"recording": key, "uploading": None})
    except (ConflictError, GoneError):  # erased while it arrived
        parts.media.delete(key)
        raise
    parts.workflow.start(record.record_id)
