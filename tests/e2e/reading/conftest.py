"""Recordings that the real analysis has gone through, and a browser that looks at them.

Every page that a test opens is watched: an error on the console (a breach of the Content-Security-Policy is one) or a
request to another origin fails the test.
"""

import shutil
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.support.page_watching import AXE, Complaints
from tests.support.server import Server

if TYPE_CHECKING:
    from tests.conftest import MakeRecording

TALE_S = 16.0
TALE_MARKS = [{"question_id": "times", "start_s": 0.0}, {"question_id": "belief", "start_s": 7.5}]

Open = Callable[..., Page]


@dataclass(frozen=True)
class Look:
    """How a reader has set up the browser."""

    locale: str = "en-US"
    scheme: str = "light"
    width: int = 1280


LOOKS = [
    Look(),
    Look(locale="pt-BR", scheme="dark"),
    Look(scheme="dark", width=390),
    Look(locale="pt-BR", width=390),
]


@pytest.fixture(scope="package")
def interviews_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an interview whose key points are said in the clips."""
    folder = tmp_path_factory.mktemp("interviews")
    shutil.copy(Path(__file__).with_name("tales.yaml"), folder)
    return folder


@pytest.fixture(scope="package")
def tale(clips: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sound alone: the beginning of the tale, in which both questions are answered."""
    out = tmp_path_factory.mktemp("tale") / "tale.wav"
    with wave.open(str(clips / "two_cities.wav")) as source, wave.open(str(out), "wb") as target:
        target.setparams(source.getparams())
        target.writeframes(source.readframes(round(TALE_S * source.getframerate())))
    return out


@pytest.fixture(scope="package")
def practised(
    tmp_path_factory: pytest.TempPathFactory,
    clips: Path,
    tale: Path,
    make_recording: "MakeRecording",
    interviews_dir: Path,
) -> Iterator[Server]:
    """A server with two attempts at one interview, a free recording, one without marks, and one that failed."""
    data = tmp_path_factory.mktemp("practised")
    _leave_unreadable_recording(data / "data", "broken")
    server = Server(data / "data", INTERVIEW_SIMULATOR_INTERVIEWS_DIR=str(interviews_dir))
    try:
        video = make_recording("talk_obama.mp4", seconds=TALE_S, size=(640, 360), audio="two_cities.wav")
        told = {"interview_id": "tales-en", "marks": TALE_MARKS, "duration": "00:00:16"}
        send(server, "tale1", tale, date="2026-11-20T09:30:00Z", **told)
        send(server, "tale2", video, date="2026-11-21T09:30:00Z", **told)
        send(server, "sound", clips / "jfk.wav", date="2026-11-19T10:00:00Z", duration="00:00:11")
        send(server, "nomarks", clips / "jfk.wav", date="2026-11-18T10:00:00Z", interview_id="software-engineer-en")
        announce(server, "broken", date="2026-11-17T10:00:00Z", interview_id="behavioural-pt")
        for record_id in ("tale1", "tale2", "sound", "nomarks", "broken"):
            server.until_finished(record_id)
        yield server
    finally:
        server.stop()


def _leave_unreadable_recording(data_dir: Path, record_id: str) -> None:
    """As a disk that went bad leaves it: an upload would have been refused, this one is found at the start."""
    recording = data_dir / "media" / "recordings" / f"{record_id}.webm"
    recording.parent.mkdir(parents=True)
    recording.write_bytes(b"no video at all\n" * 50)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Server]:
    """A server on which nobody has practised yet."""
    server = Server(tmp_path / "data")
    yield server
    server.stop()


def announce(server: Server, record_id: str, **known: Any) -> None:
    """What the page tells of an attempt."""
    record = {"record_id": record_id, "duration": "00:00:11", **known}
    server.client.post("/record", json=record).raise_for_status()


def send(server: Server, record_id: str, recording: Path, **known: Any) -> None:
    """An attempt as the page would send it."""
    announce(server, record_id, **known)
    server.upload(record_id, recording).raise_for_status()


def report_of(server: Server, record_id: str) -> dict[str, Any]:
    report: dict[str, Any] = server.client.get(f"/records/{record_id}/report").raise_for_status().json()
    return report


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open a place of the page; what went wrong on the way is found out at the end of the test."""
    contexts: list[BrowserContext] = []
    listening: list[Complaints] = []

    def open_page(server: Server, place: str, look: Look = LOOKS[0]) -> Page:
        context = browser.new_context(
            locale=look.locale,
            color_scheme="dark" if look.scheme == "dark" else "light",
            viewport={"width": look.width, "height": 844},
            timezone_id="UTC",
        )
        context.add_init_script(path=AXE)
        contexts.append(context)
        listening.append(Complaints(server.address))
        context.on("page", listening[-1].listen)
        page = context.new_page()
        page.goto(f"{server.address}/{place}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [found for complaints in listening for found in complaints.found] == []
