"""Clips, recordings made of them as a browser would have sent them, and which tests are run."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from tests.support.browser_recording import record
from tests.support.clips import (
    SHARED_CASES,
    SHARED_CLIPS,
    fixture_clips,
    shared_is_there,
    truth_of,
    validation_is_left_out,
)
from tests.support.marks import BY_PLACE, Guard, mark
from tests.support.together import BROWSERS, Together, group
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

settings.register_profile("no deadline", deadline=None)  # a law holds or not, however busy the machine is
settings.register_profile("a few", deadline=None, max_examples=10)
settings.load_profile("no deadline")

MakeRecording = Callable[..., Path]
LEFT_OUT = pytest.StashKey[list[str]]()
"""Validation tests that are not run, by their ids."""
GIVES_WAY = 5
"""Niceness: a third of the share of a browser test."""


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Processes share the tests; see Together."""
    return Together(config, log)


def pytest_configure(config: pytest.Config) -> None:
    """See to it that no marker is forgotten; where slow tests are left out, laws are tried on a few examples."""
    if "not slow" in config.option.markexpr:
        settings.load_profile("a few")
    if config.option.markexpr:  # in the whole run, whether a library is loaded already hangs on the tests before
        config.pluginmanager.register(Guard())


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What would all be deselected is not even imported: some of it takes seconds for that."""
    place = collection_path.relative_to(config.rootpath).as_posix()
    markers = BY_PLACE.get(place) or BY_PLACE.get(f"{place}/") or ()
    return True if any(f"not {marker}" in config.option.markexpr for marker in markers) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give the tests their markers, leave those out for which there are no clips, and begin with the longest."""
    for item in items:
        mark(item)
    if validation_is_left_out(shared_is_there(), os.environ):
        left_out = [item for item in items if item.get_closest_marker("validation")]
        config.stash[LEFT_OUT] = [item.nodeid for item in left_out]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    items.sort(key=lambda item: group(item.nodeid) != BROWSERS)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process that shares the tests tells the first one, which writes the summary, what it left out."""
    if (to_the_first := getattr(session.config, "workeroutput", None)) is not None:
        to_the_first["left_out"] = session.config.stash.get(LEFT_OUT, [])


def pytest_testnodedown(node: Any) -> None:
    """Every process left out the same; one that was killed says nothing."""
    if left_out := getattr(node, "workeroutput", {}).get("left_out"):
        node.config.stash[LEFT_OUT] = left_out


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name what was left out."""
    if left_out := config.stash.get(LEFT_OUT, []):
        terminalreporter.section(f"left out: {len(left_out)} validation tests, for {SHARED_CLIPS} is not there")
        for nodeid in left_out:
            terminalreporter.write_line(nodeid)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """In a browser clocks run while a test waits, so whatever else runs beside it gives way."""
    if group(item.nodeid) != BROWSERS:
        os.nice(max(0, GIVES_WAY - os.nice(0)))


@pytest.fixture(scope="session")
def clips() -> Path:
    """The folder with the clips of the fixtures and truth.json."""
    return fixture_clips()


@pytest.fixture(scope="session")
def truth(clips: Path) -> dict[str, Any]:
    """What is in each clip, by file name."""
    return truth_of(clips)


@pytest.fixture(scope="session")
def shared_clips() -> Path:
    """The folder with the second set of clips, of real people."""
    assert shared_is_there(), f"The second set of clips is needed for this test: {SHARED_CLIPS}"
    return SHARED_CLIPS


@pytest.fixture(scope="session")
def shared_cases() -> Path:
    """The folder with files of other people's bug reports."""
    assert SHARED_CASES.is_dir(), f"The files of bug reports are needed for this test: {SHARED_CASES}"
    return SHARED_CASES


@pytest.fixture(scope="session")
def shared_truth(shared_clips: Path) -> dict[str, Any]:
    """What is in each clip of the second set, by file name."""
    return truth_of(shared_clips)


@pytest.fixture(scope="session")
def recordings_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all processes that share the tests."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "recordings"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def make_recording(recordings_folder: Path, clips: Path) -> MakeRecording:
    """Build a live WebM out of clips, once for the same arguments; a name is one of the fixtures', a path any clip."""

    def make(
        *names: str | Path, seconds: float | None = None, size: tuple[int, int] = (1280, 720), audio: str | None = None
    ) -> Path:
        out = recordings_folder / f"{sha256(repr((names, seconds, size, audio)).encode()).hexdigest()[:16]}.webm"
        if not out.exists():
            half_made = out.with_suffix(f".{os.getpid()}.webm")
            record(half_made, [clips / name for name in names], size, seconds, clips / audio if audio else None)
            half_made.rename(out)
        return out

    return make


@pytest.fixture(scope="session")
def talk(make_recording: MakeRecording) -> Path:
    """16 s at 720p: two people, one after the other, each facing the camera and speaking English."""
    return make_recording("talk_collins.mp4", "talk_obama.mp4")


@pytest.fixture(scope="session")
def shared_talk(make_recording: MakeRecording, shared_clips: Path) -> Path:
    """The like of `talk`, of real people."""
    return make_recording(shared_clips / "talk_hill.mp4", shared_clips / "talk_aoc.mp4")
