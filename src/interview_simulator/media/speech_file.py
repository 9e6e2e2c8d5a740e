"""Speech as a file: mono WAV, 16 kHz, signed 16-bit. What is read back is what was decoded, bit for bit."""

import wave
from pathlib import Path

import numpy as np

from interview_simulator.media.sound import FULL_SCALE, SPEECH_RATE_HZ, Sound, as_float


def write_speech(sound: Sound, path: Path) -> None:
    """Write the file."""
    samples = np.clip(np.round(sound * FULL_SCALE), -FULL_SCALE, FULL_SCALE - 1).astype("<i2")
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(SPEECH_RATE_HZ)
        out.writeframes(samples.tobytes())


def read_speech(path: Path) -> Sound:
    """The sound of a file that `write_speech` wrote."""
    with wave.open(str(path), "rb") as file:
        return as_float(np.frombuffer(file.readframes(file.getnframes()), "<i2"))
