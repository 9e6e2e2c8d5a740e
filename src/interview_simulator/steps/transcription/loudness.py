"""How loud a sound is from moment to moment. Pure."""

import numpy as np
from numpy.typing import NDArray

from interview_simulator.media.sound import SPEECH_RATE_HZ, Sound

FRAMES_PER_S = 100
FRAME = SPEECH_RATE_HZ // FRAMES_PER_S


def loudness_bel(sound: Sound) -> NDArray[np.floating]:
    """Mean power of each 10 ms and the next, in bel of full scale, shape (frames,)."""
    power = (sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME).astype(np.float64) ** 2).mean(axis=1)
    following = np.append(power[1:], 0.0) if len(power) else power
    return np.asarray(np.log10((power + following) / 2 + 1e-10))
