"""What a candidate does on the page, and what is then to be found on the server."""

import re
from pathlib import Path

import av
from playwright.sync_api import Page, expect
from tests.support.server import Server
from tests.support.waiting import LONG_PATIENCE_S, until

ANALYSED_WITHIN_MS = 1000 * LONG_PATIENCE_S


def start(page: Page) -> None:
    page.get_by_role("button", name="Start the interview").click()


def record_two_answers(page: Page) -> None:
    """By the keyboard alone; each answer is ended by its clock after six seconds."""
    start(page)
    expect(page.get_by_text("Name the city first.")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Recording", exact=True)).to_be_visible()
    expect(page.get_by_text("best of times, it was the worst")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What else are you learning?")).to_be_visible()
    expect(page.get_by_role("button", name="Finish and see the report")).to_be_visible()
    page.keyboard.press("Enter")


def kept_seconds(page: Page) -> int:
    """What the page says that it has kept on the device, seconds."""
    minutes, seconds = re.findall(r"(\d+):(\d\d) kept", page.get_by_text("kept on this device").inner_text())[0]
    return int(minutes) * 60 + int(seconds)


def until_kept(page: Page, least_s: int) -> int:
    """Seconds that are kept, as soon as they are at least `least_s`; a busy machine may keep several at once."""
    until(lambda: kept_seconds(page) >= least_s)
    return kept_seconds(page)


def record_id_being_sent(page: Page) -> str:
    page.wait_for_url(re.compile("#/sending/"))
    return page.url.rsplit("/", 1)[1]


def until_sent(page: Page) -> None:
    expect(page.get_by_role("heading", name="Your recording is being analysed")).to_be_visible()


def until_reported(page: Page, record_id: str) -> None:
    """The page goes to the record by itself when its report is there."""
    page.wait_for_url(re.compile(f"#/records/{record_id}$"), timeout=ANALYSED_WITHIN_MS)


def stored_file(server: Server, record_id: str) -> Path:
    (found,) = (server.data_dir / "media" / "recordings").glob(f"{record_id}.*")
    return found


def decoded_seconds(recording: Path) -> float:
    """Length of what can be decoded, every frame of it: the file says none itself."""
    with av.open(recording) as source:
        return max(
            float(frame.time) + (frame.samples / frame.sample_rate if isinstance(frame, av.AudioFrame) else 0.0)
            for frame in source.decode()
            if isinstance(frame, av.AudioFrame | av.VideoFrame) and frame.time is not None
        )


def lasts(measured_s: float, planned_s: float) -> bool:
    """Nothing is missing, not even the last slice; a busy machine's clocks may only be late."""
    return planned_s - 0.6 <= measured_s <= planned_s + 3.0


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def assert_sent_and_heard(page: Page, server: Server, speech: Path) -> None:
    """The file that the page sends arrives byte for byte, and its words stand in the report."""
    record_id = record_id_being_sent(page)
    until_reported(page, record_id)
    assert stored_file(server, record_id).read_bytes() == speech.read_bytes()
    assert server.client.get(f"/records/{record_id}").json()["duration"] == "00:00:11"
    text = server.client.get(f"/records/{record_id}/report").json()["transcript"]["text"]
    assert "ask not what your country can do for you" in text
