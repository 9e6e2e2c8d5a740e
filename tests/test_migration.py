"""An embedded installation moves to many machines, also when that is broken off, and nothing is lost or doubled."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from tests.faults.test_random_kills import SERVER, as_a_form
from tests.support import postgresql_server
from tests.support.many_machines import empty_installation
from tests.support.server import Server

from interview_simulator.audit.log import AuditEntry
from interview_simulator.audit.sql import SqlAuditLog
from interview_simulator.errors import BadInputError, StoreUnavailableError
from interview_simulator.interviews.catalogue import catalogue
from interview_simulator.migration import Source, Target, migrate
from interview_simulator.privacy.consent import give
from interview_simulator.privacy.sql import SqlConsents
from interview_simulator.stores.installation.sql import SqlInstallation, SqlInterviews
from interview_simulator.stores.media.files import FileMediaStore
from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.stores.media.store import StoredFile
from interview_simulator.stores.records.database import opened
from interview_simulator.stores.records.schema import METADATA
from interview_simulator.stores.records.sql import SqlRecordStore

SECRET = bytes(range(32))
FILES = 5


class BreaksOff(FileMediaStore):
    """The disk of the shared store is full after some files."""

    after = FILES
    sent = 0

    def put(self, key: str, source: Path) -> StoredFile:
        if self.sent == self.after:
            raise StoreUnavailableError("The media store did not answer; try again in a moment.")
        self.sent += 1
        return super().put(key, source)


def rows(url: str, table: sa.Table) -> list[tuple[object, ...]]:
    with opened(url).connect() as connection:
        return sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    url = f"sqlite:///{tmp_path / 'records.sqlite'}"
    media, records, log = FileMediaStore(tmp_path / "media", UrlSigner(SECRET)), SqlRecordStore(url), SqlAuditLog(url)
    for number in range(FILES):
        recording = tmp_path / "recording"
        recording.write_bytes(os.urandom(3000))
        media.put(f"recordings/r{number}.webm", recording)
        records.merge(f"r{number}", {"email": "ana@example.org", "recording": f"recordings/r{number}.webm"})
        log.append(
            AuditEntry(
                at="2026-01-01T00:00:00Z", action="report_viewed", who="mia@example.org", about="ana@example.org"
            )
        )
    give(SqlConsents(url), "ana@example.org")
    interview = next(iter(catalogue().values()))
    return Source(url, media, {"made-own": interview.model_copy(update={"id": "made-own"})}, SECRET)


@pytest.fixture
def target(tmp_path: Path) -> Target:
    url = postgresql_server.new_database()
    shared = BreaksOff(tmp_path / "shared", UrlSigner(SECRET))
    return Target(url, SqlInstallation(url), shared, SqlInterviews(url))


def same(source: Source, target: Target) -> bool:
    tables = [table for table in METADATA.sorted_tables if table.name not in ("installation", "interviews", "workers")]
    assert any(rows(source.database_url, table) for table in tables)
    keys = source.media.keys("")
    assert len(keys) == FILES
    return (
        all(rows(source.database_url, table) == rows(target.database_url, table) for table in tables)
        and target.media.keys("") == keys
        and all(b"".join(source.media.read(key)) == b"".join(target.media.read(key)) for key in keys)
        and dict(target.interviews) == dict(source.interviews)
    )


def test_everything_is_there_afterwards_and_the_audit_log_goes_on(source: Source, target: Target) -> None:
    list(migrate(source, target))
    assert same(source, target)
    assert target.installation.get("secret") == SECRET.hex()
    log = SqlAuditLog(target.database_url)
    log.append(
        AuditEntry(at="2026-01-02T00:00:00Z", action="report_viewed", who="ana@example.org", about="ana@example.org")
    )
    assert len(log.entries()) == FILES + 1


@pytest.mark.parametrize("after", range(FILES))
def test_what_was_broken_off_goes_on_without_sending_a_file_twice(source: Source, target: Target, after: int) -> None:
    assert isinstance(target.media, BreaksOff)
    target.media.after = after
    with pytest.raises(StoreUnavailableError):
        list(migrate(source, target))
    assert rows(target.database_url, METADATA.tables["records"]) == []
    target.media.after = FILES
    told = [moved.outcome for moved in migrate(source, target) if moved.name.startswith("recordings/")]
    assert told == ["there already"] * after + ["moved"] * (FILES - after)
    assert same(source, target) and target.media.sent == FILES


def test_a_file_that_lies_there_damaged_is_replaced(source: Source, target: Target, tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(os.urandom(3000))
    target.media.put("recordings/r0.webm", tmp_path / "other")
    assert isinstance(target.media, BreaksOff)
    target.media.after = FILES + 1
    list(migrate(source, target))
    assert same(source, target)


def test_an_installation_is_moved_once_and_into_nothing_else(source: Source, target: Target) -> None:
    SqlRecordStore(target.database_url).merge("other", {"email": "bob@example.org"})
    with pytest.raises(BadInputError, match="choose an empty one"):
        list(migrate(source, target))
    SqlRecordStore(target.database_url).delete("other")
    list(migrate(source, target))
    with pytest.raises(BadInputError, match="was moved there"):
        list(migrate(source, target))


def test_two_installations_do_not_become_one(source: Source, target: Target) -> None:
    assert isinstance(target.media, BreaksOff)
    target.media.after = 1
    with pytest.raises(StoreUnavailableError):
        list(migrate(source, target))
    with pytest.raises(BadInputError, match="Another installation"):
        list(migrate(replace(source, secret=bytes(32)), target))


def test_analyses_end_first(source: Source, target: Target) -> None:
    SqlRecordStore(source.database_url).begin_attempt("r1", 0)
    with pytest.raises(BadInputError, match="1 recordings are being analysed"):
        list(migrate(source, target))


def command(data_dir: Path, settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, "-m", "interview_simulator.cli", "migrate", "embedded", "--from", str(data_dir)]
    return subprocess.run(run, env={**os.environ, **settings}, capture_output=True, text=True, check=False)


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Server]:
    started = Server(tmp_path / "embedded", sys.executable, SERVER)
    yield started
    started.stop()


def test_by_the_command_the_server_of_many_machines_has_the_report_and_the_recording(
    embedded: Server, clips: Path, tmp_path: Path
) -> None:
    as_a_form(embedded, "r1", clips / "jfk.wav")
    embedded.until_finished("r1")
    report = embedded.client.get("/records/r1/report").json()
    settings = empty_installation()
    busy = command(embedded.data_dir, settings)
    assert busy.returncode == 2 and "Another server works on" in busy.stderr
    embedded.stop()
    done = command(embedded.data_dir, settings)
    assert done.returncode == 0, done.stderr
    assert "recordings/r1.wav: moved" in done.stdout
    api = Server(tmp_path / "api", **settings)
    try:
        assert api.client.get("/records/r1/report").json() == report
        url = api.client.get("/download", params={"filename": "r1.wav"}).json()["url"]
        fetched = httpx.get(url, follow_redirects=True).content
        assert sha256(fetched).digest() == sha256((clips / "jfk.wav").read_bytes()).digest()
    finally:
        api.stop()
