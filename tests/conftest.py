"""Real clips, and recordings made of them as a browser would have sent them."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import settings
from tests.making import length_s, repeated
from tests.together import BROWSERS, Together, group
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

settings.register_profile("no deadline", deadline=None)  # a law holds or not, however busy the machine is
settings.load_profile("no deadline")

SHARED = Path(__file__).resolve().parents[2] / "shared"
MEDIA = SHARED / "media"
MakeRecording = Callable[..., Path]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Two processes share the tests; see Together."""
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser tests take longest in one piece, so they begin first."""
    items.sort(key=lambda item: group(item.nodeid) != BROWSERS)


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
def make_recording(tmp_path_factory: pytest.TempPathFactory) -> MakeRecording:
    """Build a live WebM out of clips, once per session for the same arguments; a longer one repeats its packets."""
    made: dict[tuple[Any, ...], Path] = {}
    recorder = _recorder()

    def make(
        *names: str, seconds: float | None = None, size: tuple[int, int] = (1280, 720), audio: str | None = None
    ) -> Path:
        asked = (names, seconds, size, audio)
        if asked not in made:
            out = tmp_path_factory.mktemp("recording") / "recording.webm"
            shown = [MEDIA / name for name in names]
            if seconds is not None and not audio and seconds > length_s(*shown):
                repeated(make(*names, size=size), seconds, out)
            else:
                recorder.record(str(out), [*map(str, shown)], size, seconds, str(MEDIA / audio) if audio else None)
            made[asked] = out
        return made[asked]

    return make


@pytest.fixture(scope="session")
def talk(make_recording: MakeRecording) -> Path:
    """16 s at 720p: two people, one after the other, each facing the camera and speaking English."""
    return make_recording("talk_hill.mp4", "talk_aoc.mp4")
