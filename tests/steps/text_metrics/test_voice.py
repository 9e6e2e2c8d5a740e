"""Pitch and loudness of sounds whose pitch and loudness are known, and of real voices."""

from pathlib import Path

import numpy as np
import pytest

from interview_simulator.media.sound import SPEECH_RATE_HZ, speech
from interview_simulator.steps.text_metrics.engine import Sound
from interview_simulator.steps.text_metrics.voice import Voice


@pytest.fixture(scope="module")
def voice() -> Voice:
    return Voice()


def sine(level_db: float, seconds: float, hz: float = 997.0) -> Sound:
    times = np.arange(round(seconds * SPEECH_RATE_HZ)) / SPEECH_RATE_HZ
    return (10 ** (level_db / 20) * np.sin(2 * np.pi * hz * times)).astype(np.float32)


def buzz(hz: float, seconds: float = 2.0) -> Sound:
    """Ten harmonics that fall by 1/n, as a vocal cord's."""
    harmonics = np.stack([sine(-20 - 20 * np.log10(n), seconds, n * hz) for n in range(1, 11)])
    together: Sound = harmonics.sum(axis=0)
    return together


@pytest.mark.parametrize("hz", [90.0, 120.0, 180.0, 240.0, 330.0])
def test_the_pitch_of_a_steady_buzz_is_its_own(voice: Voice, hz: float) -> None:
    found = voice.pitch(buzz(hz))
    assert found is not None
    assert found.median_hz == pytest.approx(hz, rel=0.02)
    assert found.spread_semitones < 0.3


def test_two_notes_an_octave_apart_spread_by_six_semitones(voice: Voice) -> None:
    """Two equal halves 12 semitones apart have a standard deviation of 6, whichever of them is the median."""
    found = voice.pitch(np.concatenate([buzz(110, 3.0), buzz(220, 3.0)]))
    assert found is not None and found.spread_semitones == pytest.approx(6.0, abs=0.8)


@pytest.mark.parametrize("factor", [0.1, 0.5])
def test_pitch_does_not_depend_on_loudness(voice: Voice, factor: float) -> None:
    loud, quiet = voice.pitch(buzz(150)), voice.pitch(buzz(150) * np.float32(factor))
    assert loud and quiet
    assert quiet.median_hz == pytest.approx(loud.median_hz, rel=0.005)


@pytest.mark.parametrize(("level_db", "lufs"), [(0, -3.0), (-20, -23.0), (-40, -43.0)])
def test_a_sine_of_997_hz_is_as_loud_as_the_standard_says(voice: Voice, level_db: float, lufs: float) -> None:
    found = voice.loudness(sine(level_db, 5))
    assert found is not None
    assert found.integrated_lufs == pytest.approx(lufs, abs=0.15)


@pytest.mark.parametrize(
    ("levels_db", "range_lu"), [((-20, -30), 10), ((-20, -15), 5), ((-40, -20), 20), ((-20, -20), 0)]
)
def test_the_loudness_range_passes_the_cases_of_ebu_tech_3342(
    voice: Voice, levels_db: tuple[float, float], range_lu: float
) -> None:
    found = voice.loudness(np.concatenate([sine(level, 20, hz=1000) for level in levels_db]))
    assert found is not None and found.spread_lu == pytest.approx(range_lu, abs=1.0)


def test_a_short_steady_tone_has_no_loudness_range_to_speak_of(voice: Voice) -> None:
    found, shorter = voice.loudness(sine(-20, 4)), voice.loudness(sine(-20, 2))
    assert found and shorter
    assert found.spread_lu == pytest.approx(0, abs=0.1)
    assert shorter.spread_lu is None


def test_a_reading_has_the_pitch_of_a_voice(voice: Voice, clips: Path) -> None:
    found = voice.pitch(speech(clips / "two_cities.wav"))
    assert found is not None
    assert 85 <= found.median_hz <= 180 and 0.5 < found.spread_semitones < 6


@pytest.mark.parametrize("faster", [1.25, 1.5])
def test_a_voice_that_is_played_faster_is_higher_by_as_much(voice: Voice, clips: Path, faster: float) -> None:
    sound = speech(clips / "two_cities.wav")
    moments = np.arange(0, len(sound) - 1, faster)
    played = np.interp(moments, np.arange(len(sound)), sound).astype(np.float32)
    plain, higher = voice.pitch(sound), voice.pitch(played)
    assert plain and higher
    assert higher.median_hz == pytest.approx(faster * plain.median_hz, rel=0.05)
    assert higher.spread_semitones == pytest.approx(plain.spread_semitones, abs=0.5)


@pytest.mark.parametrize("name", ["talk_hill.mp4", "talk_aoc.mp4"])
def test_women_who_speak_freely_have_the_pitch_of_womens_voices(voice: Voice, shared_clips: Path, name: str) -> None:
    found = voice.pitch(speech(shared_clips / name))
    assert found is not None
    assert 140 <= found.median_hz <= 260 and 0.5 < found.spread_semitones < 6
