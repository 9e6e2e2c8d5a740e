"""A held vowel, made of pulses and resonances: what "uh" and "um" are like, and what hissing and tones are not."""

import numpy as np
from scipy.signal import lfilter

from interview_simulator.media.sound import SPEECH_RATE_HZ, Sound

SCHWA_HZ = ((600, 80), (1200, 100), (2500, 150), (3500, 200))
"""Frequency and width of the formants of a central vowel (after Klatt 1980)."""


def held_vowel(lasts_s: float, pitch_hz: float = 110.0) -> Sound:
    """A central vowel at one pitch, which falls a little, peak 0.3, with 20 ms of fading at its ends."""
    count = round(lasts_s * SPEECH_RATE_HZ)
    phase = np.cumsum(np.linspace(pitch_hz, 0.95 * pitch_hz, count)) / SPEECH_RATE_HZ
    sound = np.diff(np.floor(phase), prepend=0.0)
    sound = lfilter([1.0], [1.0, -0.97], sound)
    for hz, width_hz in SCHWA_HZ:
        radius = np.exp(-np.pi * width_hz / SPEECH_RATE_HZ)
        feedback = [1.0, -2 * radius * np.cos(2 * np.pi * hz / SPEECH_RATE_HZ), radius**2]
        sound = lfilter([sum(feedback)], feedback, sound)
    fade = np.minimum(1.0, np.minimum(np.arange(count), np.arange(count)[::-1]) / (0.02 * SPEECH_RATE_HZ))
    sound = sound * fade
    return np.asarray(0.3 * sound / np.abs(sound).max(), np.float32)
