"""Where the sound is silent, by its short-time energy. Pure.

Whisper's word times are loose: a word is stretched over the silence before it. Pauses are therefore measured in the
sound, with a threshold relative to the recording's own levels: 25 dB under its loud speech, after N. H. de Jong and
T. Wempe, "Praat script to detect syllable nuclei and measure speech rate automatically", Behavior Research Methods
41 (2009). Theirs counts from the peak of a smoothed intensity; ours from a percentile of 10 ms frames, and it is
raised in a noisy room, where 25 dB under the voice is still noise.
"""

from collections.abc import Iterator

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
FLOOR_DB = -90.0
BRIDGE_S = 0.1
"""A sound between two silences shorter than this is a click or a breath, not speech."""


def levels_db(sound: Sound) -> NDArray[np.float64]:
    """RMS level of each 10 ms frame in dBFS, shape (frames,); the rest behind the last whole frame is left out."""
    count = len(sound) // FRAME
    frames = sound[: count * FRAME].reshape(count, FRAME)
    power = np.einsum("ij,ij->i", frames, frames, dtype=np.float64) / FRAME
    levels: NDArray[np.float64] = np.maximum(10 * np.log10(np.maximum(power, 1e-12)), FLOOR_DB)
    return levels


def threshold_db(levels: NDArray[np.float64]) -> float:
    """Level under which a frame is silent: 25 dB under speech (95th percentile), or just above the noise (5th)."""
    speech, noise = np.percentile(levels, 95), np.percentile(levels, 5)
    return float(min(max(speech - BELOW_SPEECH_DB, noise + ABOVE_NOISE_DB), speech - ABOVE_NOISE_DB))


def silences(sound: Sound, least_s: float) -> list[Interval]:
    """Stretches of silence of at least `least_s`, in order; none in a sound shorter than a frame."""
    levels = levels_db(sound)
    if levels.size == 0:
        return []
    quiet = _without_clicks(levels < threshold_db(levels))
    edges = _edges(quiet)
    return [
        Interval(start_s=round(start * FRAME_S, 3), end_s=round(end * FRAME_S, 3))
        for start, end in edges
        if (end - start) * FRAME_S >= least_s - 1e-9
    ]


def _without_clicks(quiet: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Sounds shorter than BRIDGE_S between two silences count as silence."""
    filled = quiet.copy()
    for start, end in _edges(~quiet):
        if start > 0 and end < len(quiet) and (end - start) * FRAME_S < BRIDGE_S:
            filled[start:end] = True
    return filled


def _edges(flags: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Start and end (not included) of each run of True."""
    padded = np.concatenate([[False], flags, [False]]).astype(np.int8)
    changes = np.flatnonzero(np.diff(padded))
    return zip(changes[::2].tolist(), changes[1::2].tolist(), strict=True)
