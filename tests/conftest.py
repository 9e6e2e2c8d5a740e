"""Real clips, and recordings made of them as a browser would have sent them."""

import importlib.util
import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import settings
from tests.support.together import BROWSERS, Together, group
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

settings.register_profile("no deadline", deadline=None)  # a law holds or not, however busy the machine is
settings.load_profile("no deadline")

SHARED = Path(__file__).resolve().parents[2] / "shared"
MEDIA = SHARED / "media"
MakeRecording = Callable[..., Path]
GIVES_WAY = 5
"""Niceness: a third of the share of a browser test."""


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Processes share the tests; see Together."""
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser tests take longest in one piece, so they begin first."""
    items.sort(key=lambda item: group(item.nodeid) != BROWSERS)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """In a browser clocks run while a test waits, so whatever else runs beside it gives way."""
    if group(item.nodeid) != BROWSERS:
        os.nice(max(0, GIVES_WAY - os.nice(0)))


def _recorder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_recording", SHARED / "tools" / "make_recording.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def clips() -> Path:
    """The folder with the real clips and truth.json."""
    return MEDIA


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    """What is in each clip, by file name."""
    loaded: dict[str, Any] = json.loads((MEDIA / "truth.json").read_text())
    return loaded


@pytest.fixture(scope="session")
def recordings_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all processes that share the tests."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "recordings"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def make_recording(recordings_folder: Path) -> MakeRecording:
    """Build a live WebM out of clips, once for the same arguments."""
    recorder = _recorder()

    def make(
        *names: str, seconds: float | None = None, size: tuple[int, int] = (1280, 720), audio: str | None = None
    ) -> Path:
        out = recordings_folder / f"{sha256(repr((names, seconds, size, audio)).encode()).hexdigest()[:16]}.webm"
        if not out.exists():
            half_made = out.with_suffix(f".{os.getpid()}.webm")
            sound = str(MEDIA / audio) if audio else None
            recorder.record(str(half_made), [str(MEDIA / name) for name in names], size, seconds, sound)
            half_made.rename(out)
        return out

    return make


@pytest.fixture(scope="session")
def talk(make_recording: MakeRecording) -> Path:
    """16 s at 720p: two people, one after the other, each facing the camera and speaking English."""
    return make_recording("talk_hill.mp4", "talk_aoc.mp4")
