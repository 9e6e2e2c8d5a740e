"""Sound comes out as it went in, and in its place."""

import wave
from pathlib import Path

import numpy as np
import pytest
from tests.support.making import record, still, tone

from interview_simulator.media.sound import SPEECH_RATE_HZ, speech, speech_blocks


def test_16_khz_speech_comes_out_sample_by_sample(clips: Path) -> None:
    with wave.open(str(clips / "jfk.wav")) as file:
        assert (file.getframerate(), file.getnchannels()) == (SPEECH_RATE_HZ, 1)
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
    np.testing.assert_array_equal(speech(clips / "jfk.wav"), samples.astype(np.float32) / 32768)


@pytest.mark.parametrize(
    ("name", "codec"), [("a.wav", "pcm_s16le"), ("a.ogg", "libopus"), ("a.m4a", "aac"), ("a.mp3", "libmp3lame")]
)
def test_a_tone_keeps_its_pitch_loudness_and_length(tmp_path: Path, name: str, codec: str) -> None:
    heard = speech(record(tmp_path / name, sound=tone(2.0, hz=440.0), audio=codec))
    assert len(heard) == pytest.approx(2.0 * SPEECH_RATE_HZ, abs=0.06 * SPEECH_RATE_HZ)
    middle = heard[SPEECH_RATE_HZ // 2 : 3 * SPEECH_RATE_HZ // 2]
    spectrum = np.abs(np.fft.rfft(middle))
    assert np.argmax(spectrum) == pytest.approx(440, abs=1)  # one second: a bin a hertz
    assert np.sqrt((middle**2).mean()) == pytest.approx(0.5 / np.sqrt(2), rel=0.05)


def test_pictures_alone_have_no_sound(tmp_path: Path) -> None:
    heard = speech(record(tmp_path / "a.mp4", still(0.5)))
    assert heard.shape == (0,) and heard.dtype == np.float32


def test_the_blocks_together_are_the_speech(clips: Path) -> None:
    blocks = list(speech_blocks(clips / "two_cities.wav"))
    assert len(blocks) > 10
    np.testing.assert_array_equal(np.concatenate(blocks), speech(clips / "two_cities.wav"))


@pytest.mark.parametrize("late_s", [0.0, 0.25, 1.0])
def test_sound_that_begins_late_and_ends_early_is_padded_with_silence(tmp_path: Path, late_s: float) -> None:
    heard = speech(
        record(tmp_path / "a.webm", still(2.5), tone(1.0), video="libvpx", audio="libopus", sound_begins_s=late_s)
    )
    silent = round(late_s * SPEECH_RATE_HZ)
    assert np.argmax(np.abs(heard) > 0.1) == pytest.approx(silent, abs=0.01 * SPEECH_RATE_HZ)
    assert np.flatnonzero(np.abs(heard) > 0.1)[-1] == pytest.approx(silent + SPEECH_RATE_HZ, abs=0.06 * SPEECH_RATE_HZ)
    assert len(heard) == pytest.approx(2.5 * SPEECH_RATE_HZ, abs=0.11 * SPEECH_RATE_HZ)
