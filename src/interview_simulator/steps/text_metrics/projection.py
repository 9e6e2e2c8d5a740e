"""Whether the voice is carried to the end of a sentence. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from interview_simulator.domain.transcript import Word
from interview_simulator.steps.text_metrics.sentences import groups
from interview_simulator.steps.text_metrics.silence import FRAME_S, threshold_db

LAST_S = 0.5
"""The end of a sentence: two or three syllables."""
LEAST_S, LEAST_WORDS = 1.5, 4
"""Of a shorter sentence the end is most of it."""


def drop_at_ends_db(words: Sequence[Word], levels: NDArray[np.float64]) -> float | None:
    """How far the level falls at the end of a sentence, in dB: median over the sentences of L(whole) - L(last 0.5 s).

    `levels` are those of 10 ms frames in dBFS. L is the median level of the frames that sound; what is silent is no
    part of a sentence. Positive: quieter at the end. None without a sentence of at least 1.5 s and 4 words.
    """
    if not levels.size:
        return None
    floor = threshold_db(levels)
    spans = [(group[0].start_s, group[-1].end_s) for group in groups(words) if len(group) >= LEAST_WORDS]
    drops = [_drop_db(_sounding(levels, *span, floor)) for span in spans if span[1] - span[0] >= LEAST_S]
    known = [drop for drop in drops if drop is not None]
    return round(float(np.median(known)), 1) if known else None


def _sounding(levels: NDArray[np.float64], start_s: float, end_s: float, floor: float) -> NDArray[np.float64]:
    inside = levels[round(start_s / FRAME_S) : round(end_s / FRAME_S)]
    return inside[inside > floor]


def _drop_db(sounding: NDArray[np.float64]) -> float | None:
    last = round(LAST_S / FRAME_S)
    if len(sounding) < 2 * last:
        return None
    return float(np.median(sounding) - np.median(sounding[-last:]))
