"""Where a sound stays as it is for a while, as in "um" and "uh". Pure; times in seconds.

A filled pause is one central vowel, held, sometimes closed by an "m" (Shriberg 1999, "Phonetic consequences of speech
disfluency"); in fluent speech few sounds last as long without change.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from interview_simulator.domain.timeline import Interval
from interview_simulator.media.sound import SPEECH_RATE_HZ, Sound
from interview_simulator.steps.transcription.loudness import FRAMES_PER_S, loudness_bel

SPEECH_BANDS = 50
"""Mel bands up to about 3 kHz, in which vowels differ."""
APART = 4
"""Frames of 10 ms on either side of one, 80 ms from each other, that are held against each other."""
CHANGED = 0.2
"""Root mean square of the difference between them, in units of 40 dB, from which the sound changes."""
MEAN_CHANGED = 0.15
"""The same on average over a stretch."""
SHORTEST = 14
"""Frames of a stretch; longer by APART on either side."""
INTERRUPTED = 2
"""Frames in which a stretch may change or be quiet."""
LOUD_PERCENTILE, BELOW_LOUD_BEL = 95, 2.0
"""What is quieter than loud speech by more than 20 dB is no voice."""
EDGES_HZ = (100.0, 1000.0, 2000.0, 4000.0)
LEAST_MIDDLE, MOST_ABOVE = 0.01, 0.03
"""Shares of the energy between 1 and 2 kHz, where the second formant of a central vowel lies, and above 4 kHz, where
hissing lies."""


def steady_stretches(sound: Sound, mels: NDArray[np.float32]) -> list[Interval]:
    """Stretches of the sound that could be a filled pause; `mels` is its log-mel spectrogram, shape (bands, frames)."""
    return [stretch for stretch in _unchanged(sound, mels) if _is_central(_cut(sound, stretch))]


def _unchanged(sound: Sound, mels: NDArray[np.float32]) -> Iterator[Interval]:
    change, loud = _change(mels), loudness_bel(sound)
    count = min(len(change), len(loud))
    if count == 0:
        return
    change, loud = change[:count], loud[:count]
    same = (change < CHANGED) & (loud > np.percentile(loud, LOUD_PERCENTILE) - BELOW_LOUD_BEL)
    for begin, end in _runs(same):
        if end - begin >= SHORTEST and float(change[begin:end].mean()) < MEAN_CHANGED:
            yield Interval(start_s=max(0, begin - APART) / FRAMES_PER_S, end_s=min(count, end + APART) / FRAMES_PER_S)


def _change(mels: NDArray[np.float32]) -> NDArray[np.floating]:
    """How much the shape of the spectrum changes around each frame."""
    low = mels[:SPEECH_BANDS]
    smooth = (np.roll(low, 1, axis=1) + low + np.roll(low, -1, axis=1)) / 3
    shape = smooth - smooth.mean(axis=0)
    change = np.full(shape.shape[1], np.inf)
    if shape.shape[1] > 2 * APART:
        change[APART:-APART] = np.sqrt(((shape[:, 2 * APART :] - shape[:, : -2 * APART]) ** 2).mean(axis=0))
    return change


def _runs(same: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Begin and end (not included) of what is the same, with interruptions of at most INTERRUPTED frames."""
    begin = end = -1
    for frame in map(int, np.flatnonzero(same)):
        if begin >= 0 and frame - end > INTERRUPTED:
            yield begin, end
            begin = -1
        begin, end = frame if begin < 0 else begin, frame + 1
    if begin >= 0:
        yield begin, end


def _cut(sound: Sound, stretch: Interval) -> Sound:
    return sound[round(stretch.start_s * SPEECH_RATE_HZ) : round(stretch.end_s * SPEECH_RATE_HZ)]


def _is_central(sound: Sound) -> bool:
    """Whether the energy lies as in a central vowel."""
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    hz = np.fft.rfftfreq(len(sound), 1 / SPEECH_RATE_HZ)
    _, low, middle, high, above = (float(part.sum()) for part in np.split(power, np.searchsorted(hz, EDGES_HZ)))
    whole = low + middle + high + above
    return whole > 0 and middle / whole > LEAST_MIDDLE and above / whole < MOST_ABOVE
