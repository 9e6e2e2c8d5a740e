"""Gaps, jumps, joints and breaks: all that is made of a recording has the same time, and what happened is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.media.test_growing import arriving
from tests.support.making import record, still, tone
from tests.support.retiming import joined, live, moved, placed, set_back

from interview_simulator.domain.report import Note
from interview_simulator.domain.results import ConvertedVideo
from interview_simulator.errors import BadRecordingError
from interview_simulator.media.check import check_recording
from interview_simulator.media.frames import sampled_frames
from interview_simulator.media.sound import SPEECH_RATE_HZ, speech
from interview_simulator.steps.convert_video.step import convert_video

MOST_S = 60.0
about: Any = pytest.approx


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return live(tmp_path / "plain.webm")


def converted(path: Path, folder: Path) -> ConvertedVideo:
    out = folder / f"of-{path.stem}"
    out.mkdir()
    check_recording(path, MOST_S)
    return convert_video(path, out, max_duration_s=MOST_S)


def silent_s(sound: NDArray[np.float32]) -> list[tuple[float, float]]:
    """Stretches of at least 0.25 s without any sound."""
    block = SPEECH_RATE_HZ // 100
    levels = np.abs(sound[: len(sound) // block * block]).reshape(-1, block).max(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (levels < 0.01).astype(int), [0]])))
    return [(start / 100, end / 100) for start, end in zip(edges[::2], edges[1::2], strict=True) if end - start >= 25]


def agrees(path: Path, folder: Path, seconds: float) -> tuple[ConvertedVideo, NDArray[np.float32]]:
    """All that is made of the recording lasts so long."""
    made, heard = converted(path, folder), speech(path)
    for length in (made.duration_s, len(heard) / SPEECH_RATE_HZ, len(speech(made.playable)) / SPEECH_RATE_HZ):
        assert length == about(seconds, abs=0.15)
    for shown in (path, made.playable):
        assert [time_s for time_s, _ in sampled_frames(shown, 2.0)][-1] == about(seconds, abs=1.0)
    return made, heard


def codes(notes: tuple[Note, ...]) -> list[str]:
    return [note.code for note in notes]


def paused(at_s: float, for_s: float) -> Callable[[str, float], float]:
    return lambda _kind, time_s: time_s + for_s if time_s >= at_s else time_s


@pytest.mark.parametrize("for_s", [2.5, 10.0, 40.0])
def test_a_paused_recorder_leaves_silence_of_its_length(plain: Path, tmp_path: Path, for_s: float) -> None:
    made, heard = agrees(placed(plain, tmp_path / "paused.webm", paused(2.0, for_s)), tmp_path, 4.0 + for_s)
    assert silent_s(heard) == [(about(2.0, abs=0.1), about(2.0 + for_s, abs=0.1))]
    (note,) = made.notes
    assert (note.code, note.seconds) == ("gap", about(for_s, abs=0.1))


@pytest.mark.parametrize(
    ("name", "video", "audio"),
    [("a.mp4", "mpeg4", "aac"), ("a.mov", "mpeg4", "aac"), ("a.mkv", "libx264", "flac")],
)
def test_gaps_and_jumps_are_understood_in_any_container(tmp_path: Path, name: str, video: str, audio: str) -> None:
    """In MP4 the last packet before a gap is told to last over it; Matroska has no times of decoding."""
    whole = record(tmp_path / name, still(4.0), tone(4.0), video=video, audio=audio)
    made, heard = agrees(moved(whole, tmp_path / f"paused-{name}", paused(2.0, 3.0)), tmp_path, 7.0)
    assert silent_s(heard) == [(about(2.0, abs=0.1), about(5.0, abs=0.1))]
    (note,) = made.notes
    assert (note.code, note.seconds) == ("gap", about(3.0, abs=0.2))
    made, heard = agrees(moved(whole, tmp_path / f"slept-{name}", paused(2.0, 7200.0)), tmp_path, 4.0)
    assert silent_s(heard) == [] and codes(made.notes) == ["jump_ahead"]


def test_several_pauses_are_each_in_their_place(plain: Path, tmp_path: Path) -> None:
    path = placed(plain, tmp_path / "a.webm", lambda _kind, time_s: time_s + 3 * int(time_s))
    made, heard = agrees(path, tmp_path, 13.0)
    assert [start for start, _ in silent_s(heard)] == about([1.0, 5.0, 9.0], abs=0.1)
    assert codes(made.notes) == ["gap"] * 3


@pytest.mark.parametrize("every_s", [None, 0.4], ids=["none at all", "one each 0.4 s"])
def test_packets_that_are_not_sent_in_silence_are_silence(plain: Path, tmp_path: Path, every_s: float | None) -> None:
    def place(kind: str, time_s: float) -> float | None:
        is_sent = every_s is not None and time_s % every_s < 0.02
        return None if kind == "audio" and 1.0 <= time_s < 3.0 and not is_sent else time_s

    made, heard = agrees(placed(plain, tmp_path / "dtx.webm", place), tmp_path, 4.0)
    quiet_s = sum(end - start for start, end in silent_s(heard))
    assert 1.4 <= quiet_s <= 2.1  # what a decoder makes of a single packet fades in and out
    (note,) = made.notes
    assert (note.code, note.start_s) == ("sound_gap", about(1.0, abs=0.05))


def test_single_packets_that_are_lost_cost_no_time(plain: Path, tmp_path: Path) -> None:
    counted = iter(range(10_000))
    path = placed(
        plain, tmp_path / "lossy.webm", lambda kind, t: None if kind == "audio" and next(counted) % 10 == 9 else t
    )
    agrees(path, tmp_path, 4.0)


@pytest.mark.parametrize(("kind", "code"), [("audio", "sound_gap"), ("video", "picture_gap")])
def test_a_track_that_ends_early_is_told(tmp_path: Path, kind: str, code: str) -> None:
    whole = live(tmp_path / "whole.webm", 9.0)
    path = placed(whole, tmp_path / "early.webm", lambda of, time_s: None if of == kind and time_s > 2.0 else time_s)
    made, heard = converted(path, tmp_path), speech(path)
    assert codes(made.notes) == [code]
    assert made.duration_s == about(9.0, abs=0.1)
    assert len(heard) / SPEECH_RATE_HZ == about(9.0, abs=0.1)


@pytest.mark.parametrize(("first", "last"), [(2.5, 9.0), (0.0, 6.5)], ids=["begins late", "ends early"])
def test_pictures_that_are_not_there_all_the_time_are_told(tmp_path: Path, first: float, last: float) -> None:
    whole = live(tmp_path / "whole.webm", 9.0)
    path = placed(whole, tmp_path / "a.webm", lambda of, t: t if of == "audio" or first <= t <= last else None)
    (note,) = converted(path, tmp_path).notes
    assert (note.code, note.seconds) == ("picture_gap", about(2.5, abs=0.2))


@pytest.mark.parametrize("by_s", [3600.0, 3 * 3600.0, 26 * 3600.0])
def test_a_gap_of_hours_is_left_out(plain: Path, tmp_path: Path, by_s: float) -> None:
    made, heard = agrees(placed(plain, tmp_path / "slept.webm", paused(2.0, by_s)), tmp_path, 4.0)
    assert silent_s(heard) == []
    (note,) = made.notes
    assert (note.code, note.seconds, note.start_s) == (
        "jump_ahead",
        about(by_s, abs=0.1),
        about(2.0, abs=0.1),
    )


@pytest.mark.parametrize("options", [{}, None], ids=["its header tells hours", "live"])
def test_a_jump_is_no_length(plain: Path, tmp_path: Path, options: dict[str, str] | None) -> None:
    path = placed(plain, tmp_path / "slept.mkv", paused(2.0, 7200.0), options)
    assert converted(path, tmp_path).duration_s == about(4.0, abs=0.1)


def test_what_is_really_too_long_is_refused(tmp_path: Path) -> None:
    path = placed(live(tmp_path / "a.webm"), tmp_path / "long.webm", paused(2.0, 100.0))
    with pytest.raises(BadRecordingError, match=r"lasts 1:\d\d minutes"):
        check_recording(path, MOST_S)


@pytest.mark.parametrize("count", [2, 3])
def test_recordings_in_one_file_follow_each_other(plain: Path, tmp_path: Path, count: int) -> None:
    made, heard = agrees(joined(tmp_path / "joined.webm", *[plain] * count), tmp_path, 4.0 * count)
    assert silent_s(heard) == []
    assert codes(made.notes) == ["joined"] * (count - 1)
    assert made.notes[0].start_s == about(4.0, abs=0.1)


@pytest.mark.parametrize("by_s", [1.0, 2.0])
def test_a_clock_that_is_set_back_loses_no_time(plain: Path, tmp_path: Path, by_s: float) -> None:
    made, heard = agrees(set_back(plain, tmp_path / "back.webm", 2.0, by_s), tmp_path, 4.0)
    assert silent_s(heard) == [] and codes(made.notes) == ["joined"]


@pytest.mark.parametrize("late", ["video", "audio"])
@pytest.mark.parametrize("by_s", [47.0, 600.0])
def test_tracks_of_different_clocks_begin_together(plain: Path, tmp_path: Path, late: str, by_s: float) -> None:
    path = placed(plain, tmp_path / "apart.webm", lambda kind, time_s: time_s + by_s if kind == late else time_s)
    made, heard = agrees(path, tmp_path, 4.0)
    assert silent_s(heard) == []
    (note,) = made.notes
    assert (note.code, note.seconds) == ("tracks_apart", about(by_s, abs=0.2))


def test_what_a_header_promises_and_the_file_lacks_is_told(tmp_path: Path) -> None:
    whole = record(tmp_path / "whole.mkv", still(8.0), tone(8.0), audio="libopus").read_bytes()
    (tmp_path / "half.mkv").write_bytes(whole[: len(whole) // 2])
    made = converted(tmp_path / "half.mkv", tmp_path)
    assert codes(made.notes)[-1] == "broke_off" and made.notes[-1].start_s == about(made.duration_s, abs=0.01)


@pytest.mark.parametrize("name", ["a.mp4", "a.m4a", "a.wav"])
def test_a_recording_behind_another_one_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    film, audio = (still(2.0) if name == "a.mp4" else (), "pcm_s16le" if name == "a.wav" else "aac")
    plain = record(tmp_path / name, film, tone(2.0), audio=audio)
    assert converted(plain, tmp_path).notes == ()
    made = converted(joined(tmp_path / f"two-{name}", plain, plain), tmp_path)
    assert made.duration_s == about(2.0, abs=0.1) and codes(made.notes) == ["broke_off"]


@pytest.mark.parametrize("name", ["fragments.mp4", "begun.mp4", "a.wav", "a.flac"])
def test_a_file_that_was_cut_is_read_up_to_there_and_told(tmp_path: Path, name: str) -> None:
    flags = {"fragments.mp4": "frag_keyframe+delay_moov", "begun.mp4": "+faststart"}
    film = still(8.0) if name in flags else ()
    audio = {"a.wav": "pcm_s16le", "a.flac": "flac"}.get(name, "aac")
    options = {"movflags": flags[name]} if name in flags else {}
    content = record(tmp_path / name, film, tone(8.0), audio=audio, options=options).read_bytes()
    (tmp_path / f"cut-{name}").write_bytes(content[: len(content) * 6 // 10])
    made = converted(tmp_path / f"cut-{name}", tmp_path)
    assert 3.0 < made.duration_s < 7.0 and codes(made.notes)[-1] == "broke_off"
    assert made.notes[-1].start_s == about(made.duration_s, abs=0.01)


def test_where_ffmpeg_cannot_go_on_is_told(tmp_path: Path) -> None:
    mono = record(tmp_path / "mono.ogg", sound=tone(2.0), audio="libopus")
    stereo = record(tmp_path / "other.ogg", sound=tone(2.0), audio="flac")
    made = converted(joined(tmp_path / "chained.ogg", mono, stereo), tmp_path)
    assert made.duration_s == about(4.0, abs=0.1) or codes(made.notes) == ["broke_off"]


def test_a_plain_recording_has_nothing_to_tell(plain: Path, tmp_path: Path, talk: Path) -> None:
    assert converted(plain, tmp_path).notes == ()
    assert converted(talk, tmp_path).notes == ()


@pytest.mark.parametrize("odd", ["paused", "slept", "set back", "joined"])
def test_one_that_still_arrives_is_read_like_the_whole(plain: Path, tmp_path: Path, odd: str) -> None:
    make: dict[str, Callable[[Path], Path]] = {
        "paused": lambda out: placed(plain, out, paused(2.0, 6.0)),
        "slept": lambda out: placed(plain, out, paused(2.0, 7200.0)),
        "set back": lambda out: set_back(plain, out, 2.0, 1.0),
        "joined": lambda out: joined(out, plain, plain),
    }
    whole = make[odd](tmp_path / "odd.webm")
    for folder in ("in", "came", "out"):
        (tmp_path / folder).mkdir()
    with arriving(whole, tmp_path / "in", pause_s=0.05) as path:
        came = convert_video(path, tmp_path / "came", max_duration_s=MOST_S)
        heard = speech(path)
    made = convert_video(whole, tmp_path / "out", max_duration_s=MOST_S)
    assert (came.duration_s, came.notes) == (made.duration_s, made.notes)
    assert came.playable.read_bytes() == made.playable.read_bytes()
    np.testing.assert_array_equal(heard, speech(whole))


@pytest.mark.parametrize("first", [b"\x1f\x43\xb6\x75", b"moof", b"OggS"], ids=["webm", "fragments", "ogg"])
def test_a_recording_without_its_beginning_is_refused_with_that(plain: Path, tmp_path: Path, first: bytes) -> None:
    path = tmp_path / "rest"
    if first == b"moof":
        options = {"movflags": "frag_keyframe+empty_moov"}
        content = record(tmp_path / "a.mp4", still(4.0), tone(4.0), options=options).read_bytes()
        path.write_bytes(content[content.index(first) - 4 :])
    elif first == b"OggS":
        content = record(tmp_path / "a.ogg", sound=tone(4.0), audio="libopus").read_bytes()
        path.write_bytes(content[content.index(first, len(content) // 2) :])
    else:
        content = plain.read_bytes()
        path.write_bytes(content[content.index(first) :])
    with pytest.raises(BadRecordingError, match="beginning of the recording is missing"):
        check_recording(path, MOST_S)


def test_an_mp4_that_was_not_finished_is_refused_with_that(tmp_path: Path) -> None:
    whole = record(tmp_path / "whole.mp4", still(2.0), tone(2.0)).read_bytes()
    (tmp_path / "half.mp4").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadRecordingError, match="end of the recording is missing"):
        check_recording(tmp_path / "half.mp4", MOST_S)
