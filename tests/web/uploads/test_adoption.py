"""Recordings that arrived before the server was killed, where everything belongs to one person."""

from pathlib import Path

from interview_simulator.compose import App
from interview_simulator.web.intake import adopt

KEY = "recordings/r1.webm"


def test_a_recording_that_no_record_knows_of_is_adopted(parts: App) -> None:
    parts.media.put(KEY, Path(__file__))
    adopt(parts)
    record = parts.records.get("r1")
    assert record is not None and record.recording == KEY


def test_what_is_known_is_not_written_again(parts: App) -> None:
    parts.media.put(KEY, Path(__file__))
    parts.records.merge("r1", {"recording": "recordings/r1.mp4", "status": "succeeded"})
    adopt(parts)
    record = parts.records.get("r1")
    assert record is not None and record.recording == "recordings/r1.mp4"


def test_what_is_left_of_an_erased_record_goes(parts: App) -> None:
    parts.media.put(KEY, Path(__file__))
    parts.records.erase("r1")
    adopt(parts)
    assert parts.media.keys("") == [] and parts.records.list_all() == []
