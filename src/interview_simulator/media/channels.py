"""Two channels made one. Pure; samples are signed 16-bit, shape (samples, 2)."""

import numpy as np
from numpy.typing import NDArray

CANCELLED = 0.2
"""Power of the mean as a share of the mean power; equal channels have 1, unlike ones 0.5, opposite ones 0."""
AUDIBLE_POWER = (32768 * 10 ** (-60 / 20)) ** 2

Stereo = NDArray[np.int16]
Mono = NDArray[np.int16]


def as_one(stereo: Stereo) -> Mono:
    """The mean of the channels; the louder one where they cancel each other."""
    left, right = stereo[:, 0].astype(np.int32), stereo[:, 1].astype(np.int32)
    if not cancel_each_other(stereo):
        return ((left + right) >> 1).astype(np.int16)
    return stereo[:, 0] if _power(left) >= _power(right) else stereo[:, 1]


def cancel_each_other(stereo: Stereo) -> bool:
    """Whether little is left of the mean: one channel is the other turned over."""
    left, right = stereo[:, 0].astype(np.float64), stereo[:, 1].astype(np.float64)
    each = (_power(left) + _power(right)) / 2
    return each > AUDIBLE_POWER and _power((left + right) / 2) < CANCELLED * each


def audible(stereo: Stereo) -> bool:
    """Whether there is anything to hear in either channel."""
    return max(_power(stereo[:, 0]), _power(stereo[:, 1])) > AUDIBLE_POWER


def _power(samples: NDArray[np.generic]) -> float:
    return float(np.mean(np.square(samples, dtype=np.float64))) if samples.size else 0.0
