"""Everything about a person as a zip file, made while it is read: no copy of it stands in memory or on the disk.

person.json                     whose it is, and when it was made
consent.json, audit.json        what was consented to; who saw what
account.json                    where people sign in: the account, what it holds, is shown, said and graded
records/<id>/record.json        and beside it every file of the record: the recording as it was sent,
                                report.json, transcript.vtt, poster.jpg, playable.*, speech.wav
interviews/<id>.json            interviews made to measure
"""

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from pydantic import BaseModel

from interview_simulator.accounts.belongings import belongings
from interview_simulator.domain.keys import artefacts_prefix, recordings_prefix
from interview_simulator.domain.record import Record
from interview_simulator.domain.timestamps import now
from interview_simulator.privacy.kept import Kept, Privacy, made_for, records_of

FILENAME = "interview-simulator-export.zip"


def export(kept: Kept, privacy: Privacy, email: str | None) -> Iterator[bytes]:
    """The zip file in pieces; None is the one person of an installation without accounts, to whom all belongs."""
    pieces = _Pieces()
    with ZipFile(pieces, "w") as archive:
        for name, content in _documents(kept, privacy, email):
            archive.writestr(_info(name), json.dumps(content, indent=1, ensure_ascii=False), ZIP_DEFLATED)
            yield pieces.taken()
        for record in records_of(kept, email):
            for key in _keys(kept, record):
                yield from _file(kept, archive, pieces, record, key)
    yield pieces.taken()


def _documents(kept: Kept, privacy: Privacy, email: str | None) -> Iterator[tuple[str, Any]]:
    yield "person.json", {"email": email, "exported": now()}
    consent = privacy.consents.get(email)
    yield "consent.json", consent and _plain(consent)
    if kept.accounts is not None and email is not None:
        yield "account.json", belongings(kept.accounts, email)
    yield "audit.json", [_plain(entry) for entry in privacy.audit.entries(email)]
    for record in records_of(kept, email):
        yield f"records/{record.record_id}/record.json", _plain(record)
    for name in made_for(kept, email):
        yield f"interviews/{name}.json", _plain(kept.made[name])


def _plain(model: BaseModel) -> Any:
    return model.model_dump(mode="json")


def _keys(kept: Kept, record: Record) -> list[str]:
    record_id = record.record_id
    return [*kept.media.keys(recordings_prefix(record_id)), *kept.media.keys(artefacts_prefix(record_id))]


def _file(kept: Kept, archive: ZipFile, pieces: "_Pieces", record: Record, key: str) -> Iterator[bytes]:
    """Media are packed already, so they are stored as they are; they may be larger than 4 GiB."""
    inside = f"records/{record.record_id}/{_name(record, key)}"
    with archive.open(_info(inside), "w", force_zip64=True) as entry:
        for block in kept.media.read(key):
            entry.write(block)
            yield pieces.taken()


def _name(record: Record, key: str) -> str:
    path = PurePosixPath(key)
    return f"recording{path.suffix}" if path.stem == record.record_id else path.name


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name)
    info.compress_type = ZIP_STORED
    return info


class _Pieces:
    """A file that can only be written; what was written is taken away at once."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self._written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """There is nothing to close."""

    def taken(self) -> bytes:
        taken, self._written = b"".join(self._written), []
        return taken
