"""A database that is locked, or gone and back: told as something that passes, and nothing is lost by it."""

import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.faults.test_random_kills import SERVER

from interview_simulator.domain.record import StepName, StepProgress
from interview_simulator.errors import StoreUnavailableError
from interview_simulator.stores.records.sql import SqlRecordStore
from interview_simulator.testing.engines import scripted_engines
from interview_simulator.workflow.inline import analyse_here
from interview_simulator.workflow.job import Job
from interview_simulator.workflow.workspace import FolderWorkspace

if TYPE_CHECKING:
    from tests.conftest import MakeRecording
    from tests.support.server import Start


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another process writes, and does not come to an end."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def test_a_locked_database_is_told_as_such_and_takes_the_record_afterwards(tmp_path: Path) -> None:
    records = SqlRecordStore(f"sqlite:///{tmp_path / 'records.sqlite'}", busy_s=0.2)
    records.merge("r1", {"email": "ana@example.org"})
    with locked(tmp_path / "records.sqlite"), pytest.raises(StoreUnavailableError, match="try again"):
        records.merge("r1", {"duration": "00:01:00"})
    record = records.merge("r1", {"duration": "00:01:00"})
    assert (record.email, record.duration) == ("ana@example.org", "00:01:00")


def test_a_database_that_is_gone_and_back_goes_on_with_all_records(tmp_path: Path) -> None:
    folder, away = tmp_path / "data", tmp_path / "away"
    folder.mkdir()
    records = SqlRecordStore(f"sqlite:///{folder / 'records.sqlite'}", busy_s=0.2)
    records.merge("r1", {"email": "ana@example.org"})
    folder.rename(away)
    fresh = SqlRecordStore(f"sqlite:///{away / 'records.sqlite'}", busy_s=0.2)
    with pytest.raises(StoreUnavailableError):
        SqlRecordStore(f"sqlite:///{folder / 'records.sqlite'}")
    assert fresh.get("r1") is not None
    away.rename(folder)
    records.merge("r1", {"duration": "00:01:00"})
    kept = records.get("r1")
    assert kept is not None and (kept.email, kept.duration) == ("ana@example.org", "00:01:00")


def test_progress_that_cannot_be_written_does_not_fail_a_step(tmp_path: Path, make_recording: "MakeRecording") -> None:
    def announce(step: StepName, progress: StepProgress) -> None:
        raise StoreUnavailableError("The database did not answer; try again in a moment.")

    (tmp_path / "out").mkdir()
    space = FolderWorkspace(make_recording("talk_collins.mp4", seconds=2.0, size=(320, 240)), tmp_path / "out")
    results = analyse_here(Job(record_id="r1"), scripted_engines(), space, announce)
    assert {outcome.status for outcome in results.outcomes.values()} == {"succeeded"}


@pytest.mark.parametrize("database", ["records.sqlite", "workflow.sqlite"])
def test_an_analysis_outlasts_a_database_that_is_locked_for_a_while(serve: "Start", clips: Path, database: str) -> None:
    server = serve(sys.executable, SERVER)
    server.upload("r1", clips / "jfk.wav").raise_for_status()
    with locked(server.data_dir / database):
        threading.Event().wait(5.0)
    record = server.until_finished("r1")
    assert (record["status"], record["attempt"]) == ("succeeded", 1)
