"""A picture that stands for the recording."""

from pathlib import Path

from interview_simulator.media.frames import frames
from interview_simulator.media.jpeg import jpeg
from interview_simulator.media.upright import Shown, upright

LOOK_FOR_S = 1.0
"""The first second is passed over, where cameras still adjust; a shorter recording gives its last picture."""
WIDEST = 960


def representative_frame(recording: Path) -> Shown | None:
    """The picture at about one second; None when the recording has none that can be decoded."""
    chosen: Shown | None = None
    for time_s, shown in frames(recording, hz=4.0):
        chosen = shown
        if time_s >= LOOK_FOR_S:
            break
    return chosen


def write_jpeg(shown: Shown, target: Path) -> None:
    """Write the picture as JPEG, as people see it."""
    target.write_bytes(jpeg(upright(shown), WIDEST))
