"""The API in this process: real files, SQLite and DBOS; speech is scripted, so that an analysis is short."""

import sqlite3
import wave
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import TESTSERVER

from interview_simulator.compose import App, coach_with, engines
from interview_simulator.settings import Settings
from interview_simulator.stores.media.file_uploads import FileUploads
from interview_simulator.stores.media.files import FileMediaStore
from interview_simulator.stores.media.receiving import Receiving
from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.stores.records.sql import SqlRecordStore
from interview_simulator.testing.speech import ScriptedRecogniser, spoken
from interview_simulator.testing.text import ScriptedEvaluator, ScriptedVoice
from interview_simulator.web.app import create_app
from interview_simulator.workflow.attempts import Stores
from interview_simulator.workflow.durable import DurableWorkflow
from interview_simulator.workflow.job import job_of

MakeApp = Callable[..., App]


def app_over(folder: Path, **settings: object) -> App:
    """The parts put together over a folder; over the same again, it is the next start of the installation."""
    chosen = Settings(data_dir=folder, public_url=TESTSERVER, **settings)  # type: ignore[arg-type]  # as the test names them
    signer = UrlSigner(b"secret")
    media = FileMediaStore(chosen.data_dir / "media", signer)
    records = SqlRecordStore(f"sqlite:///{chosen.data_dir / 'records.sqlite'}")
    scripted = replace(
        engines(chosen),
        recogniser=ScriptedRecogniser(spoken("ask not what your country can do for you")),
        evaluator=ScriptedEvaluator(),
        voice=ScriptedVoice(),
    )
    database = f"sqlite:///{chosen.data_dir / 'workflow.sqlite'}"
    workflow = DurableWorkflow(database, Stores(media, records), scripted, lambda record: job_of(record, {}), 1)
    uploads = FileUploads(chosen.data_dir / "uploads", media, signer)
    receiving = Receiving(media, uploads, signer)
    coach = coach_with(scripted, {}, {})
    return App(chosen, media, uploads, records, workflow, {}, receiving, coach, is_local=True)


@pytest.fixture
def make_app(tmp_path: Path) -> MakeApp:
    """Put the parts together over one folder."""
    return partial(app_over, tmp_path / "data")


@contextmanager
def running(app: App) -> Iterator[TestClient]:
    """The API from its start to its end."""
    with TestClient(create_app(app)) as client:
        yield client


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[App, TestClient]]:
    """One start for a module: DBOS takes a second for each, and allows one at a time in a process."""
    app = app_over(tmp_path_factory.mktemp("served"))
    with running(app) as client:
        yield app, client


@pytest.fixture
def app(served: tuple[App, TestClient]) -> Iterator[App]:
    """The parts, empty again after each test, which takes the same ids as the one before."""
    app, client = served
    yield app
    for upload in app.uploads.under_way(""):
        app.uploads.abort(upload.key)
    for record in app.records.list_all():
        client.delete(f"/records/{record.record_id}").raise_for_status()
    with closing(sqlite3.connect(app.settings.data_dir / "records.sqlite")) as records, records:
        records.execute("DELETE FROM erased")
    assert app.media.keys("") == []


@pytest.fixture
def client(app: App, served: tuple[App, TestClient]) -> TestClient:
    return served[1]


@pytest.fixture(scope="session")
def long_speech(clips: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real reading three times over: 12 MB of WAV, enough for three parts."""
    out = tmp_path_factory.mktemp("speech") / "long.wav"
    with wave.open(str(clips / "two_cities.wav"), "rb") as reading, wave.open(str(out), "wb") as long:
        long.setparams(reading.getparams())
        sound = reading.readframes(reading.getnframes())
        for _ in range(3):
            long.writeframes(sound)
    return out
