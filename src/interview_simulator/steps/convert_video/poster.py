"""A picture that stands for the recording."""

from pathlib import Path

import av

from interview_simulator.media.frames import frames, upright
from interview_simulator.media.jpeg import jpeg

LOOK_FOR_S = 1.0
"""The first second is passed over, where cameras still adjust; a shorter recording gives its last picture."""
WIDEST = 960


def representative_frame(recording: Path) -> av.VideoFrame | None:
    """The picture at about one second; None when the recording has none that can be decoded."""
    chosen: av.VideoFrame | None = None
    for time_s, frame in frames(recording, hz=4.0):
        chosen = frame
        if time_s >= LOOK_FOR_S:
            break
    return chosen


def write_jpeg(frame: av.VideoFrame, target: Path) -> None:
    """Write the picture as JPEG, upright."""
    target.write_bytes(jpeg(upright(frame), WIDEST))
