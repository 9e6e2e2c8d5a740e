"""Pitch by SwiftF0 (ONNX), loudness by pyloudnorm (ITU-R BS.1770)."""

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interview_simulator.domain.report import Loudness, Pitch
from interview_simulator.media.sound import SPEECH_RATE_HZ
from interview_simulator.steps.text_metrics.engine import Sound

LOWEST_HZ, HIGHEST_HZ = 65.0, 400.0
"""The range of speaking voices, from a low bass to a high soprano's."""
VOICED_CONFIDENCE = 0.9
"""SwiftF0's own threshold is 0.5; a stricter one keeps out breath and consonants, and enough frames remain."""
LISTENED = 10 * SPEECH_RATE_HZ
"""Samples that the detector is given at a time: each time it hears the last half second once more."""
BLOCK_S = 0.4
"""Length of a measuring block of BS.1770."""
RANGE_S, RANGE_OVERLAP = 3.0, 0.97
"""Short-term blocks of EBU Tech 3342, about ten a second; a shorter sound has no loudness range."""
SILENT_LUFS, BELOW_MEAN_LU = -70.0, 20.0
"""Gates of EBU Tech 3342: blocks below them are left out."""


class Voice:
    """A voice analyser that runs on this machine."""

    name = "swift-f0, pyloudnorm"

    @cached_property
    def _detector(self) -> Any:
        from swift_f0 import SwiftF0

        return SwiftF0()

    def pitch(self, sound: Sound) -> Pitch | None:
        """Median of the voiced frames, and the standard deviation of 12 log2(f / median) in semitones."""
        listener = self.listener()
        listener.hear(sound)
        return listener.pitch()

    def listener(self) -> "PitchListener":
        """Begin to listen to one recording."""
        return PitchListener(self._detector.stream(fmin=LOWEST_HZ, fmax=HIGHEST_HZ))

    def loudness(self, sound: Sound) -> Loudness | None:
        """Integrated loudness in LUFS and loudness range in LU, both gated."""
        import pyloudnorm

        if sound.size < SPEECH_RATE_HZ * BLOCK_S:
            return None
        meter = pyloudnorm.Meter(SPEECH_RATE_HZ)
        integrated = float(meter.integrated_loudness(sound))
        if not np.isfinite(integrated):
            return None
        spread = _loudness_range_lu(sound) if sound.size >= SPEECH_RATE_HZ * RANGE_S else None
        return Loudness(integrated_lufs=round(integrated, 1), spread_lu=None if spread is None else round(spread, 1))


class PitchListener:
    """Gathers the pitch of the voiced frames, a stretch of LISTENED_S at a time, however the sound comes."""

    def __init__(self, stream: Any) -> None:
        self._stream, self._samples = stream, 0
        self._waiting = np.zeros(0, np.float32)
        self._voiced: list[NDArray[np.floating]] = []

    def hear(self, sound: Sound) -> None:
        """The next stretch of sound."""
        self._waiting = np.concatenate([self._waiting, sound])
        self._samples += len(sound)
        while self._waiting.size >= LISTENED:
            self._push(self._waiting[:LISTENED])
            self._waiting = self._waiting[LISTENED:]

    def pitch(self) -> Pitch | None:
        """Pitch of all that was heard; None when nothing is voiced or it is shorter than a measuring block."""
        if self._samples < SPEECH_RATE_HZ * BLOCK_S:
            return None
        if self._waiting.size:
            self._push(self._waiting)
        self._keep(self._stream.flush())
        return _pitch(np.concatenate(self._voiced))

    def _push(self, sound: Sound) -> None:
        self._keep(self._stream.push(sound, SPEECH_RATE_HZ))

    def _keep(self, found: Any) -> None:
        self._voiced.append(found.pitch_hz[found.confidence >= VOICED_CONFIDENCE])


def _pitch(voiced_hz: NDArray[np.floating]) -> Pitch | None:
    if voiced_hz.size == 0:
        return None
    median_hz = float(np.median(voiced_hz))
    semitones = 12 * np.log2(voiced_hz / median_hz)
    return Pitch(median_hz=round(median_hz, 1), spread_semitones=round(float(np.std(semitones)), 2))


def _loudness_range_lu(sound: Sound) -> float | None:
    """Between the 10th and 95th percentile of the gated short-term loudness (EBU Tech 3342); None without a block.

    pyloudnorm's own function adds 1.5 s of silence at the end, which in an answer of some seconds counts as spread.
    """
    import pyloudnorm

    meter = pyloudnorm.Meter(SPEECH_RATE_HZ, block_size=RANGE_S, overlap=RANGE_OVERLAP)
    meter.integrated_loudness(sound)
    blocks = np.asarray(meter.blockwise_loudness)
    blocks = blocks[blocks >= SILENT_LUFS]
    if blocks.size == 0:
        return None
    mean = 10 * np.log10(np.mean(10 ** (blocks / 10)))
    low, high = np.percentile(blocks[blocks >= mean - BELOW_MEAN_LU], [10, 95])
    return float(high - low)
