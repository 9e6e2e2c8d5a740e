"""Silences in made sounds, whose places are known, and in read speech against another way of finding them."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d

from interview_simulator.media.sound import SPEECH_RATE_HZ, speech
from interview_simulator.steps.text_metrics.engine import Sound
from interview_simulator.steps.text_metrics.silence import FLOOR_DB, levels_db, silences

LONG_ENOUGH_S = 0.5


def tone(seconds: float, level_db: float = -12.0) -> Sound:
    """A sine of 200 Hz; its RMS is 3 dB under its peak `level_db`."""
    times = np.arange(round(seconds * SPEECH_RATE_HZ)) / SPEECH_RATE_HZ
    return (10 ** (level_db / 20) * np.sin(2 * np.pi * 200 * times)).astype(np.float32)


def nothing(seconds: float) -> Sound:
    return np.zeros(round(seconds * SPEECH_RATE_HZ), np.float32)


def places(sound: Sound, least_s: float = LONG_ENOUGH_S) -> list[tuple[float, float]]:
    return [(gap.start_s, gap.end_s) for gap in silences(sound, least_s)]


def test_a_sine_at_full_scale_has_a_level_of_minus_3_dbfs_and_silence_the_floor() -> None:
    assert levels_db(tone(1, level_db=0)) == pytest.approx(-3.01, abs=0.05)
    assert levels_db(nothing(1)) == pytest.approx(FLOOR_DB)


def test_silence_between_two_tones_is_found_where_it_is() -> None:
    ((start_s, end_s),) = places(np.concatenate([tone(1), nothing(0.8), tone(1)]))
    assert start_s == pytest.approx(1.0, abs=0.03) and end_s == pytest.approx(1.8, abs=0.03)


@pytest.mark.parametrize("sound", [nothing(0), nothing(0.005), tone(2)], ids=["empty", "under a frame", "one tone"])
def test_there_is_no_silence_where_nothing_interrupts(sound: Sound) -> None:
    assert places(sound, least_s=0.1) == []


def test_a_click_does_not_cut_a_silence_in_two() -> None:
    found = places(np.concatenate([tone(1), nothing(0.4), tone(0.05), nothing(0.4), tone(1)]))
    assert len(found) == 1


def test_a_short_word_cuts_a_silence_in_two() -> None:
    found = places(np.concatenate([tone(1), nothing(0.6), tone(0.2), nothing(0.6), tone(1)]))
    assert len(found) == 2


def test_the_release_of_a_stop_consonant_is_speech() -> None:
    closure_and_release = np.concatenate([nothing(0.1), tone(0.05, -25)])
    ((start_s, _),) = places(np.concatenate([tone(1), closure_and_release, nothing(0.8), tone(1)]))
    assert start_s == pytest.approx(1.15, abs=0.03)


def test_in_a_noisy_room_what_is_hardly_louder_than_the_noise_is_silence() -> None:
    noise = np.random.default_rng(3).normal(0, 10 ** (-32 / 20), 4 * SPEECH_RATE_HZ).astype(np.float32)
    spoken = np.concatenate([tone(1.5), nothing(1), tone(1.5)])
    ((start_s, end_s),) = places(spoken + noise)
    assert start_s == pytest.approx(1.5, abs=0.05) and end_s == pytest.approx(2.5, abs=0.05)


lengths_s = st.lists(st.integers(10, 100).map(lambda hundredths: hundredths / 100), min_size=1, max_size=4)


def alternating(gaps_s: list[float]) -> Sound:
    """A tone of 1 s before, between and behind the gaps."""
    return np.concatenate([tone(1), *(piece for gap_s in gaps_s for piece in (nothing(gap_s), tone(1)))])


@given(lengths_s, st.floats(0.05, 4))
def test_a_louder_sound_has_the_same_silences(gaps_s: list[float], factor: float) -> None:
    sound = alternating(gaps_s)
    assert places(sound * np.float32(factor)) == places(sound)


@given(lengths_s)
def test_silences_are_in_order_inside_the_sound_and_long_enough(gaps_s: list[float]) -> None:
    sound = alternating(gaps_s)
    edges = [edge for gap in places(sound, 0.3) for edge in gap]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(sound) / SPEECH_RATE_HZ for edge in edges)
    assert all(end - start >= 0.3 - 1e-9 for start, end in places(sound, 0.3))


def test_the_pauses_of_read_speech_agree_with_its_energy(clips: Path) -> None:
    """The other way: RMS at every sample over 40 ms (SciPy's running mean), no frames, 25 dB under the loud speech."""
    sound = speech(clips / "two_cities.wav")
    found, other = places(sound), quiet_stretches(sound, window_s=0.04)
    assert len(found) == len(other) >= 8
    for ours, theirs in zip(found, other, strict=True):
        assert ours == pytest.approx(theirs, abs=0.1)
    assert total_s(found) == pytest.approx(total_s(other), rel=0.05)


def quiet_stretches(sound: Sound, window_s: float) -> list[tuple[float, float]]:
    """Stretches under the threshold, joined over less than 0.1 s of sound, of at least LONG_ENOUGH_S."""
    power = uniform_filter1d(sound.astype(np.float64) ** 2, round(window_s * SPEECH_RATE_HZ))
    level: NDArray[np.float64] = 10 * np.log10(np.maximum(power, 1e-12))
    edges = np.flatnonzero(np.diff(np.concatenate([[0], level < np.percentile(level, 95) - 25, [0]]).astype(int)))
    joined: list[tuple[float, float]] = []
    for start_s, end_s in (edges.reshape(-1, 2) / SPEECH_RATE_HZ).tolist():
        long = joined and min(joined[-1][1] - joined[-1][0], end_s - start_s) >= 0.2
        if long and start_s - joined[-1][1] < 0.1:
            joined[-1] = (joined[-1][0], end_s)
        else:
            joined.append((start_s, end_s))
    return [(start_s, end_s) for start_s, end_s in joined if end_s - start_s >= LONG_ENOUGH_S]


def total_s(stretches: list[tuple[float, float]]) -> float:
    return sum(end_s - start_s for start_s, end_s in stretches)
