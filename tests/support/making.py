"""Recordings of every kind, made with PyAV: any codec, any times, turned, late, or with a lie in the header."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain
from pathlib import Path

import av
import numpy as np
from av.container import OutputContainer
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Sound = NDArray[np.float32]
Film = Sequence[tuple[float, Picture]]
"""Pictures and when they are shown, in seconds."""
RATE_HZ = 48_000
CLOCK = Fraction(1, 90_000)
LIVE = {"live": "1"}
"""For WebM: without duration and index, as a browser records."""


def record(
    out: Path,
    film: Film = (),
    sound: Sound | None = None,
    *,
    video: str = "libx264",
    audio: str = "aac",
    pix_fmt: str = "yuv420p",
    rotation: int = 0,
    sound_begins_s: float = 0.0,
    options: dict[str, str] | None = None,
) -> Path:
    """Write `film` and `sound` (mono, RATE_HZ); `rotation` turns the shown picture counter-clockwise, in degrees."""
    with av.open(out, "w", options=options or {}) as target:
        streams = []
        if film:
            streams.append(_pictures(target, film, video, pix_fmt, rotation))
        if sound is not None:
            streams.append(_sounds(target, sound, audio, sound_begins_s))
        for packet in sorted(chain(*streams), key=lambda packet: packet.dts * packet.time_base):
            target.mux(packet)
    return out


def _pictures(target: OutputContainer, film: Film, codec: str, pix_fmt: str, rotation: int) -> list[av.Packet]:
    stream = target.add_stream(codec, rate=30, options={"g": "10", "deadline": "realtime"})
    assert isinstance(stream, av.VideoStream)
    stream.height, stream.width = film[0][1].shape[:2]
    stream.pix_fmt = pix_fmt
    stream.codec_context.time_base = Fraction(1, 1000) if codec in ("libvpx", "mpeg4") else CLOCK
    if rotation:
        stream.set_display_rotation(rotation)
    packets: list[av.Packet] = []
    for time_s, picture in film:
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
        frame.time_base = stream.codec_context.time_base
        frame.pts = round(time_s / frame.time_base)
        packets += stream.encode(frame)
    return [*packets, *stream.encode(None)]


def _sounds(target: OutputContainer, sound: Sound, codec: str, begins_s: float) -> list[av.Packet]:
    stream = target.add_stream(codec, rate=RATE_HZ, layout="mono")
    assert isinstance(stream, av.AudioStream)
    stream.codec_context.open()
    frame = av.AudioFrame.from_ndarray(sound[None, :], format="fltp", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = RATE_HZ, round(begins_s * RATE_HZ), Fraction(1, RATE_HZ)
    sizes = stream.codec_context.frame_size or 1024
    pieces = av.AudioResampler(stream.codec_context.format, "mono", RATE_HZ, sizes)
    packets: list[av.Packet] = []
    for piece in [*pieces.resample(frame), *pieces.resample(None)]:
        packets += stream.encode(piece)
    return [*packets, *stream.encode(None)]


def film_of(clip: Path, seconds: float) -> list[tuple[float, Picture]]:
    """The first pictures of a real clip, 256 x 256."""
    with av.open(clip) as source:
        frames = source.decode(video=0)
        shown = ((float(frame.time), frame.reformat(256, 256, "rgb24").to_ndarray()) for frame in frames)
        return list(_until(shown, seconds))


def _until(film: Iterable[tuple[float, Picture]], seconds: float) -> Iterator[tuple[float, Picture]]:
    for time_s, picture in film:
        if time_s >= seconds:
            return
        yield time_s, picture


def sound_of(clip: Path, seconds: float) -> Sound:
    """The beginning of a real clip's sound."""
    with av.open(clip) as source:
        resampler = av.AudioResampler("fltp", "mono", RATE_HZ)
        frames = (piece for frame in source.decode(audio=0) for piece in resampler.resample(frame))
        heard = np.concatenate([frame.to_ndarray()[0] for frame in frames])
    return heard[: round(seconds * RATE_HZ)]


def tone(seconds: float, hz: float = 440.0) -> Sound:
    """A tone at half of full scale."""
    return (0.5 * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE_HZ)) / RATE_HZ)).astype(np.float32)


def quarters(width: int = 96, height: int = 64) -> Picture:
    """A picture whose four quarters differ in light: 250 at the top left, then clockwise 170, 90, 10."""
    picture = np.zeros((height, width, 3), np.uint8)
    x, y = width // 2, height // 2
    picture[:y, :x], picture[:y, x:], picture[y:, x:], picture[y:, :x] = 250, 170, 90, 10
    return picture


def lights(picture: Picture) -> list[int]:
    """The light of the four quarters, clockwise from the top left."""
    y, x = picture.shape[0] // 4, picture.shape[1] // 4
    return [int(picture[row, column].mean()) for row, column in ((y, x), (y, -x), (-y, -x), (-y, x))]


def still(seconds: float, hz: float = 10.0) -> list[tuple[float, Picture]]:
    """`quarters` for some time."""
    return [(count / hz, quarters()) for count in range(round(seconds * hz))]


def without_streams(out: Path) -> Path:
    """A Matroska file of good form that holds a letter."""
    with av.open(out, "w", format="matroska", options=LIVE) as target:
        target.add_attachment("letter.txt", "text/plain", b"Dear Sir or Madam")
        target.start_encoding()
    empty_cluster = b"\x1f\x43\xb6\x75\x83\xe7\x81\x00"
    out.write_bytes(out.read_bytes() + empty_cluster)
    return out


def with_size_in_header(source: Path, out: Path, width: int, height: int) -> Path:
    """A copy of a WebM whose header says another size of the picture; both sizes fit in two bytes."""
    content = source.read_bytes()
    place = content.index(b"\xb0\x82", content.index(b"\xe0"))  # PixelWidth in Video
    content = content[: place + 2] + width.to_bytes(2, "big") + content[place + 4 :]
    place = content.index(b"\xba\x82", place)  # PixelHeight
    out.write_bytes(content[: place + 2] + height.to_bytes(2, "big") + content[place + 4 :])
    return out
