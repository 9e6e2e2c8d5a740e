"""Pitch by SwiftF0 (ONNX), loudness by pyloudnorm (ITU-R BS.1770)."""

from functools import cached_property
from typing import Any

import numpy as np

from interview_simulator.domain.report import Loudness, Pitch
from interview_simulator.media.sound import SPEECH_RATE_HZ
from interview_simulator.steps.text_metrics.engine import Sound

LOWEST_HZ, HIGHEST_HZ = 65.0, 400.0
"""The range of speaking voices, from a low bass to a high soprano's."""
VOICED_CONFIDENCE = 0.9
"""SwiftF0's own threshold is 0.5; a stricter one keeps out breath and consonants, and enough frames remain."""
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
        if sound.size < SPEECH_RATE_HZ * BLOCK_S:
            return None
        found = self._detector.detect(sound, SPEECH_RATE_HZ, fmin=LOWEST_HZ, fmax=HIGHEST_HZ)
        voiced = found.pitch_hz[found.confidence >= VOICED_CONFIDENCE]
        if voiced.size == 0:
            return None
        median_hz = float(np.median(voiced))
        semitones = 12 * np.log2(voiced / median_hz)
        return Pitch(median_hz=round(median_hz, 1), spread_semitones=round(float(np.std(semitones)), 2))

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
