import numpy as np
import pytest

from interview_simulator.domain.report import SpeechSection
from interview_simulator.media.sound import SPEECH_RATE_HZ
from interview_simulator.steps.text_metrics.engine import Sound
from interview_simulator.steps.text_metrics.trust import TOUCHED, doubtful, sound_warnings

TIMES = np.arange(4 * SPEECH_RATE_HZ) / SPEECH_RATE_HZ
SYLLABLES = np.where(TIMES % 1 < 0.7, 1.0, 0.0)
"""Sound for 0.7 s of every second."""


def voice(level_db: float, noise_db: float = -80.0) -> Sound:
    """A tone of this peak that comes and goes, in noise of this RMS."""
    noise = np.random.default_rng(5).normal(0, 10 ** (noise_db / 20), TIMES.size)
    tone = 10 ** (level_db / 20) * SYLLABLES * np.sin(2 * np.pi * 150 * TIMES)
    return (tone + noise).astype(np.float32)


def codes(sound: Sound) -> list[str]:
    return [warning.code for warning in sound_warnings(sound)]


def test_a_clear_voice_gives_no_warning() -> None:
    assert codes(voice(-15)) == []


def test_a_sound_beyond_full_scale_is_clipped_and_its_share_told() -> None:
    clipped = np.clip(voice(6), -1, 1)
    (warning,) = sound_warnings(clipped)
    assert warning.code == "clipping"
    assert warning.ratio == pytest.approx(0.7 * 2 / 3, abs=0.02), "6 dB over full scale clips two thirds of a sine"


def test_a_voice_far_away_is_too_quiet() -> None:
    assert codes(voice(-50)) == ["too_quiet"]


def test_noise_close_under_the_voice_is_background_noise() -> None:
    assert codes(voice(-20, noise_db=-35)) == ["background_noise"]


def test_no_sound_gives_no_warning() -> None:
    assert codes(np.zeros(0, np.float32)) == []


def test_a_warning_names_the_figures_that_it_makes_less_certain_once() -> None:
    noisy = sound_warnings(voice(-20, noise_db=-35))
    assert set(doubtful(noisy)) >= {"pauses", "fillers"} and "pitch" not in doubtful(noisy)
    assert doubtful((*noisy, *noisy)) == doubtful(noisy)
    assert doubtful(()) == ()


def test_every_figure_that_may_be_doubtful_is_in_the_report() -> None:
    assert {figure for figures in TOUCHED.values() for figure in figures} <= set(SpeechSection.model_fields)
