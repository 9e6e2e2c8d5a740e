"""What every voice analyser keeps, the scripted one too."""

from pathlib import Path

import numpy as np
import pytest

from interview_simulator.media.sound import SPEECH_RATE_HZ, speech
from interview_simulator.steps.text_metrics.engine import Sound, VoiceAnalyser
from interview_simulator.steps.text_metrics.voice import Voice
from interview_simulator.testing.text import ScriptedVoice


@pytest.fixture(scope="module", params=["swift-f0, pyloudnorm", "scripted"])
def voice(request: pytest.FixtureRequest) -> VoiceAnalyser:
    return ScriptedVoice() if request.param == "scripted" else Voice()


@pytest.fixture(scope="module")
def sound(clips: Path) -> Sound:
    return speech(clips / "talk_collins.mp4")


def test_a_voice_has_pitch_and_loudness(voice: VoiceAnalyser, sound: Sound) -> None:
    pitch, loudness = voice.pitch(sound), voice.loudness(sound)
    assert pitch is not None and 65 <= pitch.median_hz <= 400
    assert loudness is not None and -70 < loudness.integrated_lufs < 0


@pytest.mark.parametrize("seconds", [0, 0.1, 3])
def test_silence_has_neither(voice: VoiceAnalyser, seconds: float) -> None:
    silence = np.zeros(round(seconds * SPEECH_RATE_HZ), np.float32)
    assert voice.pitch(silence) is None and voice.loudness(silence) is None


def test_a_sound_shorter_than_a_measuring_block_has_neither(voice: VoiceAnalyser, sound: Sound) -> None:
    short = sound[: round(0.3 * SPEECH_RATE_HZ)]
    assert voice.pitch(short) is None and voice.loudness(short) is None


def test_the_same_sound_has_the_same_voice(voice: VoiceAnalyser, sound: Sound) -> None:
    assert voice.pitch(sound) == voice.pitch(sound) and voice.loudness(sound) == voice.loudness(sound)
    assert voice.name


@pytest.mark.parametrize("block_s", [0.7, 1.0, 11.0])
def test_a_listener_hears_the_same_pitch_however_the_sound_comes(
    voice: VoiceAnalyser, clips: Path, block_s: float
) -> None:
    sound, listener = speech(clips / "two_cities.wav"), voice.listener()
    for block in np.split(sound, range(0, len(sound), round(block_s * SPEECH_RATE_HZ))):
        listener.hear(block)
    assert listener.pitch() == voice.pitch(sound)
