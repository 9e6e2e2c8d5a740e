"""Whether somebody speaks in a sound, by its pitch (SwiftF0, ONNX)."""

from functools import cache
from typing import Any

import numpy as np

from interview_simulator.media.sound import SPEECH_RATE_HZ, Sound

LOWEST_HZ, HIGHEST_HZ = 65.0, 400.0
"""The range of speaking voices."""
VOICED = 0.5
"""Confidence from which SwiftF0 itself takes a frame for voiced."""


def voiced_share(sound: Sound) -> float:
    """Share of the frames of 16 ms that have the pitch of a voice; 0 of an empty sound."""
    if not sound.size:
        return 0.0
    stream = _detector().stream(fmin=LOWEST_HZ, fmax=HIGHEST_HZ)
    found = [stream.push(sound, SPEECH_RATE_HZ), stream.flush()]
    confidence = np.concatenate([one.confidence for one in found])
    return float(np.mean(confidence >= VOICED)) if confidence.size else 0.0


@cache
def _detector() -> Any:
    from swift_f0 import SwiftF0

    return SwiftF0()
