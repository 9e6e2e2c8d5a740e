"""Sound cut in its silences, while it comes. Pure.

Where it is cut depends on the sound up to there alone, so that a recording that still arrives is cut like a whole one.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from interview_simulator.media.sound import SPEECH_RATE_HZ
from interview_simulator.steps.transcription.engine import Sound

LEAST_SHARE = 2 / 3
"""A piece has at least this share of the longest: each costs a recogniser about the same, however short it is."""
QUIET = round(0.4 * SPEECH_RATE_HZ)
"""Between two words lies less, between two sentences more."""


def pieces(blocks: Iterable[Sound], longest_s: float | None) -> Iterator[Sound]:
    """The sound of the blocks in pieces of at most `longest_s`, each but the last cut where it is quietest.

    None: all of it in one piece. However the sound is divided into blocks, the pieces are the same.
    """
    if longest_s is None:
        yield np.concatenate([np.zeros(0, np.float32), *blocks])
        return
    waiting, most = np.zeros(0, np.float32), round(longest_s * SPEECH_RATE_HZ)
    for block in blocks:
        waiting = np.concatenate([waiting, block]) if waiting.size else block
        while waiting.size > most:
            end = _quietest(waiting[:most])
            yield waiting[:end]
            waiting = waiting[end:]
    yield waiting


def _quietest(sound: Sound) -> int:
    """The middle of the stretch of QUIET with the least energy, the last of several, behind the least length."""
    least = int(LEAST_SHARE * len(sound))
    energy = np.cumsum(np.square(sound[least:], dtype=np.float64))
    stretches = energy[QUIET:] - energy[:-QUIET]
    return least + len(stretches) - 1 - int(np.argmin(stretches[::-1])) + QUIET // 2
