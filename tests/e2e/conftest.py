"""A real browser with a camera and a microphone that show a real clip, in front of a real server."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from tests.support.page_watching import AXE, Complaints
from tests.support.server import Server
from tests.support.waiting import PATIENCE_S

from interview_simulator.privacy.consent import VERSION
from interview_simulator.web.page import BUILT

CHROMIUM = Path("/usr/bin/chromium")
CAMERA_FPS = 30
"""At which Chromium plays an MJPEG file as its camera."""
CAMERA_SIZE = (960, 540)
WITHIN_MS = 1000 * PATIENCE_S

expect.set_options(timeout=WITHIN_MS)
OpenPage = Callable[..., Page]


@pytest.fixture(scope="package")
def camera(clips: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The clip as the files that Chromium plays as its camera (MJPEG) and its microphone (WAV), again and again."""
    folder = tmp_path_factory.mktemp("camera")
    return _pictures(clips / "talk_collins.mp4", folder / "camera.mjpeg"), _sound(
        clips / "talk_collins.mp4", folder / "microphone.wav"
    )


def _pictures(clip: Path, out: Path) -> Path:
    with av.open(clip) as source, av.open(out, "w", format="mjpeg") as target:
        stream = target.add_stream("mjpeg", CAMERA_FPS, width=CAMERA_SIZE[0], height=CAMERA_SIZE[1])
        stream.pix_fmt = "yuvj420p"
        stream.options = {"qmin": "3", "qmax": "5"}
        due_s = 0.0
        for frame in source.decode(video=0):
            picture = frame.reformat(*CAMERA_SIZE, format="yuvj420p")
            while frame.time is not None and frame.time >= due_s:
                picture.pts, picture.time_base = round(due_s * CAMERA_FPS), Fraction(1, CAMERA_FPS)
                target.mux(stream.encode(picture))
                due_s += 1 / CAMERA_FPS
        target.mux(stream.encode(None))
    return out


def _sound(clip: Path, out: Path) -> Path:
    with av.open(clip) as source, av.open(out, "w", format="wav") as target:
        stream = target.add_stream("pcm_s16le", 48_000, layout="mono")
        resampler = av.AudioResampler("s16", "mono", 48_000)
        for frame in source.decode(audio=0):
            for piece in resampler.resample(frame):
                target.mux(stream.encode(piece))
        target.mux(stream.encode(None))
    return out


@pytest.fixture(scope="package")
def browser(camera: tuple[Path, Path]) -> Iterator[Browser]:
    """Chromium; that it or the built page is missing is an error."""
    assert CHROMIUM.exists(), "Chromium is needed: apt-get install chromium"
    assert (BUILT / "index.html").is_file(), "the page is not built: make page"
    pictures, sound = camera
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={pictures}",
                f"--use-file-for-fake-audio-capture={sound}",
            ],
        )
        yield launched
        launched.close()


def _serve(data_dir: Path) -> Server:
    """With consent given, which is asked once; `test_privacy.py` takes it back."""
    started = Server(data_dir, INTERVIEW_SIMULATOR_INTERVIEWS_DIR=str(Path(__file__).parent))
    started.client.put("/consent", json={"version": VERSION}).raise_for_status()
    return started


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that let it live."""
    started = _serve(tmp_path_factory.mktemp("e2e") / "data")
    yield started
    started.stop()


@pytest.fixture
def mortal_server(tmp_path: Path) -> Iterator[Server]:
    """A server that the test may kill."""
    started = _serve(tmp_path / "data")
    yield started
    started.stop()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open pages in contexts of their own; at the end, none of them may have anything to complain about."""
    contexts: list[BrowserContext] = []
    listening: list[Complaints] = []

    def open_page(server: Server, fragment: str = "", locale: str = "en-US", cuts_expected: bool = False) -> Page:
        context = browser.new_context(locale=locale, permissions=["camera", "microphone"])
        context.set_default_timeout(WITHIN_MS)
        context.add_init_script(path=AXE)
        contexts.append(context)
        listening.append(Complaints(server.address, cuts_expected))
        context.on("page", listening[-1].listen)
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{server.address}/{fragment}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [found for complaints in listening for found in complaints.found] == []
