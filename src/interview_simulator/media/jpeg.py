"""A picture as JPEG, small enough for a page or a service."""

from collections.abc import Iterator
from fractions import Fraction

import av

from interview_simulator.media.upright import Picture


def jpeg(picture: Picture, widest: int) -> bytes:
    """The picture as JPEG, at most `widest` pixels wide."""
    return b"".join(_packets(picture, widest))


def _packets(picture: Picture, widest: int) -> Iterator[bytes]:
    frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
    scale = min(1.0, widest / frame.width)
    frame = frame.reformat(round(frame.width * scale), round(frame.height * scale), "yuvj420p", threads=1)
    encoder = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt = frame.width, frame.height, "yuvj420p"
    encoder.time_base = Fraction(1, 1)
    frame.pts = 0
    for packet in [*encoder.encode(frame), *encoder.encode(None)]:
        yield bytes(packet)
