"""The API over the parts in memory: real steps, scripted engines, no server."""

import wave
from collections import ChainMap
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from interview_simulator.compose import App, coach_with
from interview_simulator.interviews.catalogue import catalogue
from interview_simulator.interviews.made import MadeInterviews
from interview_simulator.privacy.kept import Privacy
from interview_simulator.privacy.wiping import StartWiping
from interview_simulator.settings import Settings
from interview_simulator.steps.text_metrics.rubric import RubricEvaluator
from interview_simulator.stores.media.receiving import Receiving
from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.testing.audit import MemoryAuditLog
from interview_simulator.testing.consents import MemoryConsents
from interview_simulator.testing.engines import scripted_engines
from interview_simulator.testing.media import MemoryMediaStore
from interview_simulator.testing.records import MemoryRecordStore
from interview_simulator.testing.uploads import MemoryUploads
from interview_simulator.testing.workflow import MemoryWorkflow
from interview_simulator.web.app import create_app
from interview_simulator.workflow.attempts import Stores
from interview_simulator.workflow.job import job_of

MAX_UPLOAD_BYTES = 1_000_000
TESTSERVER = "http://testserver"
"""How a TestClient calls the server."""
BANK = catalogue()
COACH = coach_with(replace(scripted_engines(), evaluator=RubricEvaluator()), BANK, {})


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now_s = 1_000_000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def parts(clock: Clock, tmp_path: Path) -> App:
    signer = UrlSigner(b"secret", clock)
    media, records, scripted = MemoryMediaStore(signer), MemoryRecordStore(), scripted_engines()
    made = MadeInterviews(tmp_path / "interviews")
    interviews = ChainMap(made, BANK)
    workflow = MemoryWorkflow(Stores(media, records), scripted, lambda record: job_of(record, interviews))
    uploads = MemoryUploads(media, signer)
    coach = replace(COACH, made=made)
    settings = Settings(max_upload_bytes=MAX_UPLOAD_BYTES, public_url=TESTSERVER)
    receiving = Receiving(media, uploads, signer)
    privacy = Privacy(MemoryAuditLog(), MemoryConsents(), StartWiping(lambda: None))
    return App(settings, media, uploads, records, workflow, interviews, receiving, coach, privacy=privacy)


@pytest.fixture
def own(parts: App) -> Receiving:
    """What takes uploads here."""
    assert parts.receiving is not None
    return parts.receiving


@pytest.fixture
def app(parts: App) -> FastAPI:
    return create_app(parts)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def recording(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """One second of a tone, as WAV."""
    path = tmp_path_factory.mktemp("sound") / "tone.wav"
    tone = (8000 * np.sin(2 * np.pi * 200 * np.arange(16_000) / 16_000)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(tone.tobytes())
    return path.read_bytes()


Upload = Callable[..., Any]


@pytest.fixture
def upload(client: TestClient, recording: bytes) -> Upload:
    """Ask for a form and send it; the analysis has then begun."""

    def send(filename: str = "r1.wav", content: bytes = recording) -> Any:
        form = client.get("/upload", params={"filename": filename}).raise_for_status().json()
        return client.post(form["url"], data=form["fields"], files={"file": content})

    return send


@pytest.fixture
def analysed(client: TestClient, upload: Upload) -> str:
    """The id of a record whose analysis has ended: its events end with it."""
    upload().raise_for_status()
    client.get("/records/r1/events").raise_for_status()
    return "r1"


@pytest.fixture
def files(parts: App) -> Callable[[], list[str]]:
    """The keys of all files."""
    return lambda: parts.media.keys("")
