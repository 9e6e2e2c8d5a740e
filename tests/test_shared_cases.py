"""Recordings of other people's bug reports, which lie in ../shared: the whole report of each is right."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import av
import numpy as np
import pytest
from numpy.typing import NDArray

import interview_simulator
from interview_simulator.domain.report import Note, Report, SpeechSection, VideoSection
from interview_simulator.domain.transcript import Transcript
from interview_simulator.errors import BadRecordingError
from interview_simulator.media.frames import sampled_frames
from interview_simulator.media.sound import SPEECH_RATE_HZ, speech

Picture = NDArray[np.uint8]
about: Any = pytest.approx
DARK = 24
"""Light of what lies beside a picture."""


class Analysed(NamedTuple):
    """What is made of a recording; `playable` and `sound` are files."""

    report: Report
    playable: Path
    sound: Path

    @property
    def poster(self) -> Picture:
        with av.open(self.playable.with_name("poster.jpg")) as source:
            return np.asarray(next(source.decode(video=0)).to_ndarray(format="rgb24"))

    @property
    def transcript(self) -> Transcript:
        assert isinstance(self.report.transcript, Transcript)
        return self.report.transcript

    @property
    def speech(self) -> SpeechSection:
        assert isinstance(self.report.speech, SpeechSection)
        return self.report.speech

    @property
    def video(self) -> VideoSection:
        assert isinstance(self.report.video, VideoSection)
        return self.report.video

    @property
    def said(self) -> str:
        """Lower case, without punctuation."""
        return " ".join(word.text.strip(".,?!").lower() for word in self.transcript.words)

    def begins_s(self, word: str) -> float:
        """When a word begins that was said once."""
        (start_s,) = (each.start_s for each in self.transcript.words if each.text.strip(".,").lower() == word)
        return start_s

    def lasts(self, seconds: float) -> None:
        """Report, sound and playable file last so long, up to the last picture and the last word."""
        sound_s = [len(speech(path)) / SPEECH_RATE_HZ for path in (self.sound, self.playable)]
        assert [self.report.duration_s, *sound_s] == about([seconds] * 3, abs=0.15)
        assert [time_s for time_s, _ in sampled_frames(self.playable, 2.0)][-1] == about(seconds, abs=1.0)
        assert seconds - 1.0 < self.transcript.words[-1].end_s <= seconds + 0.1


Analyse = Callable[[str], Analysed]


@pytest.fixture(scope="module")
def analysed(shared_cases: Path, tmp_path_factory: pytest.TempPathFactory) -> Analyse:
    @cache
    def analyse(name: str) -> Analysed:
        out = tmp_path_factory.mktemp("case")
        report = interview_simulator.analyze(shared_cases / name, language="en", out=out)
        (playable,) = out.glob("playable.*")
        return Analysed(report, playable, out / "speech.wav")

    return analyse


def only_note(report: Report) -> Note:
    (note,) = report.notes
    return note


def picture_at(path: Path, time_s: float) -> Picture:
    return next(picture for shown_s, picture in sampled_frames(path, 2.0) if shown_s >= time_s)


def lit(picture: Picture) -> tuple[int, int]:
    """Width and height of what is not dark."""
    bright = picture.max(axis=2) > DARK
    return int((bright.mean(axis=0) > 0.5).sum()), int((bright.mean(axis=1) > 0.3).sum())


def pictures(path: Path) -> Picture:
    return np.stack([picture for _, picture in sampled_frames(path, 2.0)])


def coarse(shown: Picture, side: int = 32) -> NDArray[np.float64]:
    """Light in `side` rows and columns, the mean of all pictures; shape (…, height, width, 3)."""
    light = shown.reshape(-1, *shown.shape[-3:]).mean(axis=(0, 3))
    height, width = light.shape
    return np.asarray(light.reshape(side, height // side, side, width // side).mean(axis=(1, 3)))


def alike(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    return float(np.corrcoef(one.reshape(-1), other.reshape(-1))[0, 1])


@pytest.mark.parametrize(("name", "code"), [("pause_gap.webm", "gap"), ("dtx_hole.webm", "sound_gap")])
def test_a_gap_is_silence_of_its_length_in_all_that_is_told(analysed: Analyse, name: str, code: str) -> None:
    case = analysed(name)
    case.lasts(26.0)
    assert case.begins_s("everyone") == about(17.9, abs=0.3)
    assert case.begins_s("fidelity") == about(25.4, abs=0.3)
    longest = max(case.speech.pauses.items, key=lambda pause: pause.end_s - pause.start_s)
    assert (longest.start_s, longest.end_s) == about((8.0, 18.0), abs=0.3)
    assert case.speech.pauses.longest_s == about(10.0, abs=0.3)
    assert case.speech.speech_rate_wpm == about(106, abs=3)
    silent = speech(case.playable)[round(8.5 * SPEECH_RATE_HZ) : round(17.5 * SPEECH_RATE_HZ)]
    assert np.abs(silent).max() < 0.01
    note = only_note(case.report)
    assert (note.code, note.start_s, note.end_s) == (code, about(8.0, abs=0.3), about(18.0, abs=0.3))


def test_a_recording_behind_another_one_is_its_rest(analysed: Analyse) -> None:
    case = analysed("concat_blobs.webm")
    case.lasts(16.0)
    assert case.transcript.words[0].start_s < 0.5 and case.begins_s("everyone") == about(8.0, abs=0.3)
    assert (case.speech.words, case.video.samples) == (about(46, abs=1), 32)
    assert case.speech.speech_rate_wpm == about(60 / 16 * case.speech.words, abs=2)
    note = only_note(case.report)
    assert (note.code, note.start_s) == ("joined", about(8.0, abs=0.1))


def test_hours_of_sleep_are_a_cut(analysed: Analyse) -> None:
    case = analysed("sleep_jump.webm")
    case.lasts(16.0)
    assert case.begins_s("everyone") == about(8.0, abs=0.3)
    note = only_note(case.report)
    assert (note.code, note.start_s, note.seconds) == ("jump_ahead", about(8.0, abs=0.1), about(3 * 3600, abs=1))


def test_tracks_of_different_clocks_begin_together(analysed: Analyse) -> None:
    case = analysed("start_mixed.webm")
    case.lasts(8.0)
    assert (case.speech.words, case.video.samples) == (about(28, abs=1), 16)
    note = only_note(case.report)
    assert (note.code, note.seconds) == ("tracks_apart", about(600, abs=1))


def test_a_recording_without_its_beginning_is_refused_with_that(shared_cases: Path) -> None:
    with pytest.raises(BadRecordingError, match="beginning of the recording is missing"):
        interview_simulator.analyze(shared_cases / "no_header.webm")


def test_where_reading_broke_off_is_told(analysed: Analyse) -> None:
    report = analysed("chained.ogg").report
    broke_off = [(note.code, note.start_s) for note in report.notes] == [("broke_off", about(11.0, abs=0.1))]
    assert (report.duration_s == about(11.0, abs=0.1) and broke_off) or report.duration_s == about(23.0, abs=0.3)


def test_sound_that_changes_its_rate_is_heard_to_its_end(analysed: Analyse) -> None:
    case = analysed("rate_change.mp3")
    assert {step.status for step in case.report.provenance.steps.values()} == {"succeeded"}
    assert [case.report.duration_s, len(speech(case.playable)) / SPEECH_RATE_HZ] == about([23.1, 23.1], abs=0.15)
    assert case.said.startswith("and so my fellow americans ask not what your country can do for you")
    assert "it was the best of times it was the worst of times" in case.said
    assert case.begins_s("americans") == about(1.6, abs=0.4) and case.begins_s("best") == about(12.8, abs=0.4)


def test_the_track_that_speaks_is_heard_and_named(analysed: Analyse) -> None:
    case = analysed("obs_two_tracks.mkv")
    case.lasts(8.0)
    assert case.speech.words in (27, 28)
    assert "for my second week of new member orientation" in case.said
    note = only_note(case.report)
    assert (note.code, note.track) == ("sound_track", "2/2 Mic/Aux")


def test_a_front_camera_is_seen_upright_and_not_mirrored(analysed: Analyse, shared_clips: Path) -> None:
    case, plain = analysed("front_hflip.mp4"), coarse(pictures(shared_clips / "talk_hill.mp4"))
    assert (case.video.face_present_ratio, case.video.looking_at_camera_ratio) == (1.0, 1.0)
    assert case.video.spans == ()
    for picture in (coarse(pictures(case.playable)), coarse(case.poster)):
        as_it_is, mirrored, upside_down = (alike(picture, way) for way in (plain, plain[:, ::-1], plain[::-1]))
        assert as_it_is > 0.8 and as_it_is > max(mirrored, upside_down) + 0.1


def test_pixels_that_are_not_square_are_shown_in_their_shape(analysed: Analyse) -> None:
    case = analysed("sar.mp4")
    assert case.video.looking_at_camera_ratio == 1.0 and case.video.spans == ()
    assert case.video.pitch_deg is not None and case.video.pitch_deg.median == about(3.75, abs=1.0)
    for picture in (picture_at(case.playable, 1.0), case.poster):
        assert picture.shape[:2] == (288, 512)
        width, height = lit(picture)
        assert width == about(height, rel=0.03)  # the square film of a face


def test_a_picture_that_is_turned_on_the_way_is_not_stretched(analysed: Analyse) -> None:
    case = analysed("turned_hevc2.mkv")
    case.lasts(16.0)
    first, second = picture_at(case.playable, 4.0), picture_at(case.playable, 12.0)
    assert first.shape == second.shape == (360, 480, 3)
    assert lit(first) == about((480, 360), abs=4) and lit(second) == about((270, 360), abs=4)
    assert case.video.face_present_ratio == 1.0
