"""A recording that still arrives gives what it gives when it is whole."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from interview_simulator.decoding.limits import Limits
from interview_simulator.decoding.sandbox import Sandbox
from interview_simulator.errors import BadRecordingError
from interview_simulator.media import growing
from interview_simulator.media.frames import sampled_frames
from interview_simulator.media.growing import note_of
from interview_simulator.media.sound import speech, speech_blocks
from interview_simulator.steps.convert_video.step import convert_video

PIECES = 7


@contextmanager
def arriving(whole: Path, folder: Path, pause_s: float = 0.1, pieces: int = PIECES) -> Iterator[Path]:
    """The recording as it arrives, piece by piece, from the first byte to the last."""
    content, path = whole.read_bytes(), folder / whole.name
    note_of(path).touch()
    cuts = [len(content) * place // pieces for place in range(pieces + 1)]
    path.write_bytes(content[: cuts[1]])

    def arrive() -> None:
        for start, end in pairwise(cuts[1:]):
            time.sleep(pause_s)
            with path.open("ab") as file:
                file.write(content[start:end])
        note_of(path).unlink()

    thread = threading.Thread(target=arrive)
    thread.start()
    yield path
    thread.join()


def test_its_pictures_are_those_of_the_whole(talk: Path, tmp_path: Path) -> None:
    with arriving(talk, tmp_path) as path:
        came = list(sampled_frames(path, hz=1.0))
    whole = list(sampled_frames(talk, hz=1.0))
    assert len(whole) > 10 and [time_s for time_s, _ in came] == [time_s for time_s, _ in whole]
    for (_, picture), (_, other) in zip(came, whole, strict=True):
        np.testing.assert_array_equal(picture, other)


def test_its_sound_is_that_of_the_whole(talk: Path, tmp_path: Path) -> None:
    with arriving(talk, tmp_path) as path:
        came = speech(path)
    np.testing.assert_array_equal(came, speech(talk))


def test_it_is_converted_to_the_same_bytes(talk: Path, tmp_path: Path) -> None:
    folders: list[Path] = [tmp_path / name for name in ("in", "came", "whole")]
    for folder in folders:
        folder.mkdir()
    with arriving(talk, folders[0]) as path:
        came = convert_video(path, folders[1], max_duration_s=60.0)
    whole = convert_video(talk, folders[2], max_duration_s=60.0)
    assert came.duration_s == whole.duration_s
    for name in ("playable.webm", "poster.jpg"):
        assert (folders[1] / name).read_bytes() == (folders[2] / name).read_bytes()


def test_waiting_for_more_does_not_count_as_hanging(talk: Path, tmp_path: Path) -> None:
    impatient = Sandbox(Limits(memory_bytes=1_000_000_000, cpu_s=60, quiet_s=20.0), [])
    with arriving(talk, tmp_path, pause_s=22.0, pieces=2) as path:
        blocks = list(impatient.each(speech_blocks, path))
    impatient.close()
    np.testing.assert_array_equal(np.concatenate(blocks), speech(talk))


def test_one_that_is_taken_back_ends_where_it_was(talk: Path, tmp_path: Path) -> None:
    path = tmp_path / talk.name
    path.write_bytes(talk.read_bytes()[:-100_000])
    note_of(path).touch()

    def take_back() -> None:
        path.unlink()
        note_of(path).unlink()

    taking_back = threading.Timer(0.3, take_back)
    taking_back.start()
    assert 0 < len(speech(path)) < len(speech(talk))
    taking_back.join()


def test_one_of_which_nothing_comes_any_more_is_given_up(
    talk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growing, "IDLE_S", 0.2)
    path = tmp_path / talk.name
    path.write_bytes(talk.read_bytes()[:100_000])
    note_of(path).touch()
    with pytest.raises(BadRecordingError, match="does not come"):
        speech(path)


@pytest.mark.parametrize("read", [lambda path: speech_blocks(path, 5.0), lambda path: sampled_frames(path, 1.0, 5.0)])
def test_it_is_left_where_it_is_longer_than_analysed(talk: Path, read: Callable[[Path], Iterator[object]]) -> None:
    with pytest.raises(BadRecordingError, match="at most 0:05"):
        list(read(talk))
