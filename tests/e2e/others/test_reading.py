"""Firefox and WebKit show a report: its video seeks and plays, and the page is as clean as in Chromium."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.e2e.others.driving import Tab
    from tests.support.server import Server

NEAR_S = 0.05
AT_S = "return document.querySelector('video').currentTime"


@pytest.fixture(scope="package")
def words(server: "Server", clips: Path) -> list[dict[str, Any]]:
    """The words of a clip that was analysed as the record `watched`."""
    server.client.post("/record", json={"record_id": "watched", "duration": "00:00:08"}).raise_for_status()
    server.upload("watched", clips / "talk_collins.mp4").raise_for_status()
    server.until_finished("watched")
    report = server.client.get("/records/watched/report").raise_for_status().json()
    found: list[dict[str, Any]] = report["transcript"]["words"]
    return found


def test_a_click_on_a_word_leads_the_video_to_its_moment(
    server: "Server", tab: "Tab", words: list[dict[str, Any]]
) -> None:
    tab.open("about:blank")
    tab.open(f"{server.address}/#/records/watched")
    tab.until_read("What to do next")
    tab.until(lambda: tab.evaluate("return document.querySelector('video')?.readyState >= 1"), "the video has not come")
    word = next(word for word in words if word["text"] == "foolishness.")
    tab.press("foolishness.")
    tab.until(lambda: abs(tab.evaluate(AT_S) - word["start_s"]) < NEAR_S, "the video is not there")
    tab.evaluate("const video = document.querySelector('video'); video.muted = true; await video.play()")
    tab.until(lambda: tab.evaluate(AT_S) > word["end_s"], "the video does not play")
    tab.evaluate("document.querySelector('video').pause()")
    assert tab.violations() == []
    assert tab.requests_elsewhere() == []


def test_the_list_and_the_choice_are_clean(server: "Server", tab: "Tab", words: list[dict[str, Any]]) -> None:
    for place, read in (("#/", "Two short questions"), ("#/records", "Report ready")):
        tab.open("about:blank")
        tab.open(f"{server.address}/{place}")
        tab.until_read(read)
        assert tab.violations() == []
