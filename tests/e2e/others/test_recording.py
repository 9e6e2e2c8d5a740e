"""Firefox and WebKit record, keep and send; the report of it is shown."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import av
from tests.e2e import steps
from tests.support.waiting import LONG_PATIENCE_S

if TYPE_CHECKING:
    from tests.e2e.others.driving import Tab
    from tests.support.server import Server


def sound_alone_in_webkit(tab: "Tab", browser_name: str) -> None:
    """WebKit's video recorder needs `autovideoflip` of GStreamer 1.24; Debian 12 has 1.22, and records sound alone."""
    if browser_name == "webkit":
        if not tab.evaluate("return document.querySelector('[type=checkbox]').checked"):
            tab.press("Record sound only")
        tab.until_read("Without a picture the report has nothing on gaze")


def sound_seconds(recording: Path) -> float:
    """Length of the sound that can be decoded; WebKitGTK's MP4 names the wrong place for its last second."""
    seconds = 0.0
    with av.open(recording) as source:
        for packet in source.demux(audio=0):
            with suppress(av.error.InvalidDataError):
                seconds += sum(frame.samples / frame.sample_rate for frame in packet.decode())
    return seconds


def test_two_answers_become_a_report(server: "Server", tab: "Tab", browser_name: str) -> None:
    tab.open(f"{server.address}/#/")
    tab.press("Start: Two short questions")
    tab.until_read("You are heard well.")
    sound_alone_in_webkit(tab, browser_name)
    assert tab.violations() == []
    if browser_name == "webkit":  # each pause would cost a second there
        tab.press("As in a real interview")
    tab.press("Go to the interview")
    tab.press("Start the interview")
    tab.press("Start answering")
    if browser_name == "firefox":
        tab.press("Next question")
        tab.press("Finish and see the report")
    tab.until_read("What to do next", LONG_PATIENCE_S)
    assert tab.violations() == []
    assert tab.requests_elsewhere() == []

    record_id = tab.evaluate("return location.hash").rsplit("/", 1)[1]
    assert server.client.get(f"/records/{record_id}").json()["status"] == "succeeded"
    recording = steps.stored_file(server, record_id)
    if browser_name == "webkit":
        assert steps.lasts(sound_seconds(recording), 11.0)
    else:
        assert steps.lasts(steps.decoded_seconds(recording), 12.0)
    first, second = server.client.get(f"/records/{record_id}").json()["marks"]
    assert first["start_s"] == 0.0 and steps.lasts(second["start_s"], 6.0)


def test_what_was_recorded_before_the_page_was_left_can_be_sent(
    server: "Server", tab: "Tab", browser_name: str
) -> None:
    """Firefox's recorder falls behind on a busy machine: up to 2 s less is in its slices than their number says."""
    tab.open(f"{server.address}/#/check/long")
    tab.until_read("You are heard well.")
    sound_alone_in_webkit(tab, browser_name)
    tab.open(f"{server.address}/#/interview/long?mode=real")
    tab.press("Start the interview")
    tab.until_read("0:05 kept on this device")
    tab.open("about:blank")
    tab.open(f"{server.address}/#/")
    tab.press("Send it")
    tab.until_read("Your recording is being analysed")
    record_id = tab.evaluate("return location.hash").rsplit("/", 1)[1]
    assert steps.decoded_seconds(steps.stored_file(server, record_id)) >= 2.5
    tab.until_read("What to do next", LONG_PATIENCE_S)
