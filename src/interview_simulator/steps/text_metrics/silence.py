"""Where the sound is silent, by its short-time energy. Pure.

Whisper's word times are loose: a word is stretched over the silence before it. Pauses are therefore measured in the
sound, with a threshold relative to the recording's own levels: 25 dB under its loud speech, after N. H. de Jong and
T. Wempe, "Praat script to detect syllable nuclei and measure speech rate automatically", Behavior Research Methods
41 (2009). Theirs counts from the peak of a smoothed intensity; ours from a percentile of 10 ms frames, and it is
raised in a noisy room, where 25 dB under the voice is still noise.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from interview_simulator.domain.timeline import Interval
from interview_simulator.media.sound import SPEECH_RATE_HZ
from interview_simulator.steps.text_metrics.engine import Sound

FRAME_S = 0.01
FRAME = round(FRAME_S * SPEECH_RATE_HZ)
BELOW_SPEECH_DB = 25.0
"""De Jong and Wempe's silence threshold."""
ABOVE_NOISE_DB = 6.0
"""In noise, silence is what is hardly louder than the noise floor."""
FLOOR_DB, FLOOR_TOLERANCE_DB = -90.0, 0.5
GAP_S = 1.0
"""No microphone gives digital silence for so long."""
SMOOTHED_FRAMES = 3
"""A level is taken over 30 ms, so that a single frame at the threshold does not cut a silence in two."""
BRIDGE_S = 0.1
"""A sound between two silences shorter than this is a click or a breath, not speech."""
CLOSURE_S = 0.15
"""A silence shorter than this may be the closure of a stop consonant: the short sound behind it is its release."""


def levels_db(sound: Sound) -> NDArray[np.float64]:
    """RMS level of each 10 ms frame in dBFS, shape (frames,); the rest behind the last whole frame is left out."""
    count = len(sound) // FRAME
    frames = sound[: count * FRAME].reshape(count, FRAME)
    power = np.einsum("ij,ij->i", frames, frames, dtype=np.float64) / FRAME
    levels: NDArray[np.float64] = np.maximum(10 * np.log10(np.maximum(power, 1e-12)), FLOOR_DB)
    return levels


def threshold_db(levels: NDArray[np.float64]) -> float:
    """Level under which a frame is silent: 25 dB under speech (95th percentile), or just above the noise (5th)."""
    speech, noise = np.percentile(without_gaps(levels), [95, 5])
    return float(min(max(speech - BELOW_SPEECH_DB, noise + ABOVE_NOISE_DB), speech - ABOVE_NOISE_DB))


def without_gaps(levels: NDArray[np.float64]) -> NDArray[np.float64]:
    """The levels less those of stretches in which nothing was recorded, which say nothing of the room; all of them
    where nothing else is left."""
    kept = np.ones(len(levels), np.bool_)
    for start, end in _edges(levels <= FLOOR_DB + FLOOR_TOLERANCE_DB):
        if (end - start) * FRAME_S >= GAP_S:
            kept[start:end] = False
    return levels[kept] if kept.any() else levels


def silences(sound: Sound, least_s: float) -> list[Interval]:
    """Stretches of silence of at least `least_s`, in order; none in a sound shorter than a frame."""
    levels = levels_db(sound)
    if levels.size == 0:
        return []
    levels = _smoothed(levels)
    quiet = _without_clicks(levels < threshold_db(levels))
    edges = _edges(quiet)
    return [
        Interval(start_s=round(start * FRAME_S, 3), end_s=round(end * FRAME_S, 3))
        for start, end in edges
        if (end - start) * FRAME_S >= least_s - 1e-9
    ]


def _smoothed(levels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each level as the mean power of SMOOTHED_FRAMES around it, fewer at both ends."""
    window = np.ones(SMOOTHED_FRAMES)
    power = np.convolve(10 ** (levels / 10), window, "same") / np.convolve(np.ones_like(levels), window, "same")
    smoothed: NDArray[np.float64] = 10 * np.log10(power)
    return smoothed


def _without_clicks(quiet: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Clicks between two silences count as silence."""
    filled, click, closure = quiet.copy(), round(BRIDGE_S / FRAME_S), round(CLOSURE_S / FRAME_S)
    for (start, end), (next_start, next_end) in pairwise(_edges(quiet)):
        if next_start - end < click and min(end - start, next_end - next_start) >= closure:
            filled[end:next_start] = True
    return filled


def _edges(flags: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Start and end (not included) of each run of True."""
    padded = np.concatenate([[False], flags, [False]]).astype(np.int8)
    changes = np.flatnonzero(np.diff(padded))
    return zip(changes[::2].tolist(), changes[1::2].tolist(), strict=True)
