"""The disk is full in each writing step: it is told as such, nothing broken is left, and later it goes on.

A limit on the size of files (RLIMIT_FSIZE) makes the system's own write calls fail, as a full disk does, whoever
runs the test and on whatever disk.
"""

import os
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from tests.support.making import LIVE, record, still, tone

from interview_simulator.compose_engines import PRELOADED
from interview_simulator.decoding.limits import Limits
from interview_simulator.decoding.sandbox import Sandbox
from interview_simulator.errors import DiskFullError, StoreUnavailableError
from interview_simulator.media.inspect import inspect
from interview_simulator.steps.convert_video.step import convert_video
from interview_simulator.stores.media.file_uploads import FileUploads
from interview_simulator.stores.media.files import FileMediaStore
from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.stores.media.store import Part
from interview_simulator.stores.records.sql import SqlRecordStore
from interview_simulator.testing.engines import scripted_engines
from interview_simulator.workflow.inline import analyse_here
from interview_simulator.workflow.job import Job
from interview_simulator.workflow.workspace import FolderWorkspace

SIGNER = UrlSigner(b"secret")
KEY = "recordings/r1.webm"
LIMITS = Limits(memory_bytes=2_000_000_000, cpu_s=60, quiet_s=60.0)


@contextmanager
def disk_full_at(size: int) -> Iterator[None]:
    """No file of this process and those it starts grows beyond this size."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    making = tmp_path / "making"
    making.mkdir()
    return record(making / "a.webm", still(5.0), tone(5.0), video="libvpx", audio="libopus", options=LIVE)


@pytest.mark.parametrize("size", [0, 1000, 20_000, 50_000], ids=lambda size: f"{size} bytes")
def test_converting_on_a_full_disk_fails_as_such_and_leaves_nothing(recording: Path, tmp_path: Path, size: int) -> None:
    (tmp_path / "out").mkdir()
    sandbox = Sandbox(LIMITS, PRELOADED)
    sandbox.call(inspect, recording)  # all modules are loaded
    assert sandbox._zygote is not None
    resource.prlimit(sandbox._zygote.process.pid, resource.RLIMIT_FSIZE, (size, size))
    with pytest.raises(OSError) as told:
        sandbox.call(convert_video, recording, tmp_path / "out", max_duration_s=60.0)
    sandbox.close()
    assert "large" in str(told.value)
    assert files(tmp_path / "out") == []


@pytest.mark.parametrize("size", [0, 1000, 50_000, 120_000], ids=lambda size: f"{size} bytes")
def test_an_analysis_on_a_full_disk_says_so_and_succeeds_when_there_is_room_again(
    recording: Path, tmp_path: Path, size: int
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    space = FolderWorkspace(recording, out)
    with disk_full_at(size):
        results = analyse_here(Job(record_id="r1"), scripted_engines(), space, lambda *_: None)
    failed = [outcome for outcome in results.outcomes.values() if outcome.status == "failed"]
    assert failed and all("disk is full" in (outcome.reason or "") for outcome in failed)
    again = analyse_here(Job(record_id="r1"), scripted_engines(), space, lambda *_: None)
    assert {outcome.status for outcome in again.outcomes.values()} == {"succeeded"}


def test_a_file_is_stored_whole_or_not_at_all(recording: Path, tmp_path: Path) -> None:
    media = FileMediaStore(tmp_path / "media", SIGNER)
    media.put(KEY, recording)
    larger = tmp_path / "larger"
    larger.write_bytes(bytes(2 * recording.stat().st_size))
    with disk_full_at(recording.stat().st_size + 10), pytest.raises(DiskFullError, match="disk is full"):
        media.put(KEY, larger)
    assert files(tmp_path / "media") == [KEY]
    assert b"".join(media.read(KEY)) == recording.read_bytes()


def test_a_part_and_the_joining_of_parts_can_be_repeated(tmp_path: Path) -> None:
    media = FileMediaStore(tmp_path / "media", SIGNER)
    uploads = FileUploads(tmp_path / "uploads", media, SIGNER)
    content = os.urandom(100_000)
    part = Part(number=1, size=len(content), sha256=sha256(content).hexdigest())
    uploads.begin(KEY)
    with disk_full_at(50_000), pytest.raises(DiskFullError), uploads.writing(KEY, part) as sink:
        sink.write(content)
    assert uploads.parts(KEY) == []
    with uploads.writing(KEY, part) as sink:
        sink.write(content)
    with disk_full_at(50_000), pytest.raises(DiskFullError):
        uploads.complete(KEY, [part])
    assert uploads.parts(KEY) == [part] and media.keys("") == []
    uploads.complete(KEY, [part])
    assert b"".join(media.read(KEY)) == content


def test_a_record_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    records = SqlRecordStore(f"sqlite:///{path}")
    records.merge("r1", {"email": "ana@example.org"})
    with disk_full_at(path.with_name("records.sqlite-wal").stat().st_size), pytest.raises(StoreUnavailableError):
        records.merge("r1", {"question": "Why? " * 20_000})
    kept = records.get("r1")
    assert kept is not None and (kept.email, kept.question) == ("ana@example.org", None)
    assert records.merge("r1", {"question": "Why?"}).question == "Why?"
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
