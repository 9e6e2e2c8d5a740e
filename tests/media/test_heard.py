"""Sound that changes on the way, several tracks, and channels that cancel each other: what was said is heard."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.support.clips import FIXTURES
from tests.support.making import Sound, sound_of, still, tone
from tests.support.retiming import adts_at, joined, mp3_at, music, with_sound_tracks

from interview_simulator.domain.results import ConvertedVideo
from interview_simulator.media.sound import SPEECH_RATE_HZ, speech
from interview_simulator.steps.convert_video.step import convert_video

SECONDS = 3.0
SILENT = np.zeros(round(SECONDS * 48_000), np.float32)
HISS = np.random.default_rng(2).normal(0, 0.1, len(SILENT)).astype(np.float32)
VOICE = sound_of(FIXTURES / "jfk.wav", SECONDS)
CLICKS = np.where(np.arange(len(SILENT)) % 40_000 < 200, 0.9, 0.0).astype(np.float32)


def converted(path: Path, folder: Path) -> ConvertedVideo:
    out = folder / "out"
    out.mkdir()
    return convert_video(path, out, max_duration_s=60.0)


def level(sound: NDArray[np.float32]) -> float:
    return float(np.sqrt(np.mean(np.square(sound, dtype=np.float64))))


@pytest.mark.parametrize("kind", ["mp3", "aac"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((44_100, "mono"), (48_000, "mono")),
        ((48_000, "mono"), (32_000, "mono")),
        ((44_100, "stereo"), (44_100, "mono")),
        ((44_100, "mono"), (48_000, "stereo")),
        ((48_000, "stereo"), (16_000, "mono")),
        ((16_000, "mono"), (44_100, "stereo")),
    ],
)
def test_sound_that_changes_its_form_is_read_through(
    tmp_path: Path, first: tuple[int, str], second: tuple[int, str], kind: str
) -> None:
    make = {"mp3": mp3_at, "aac": adts_at}[kind]
    parts = [make(tmp_path / f"{number}.{kind}", *form, 2.0) for number, form in enumerate((first, second))]
    path = joined(tmp_path / f"changing.{kind}", *parts)
    made = converted(path, tmp_path)
    assert made.duration_s == pytest.approx(4.0, abs=0.2)
    assert made.re_encoded  # in a copy players would stop at the change
    for heard in (speech(path), speech(made.playable)):
        assert len(heard) / SPEECH_RATE_HZ == pytest.approx(4.0, abs=0.2)
        for start in (0.5, 2.5):
            second_of = heard[round(start * SPEECH_RATE_HZ) : round((start + 1) * SPEECH_RATE_HZ)]
            assert np.argmax(np.abs(np.fft.rfft(second_of))) == pytest.approx(440, abs=2)


OTHERS = {
    "silence": SILENT,
    "hiss": HISS,
    "a tone": tone(SECONDS),
    "clicks": CLICKS,
    "slow chords": music(SECONDS, 80),
    "chords": music(SECONDS, 120),
    "drums": music(SECONDS, 120, drums=True),
}


@pytest.mark.parametrize("others", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("speaks_first", [True, False])
def test_of_several_tracks_the_one_that_speaks_is_heard(tmp_path: Path, others: Sound, speaks_first: bool) -> None:
    tracks = {"Mic": VOICE, "Desktop": others} if speaks_first else {"Desktop": others, "Mic": VOICE}
    path = with_sound_tracks(tmp_path / "obs.mkv", still(SECONDS), tracks)
    made = converted(path, tmp_path)
    (note,) = made.notes
    assert (note.code, note.track) == ("sound_track", "1/2 Mic" if speaks_first else "2/2 Mic")
    for heard in (speech(path), speech(made.playable)):
        assert level(heard) == pytest.approx(level(VOICE), rel=0.25)


@pytest.mark.parametrize("ending", ["mkv", "mp4"])
def test_of_three_tracks_a_quiet_voice_is_heard(tmp_path: Path, ending: str) -> None:
    tracks = {"Desktop": SILENT, "Music": music(SECONDS, 100), "Mic": 0.05 * VOICE}
    (note,) = converted(with_sound_tracks(tmp_path / f"obs.{ending}", still(SECONDS), tracks), tmp_path).notes
    assert note.track is not None and note.track.split()[0] == "3/3"


def test_of_tracks_that_are_all_silent_the_first_is_taken(tmp_path: Path) -> None:
    path = with_sound_tracks(tmp_path / "obs.mkv", still(SECONDS), {"Desktop": SILENT, "Mic": SILENT})
    assert [note.track for note in converted(path, tmp_path).notes] == ["1/2 Desktop"]


@pytest.mark.parametrize(
    ("left", "right", "cancel"),
    [
        (1.0, -1.0, True),
        (1.0, -0.8, True),
        (0.5, -0.6, True),
        (1.0, 1.0, False),
        (1.0, 0.0, False),
        (0.0, 1.0, False),
        (1.0, -0.1, False),
    ],
)
def test_channels_that_cancel_each_other_are_noticed(tmp_path: Path, left: float, right: float, cancel: bool) -> None:
    path = with_sound_tracks(tmp_path / "a.mp4", still(SECONDS), {"Mic": np.stack([left * VOICE, right * VOICE])})
    assert [note.code for note in converted(path, tmp_path).notes] == (["channels_cancel"] if cancel else [])
    assert level(speech(path)) > 0.4 * level(VOICE)
