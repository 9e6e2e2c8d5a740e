"""What in the sound lowers the trust in the other figures. Pure."""

from collections.abc import Iterable, Iterator

import numpy as np

from interview_simulator.domain.report import Warning
from interview_simulator.steps.text_metrics.engine import Sound
from interview_simulator.steps.text_metrics.silence import levels_db, without_gaps

CLIPPED = 0.99
CLIPPED_RATIO = 0.001
"""A thousandth of the samples at full scale is heard as distortion."""
QUIET_SPEECH_DB = -45.0
"""Level of the loud tenth of the frames; a voice at arm's length from a laptop gives -30 to -15 dBFS."""
LEAST_SIGNAL_TO_NOISE_DB = 15.0


TOUCHED = {
    "clipping": ("loudness", "pitch"),
    "too_quiet": ("words", "speech_rate_wpm", "fillers", "pauses", "pitch"),
    "other_language": ("words", "speech_rate_wpm", "articulation_rate_wpm", "fillers", "pauses"),
    "language_not_known": ("words", "speech_rate_wpm", "articulation_rate_wpm", "fillers"),
    "doubtful_words": ("words", "speech_rate_wpm", "articulation_rate_wpm", "fillers"),
    "background_noise": ("words", "speech_rate_wpm", "articulation_rate_wpm", "fillers", "pauses", "loudness"),
}
"""Warning -> figures of the speech section that it makes less certain. Clipping adds overtones and hides the level,
noise fills pauses, what is hardly heard is not written down, and what is heard in the wrong language was not said."""


def doubtful(warnings: Iterable[Warning]) -> tuple[str, ...]:
    """The figures that the warnings make less certain, in alphabetical order."""
    return tuple(sorted({figure for warning in warnings for figure in TOUCHED.get(warning.code, ())}))


def sound_warnings(sound: Sound) -> tuple[Warning, ...]:
    """Clipping, too quiet, and background noise (speech less than 15 dB above the floor)."""
    return tuple(_warnings(sound))


def _warnings(sound: Sound) -> Iterator[Warning]:
    levels = levels_db(sound)
    if levels.size == 0:
        return
    clipped = float(np.mean(np.abs(sound) >= CLIPPED))
    if clipped >= CLIPPED_RATIO:
        yield Warning(code="clipping", ratio=round(clipped, 4))
    loud, floor = np.percentile(without_gaps(levels), [90, 5])
    if loud < QUIET_SPEECH_DB:
        yield Warning(code="too_quiet")
    elif loud - floor < LEAST_SIGNAL_TO_NOISE_DB:
        yield Warning(code="background_noise")
