"""A held vowel is steady; hissing, what is short, and silence are not."""

import numpy as np
import pytest
from faster_whisper.feature_extractor import FeatureExtractor
from tests.support.vowels import held_vowel

from interview_simulator.media.sound import SPEECH_RATE_HZ, Sound
from interview_simulator.steps.transcription.steady import steady_stretches

PAUSE = np.random.default_rng(0).normal(0, 1e-4, SPEECH_RATE_HZ).astype(np.float32)


def found(sound: Sound) -> list[tuple[float, float]]:
    stretches = steady_stretches(sound, FeatureExtractor()(sound))
    return [(stretch.start_s, stretch.end_s) for stretch in stretches]


@pytest.mark.parametrize("pitch_hz", [90, 140, 220])
@pytest.mark.parametrize("lasts_s", [0.3, 0.6, 1.2])
def test_a_held_vowel_is_found_where_it_is(pitch_hz: float, lasts_s: float) -> None:
    ((start_s, end_s),) = found(np.concatenate([PAUSE, held_vowel(lasts_s, pitch_hz), PAUSE]))
    assert start_s == pytest.approx(1.0, abs=0.08)
    assert end_s == pytest.approx(1.0 + lasts_s, abs=0.08)


def test_hissing_is_none() -> None:
    hiss = np.diff(np.random.default_rng(0).normal(0, 0.1, SPEECH_RATE_HZ // 2)).astype(np.float32)
    assert found(np.concatenate([PAUSE, hiss, PAUSE])) == []


def test_a_short_vowel_is_none() -> None:
    assert found(np.concatenate([PAUSE, held_vowel(0.12), PAUSE])) == []


@pytest.mark.parametrize("samples", [0, 100, 5000])
def test_silence_is_none(samples: int) -> None:
    assert found(np.zeros(samples, np.float32)) == []
