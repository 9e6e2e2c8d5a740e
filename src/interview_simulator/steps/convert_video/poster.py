"""A picture that stands for the recording."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av

from interview_simulator.media.frames import frames, upright

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
    target.write_bytes(b"".join(_jpeg(frame)))


def _jpeg(frame: av.VideoFrame) -> Iterator[bytes]:
    picture = av.VideoFrame.from_ndarray(upright(frame), format="rgb24")
    scale = min(1.0, WIDEST / picture.width)
    picture = picture.reformat(round(picture.width * scale), round(picture.height * scale), "yuvj420p")
    encoder = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt = picture.width, picture.height, "yuvj420p"
    encoder.time_base = Fraction(1, 1)
    picture.pts = 0
    for packet in [*encoder.encode(picture), *encoder.encode(None)]:
        yield bytes(packet)
