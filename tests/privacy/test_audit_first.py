"""A deletion is noted before it begins: one that breaks off is in the log, and one that cannot be noted is none."""

from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import TESTSERVER, clock, parts

from interview_simulator.audit.log import AuditEntry
from interview_simulator.compose import App
from interview_simulator.errors import StoreUnavailableError
from interview_simulator.privacy.erase import erase_person
from interview_simulator.privacy.retention import remove_expired
from interview_simulator.testing.audit import MemoryAuditLog
from interview_simulator.testing.records import MemoryRecordStore
from interview_simulator.web.app import create_app

__all__ = ["clock", "parts"]
ANA = "ana@example.org"
DELETIONS = {
    "a record": "record_deleted",
    "everything of a person": "erased",
    "everything": "erased",
    "what is too old": "record_expired",
}


class UnwritableAuditLog(MemoryAuditLog):
    """The database does not answer."""

    def append(self, entry: AuditEntry) -> NoReturn:
        raise StoreUnavailableError("busy")


class UnwritableRecordStore(MemoryRecordStore):
    """The database answers until a record is to go."""

    def erase(self, record_id: str) -> NoReturn:
        raise StoreUnavailableError("busy")


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "recording.wav"
    path.write_bytes(b"sound")
    return path


def kept(parts: App, recording: Path) -> App:
    parts.records.merge("r1", {"email": ANA, "date": "2020-01-01T00:00:00Z", "recording": "recordings/r1.wav"})
    parts.media.put("recordings/r1.wav", recording)
    return parts


def delete(parts: App, what: str) -> None:
    """Raises StoreUnavailableError, or it is answered as such."""
    assert parts.privacy is not None
    if what == "a record":
        if TestClient(create_app(parts), TESTSERVER).delete("/records/r1").status_code == 503:
            raise StoreUnavailableError("busy")
    elif what == "what is too old":
        remove_expired(parts, parts.privacy, 30)
    else:
        erase_person(parts, parts.privacy, ANA if what == "everything of a person" else None)


@pytest.mark.parametrize("what", DELETIONS)
def test_one_that_breaks_off_is_noted(parts: App, recording: Path, what: str) -> None:
    broken = kept(replace(parts, records=UnwritableRecordStore()), recording)
    with pytest.raises(StoreUnavailableError):
        delete(broken, what)
    assert broken.privacy is not None
    assert [entry.action for entry in broken.privacy.audit.entries()] == [DELETIONS[what]]


@pytest.mark.parametrize("what", DELETIONS)
def test_one_that_cannot_be_noted_deletes_nothing(parts: App, recording: Path, what: str) -> None:
    assert parts.privacy is not None
    unwritable = kept(replace(parts, privacy=replace(parts.privacy, audit=UnwritableAuditLog())), recording)
    with pytest.raises(StoreUnavailableError):
        delete(unwritable, what)
    assert unwritable.records.get("r1") is not None and unwritable.media.keys("") == ["recordings/r1.wav"]


@pytest.mark.parametrize("what", DELETIONS)
def test_one_that_succeeds_is_noted_once(parts: App, recording: Path, what: str) -> None:
    delete(kept(parts, recording), what)
    assert parts.privacy is not None
    assert [entry.action for entry in parts.privacy.audit.entries()] == [DELETIONS[what]]
    assert parts.records.get("r1") is None and parts.media.keys("") == []
