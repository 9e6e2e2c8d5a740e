"""Recordings whose times, tracks or pictures are odd: packets left out or moved, files joined, matrices changed."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from tests.support.making import LIVE, RATE_HZ, Film, Sound, record, still, tone

BARE = {**LIVE, "write_crc32": "0", "fflags": "bitexact"}
"""For Matroska: without checksums and random numbers, in which a search for an element could land."""
Place = Callable[[str, float], float | None]
"""For the kind of a packet ("video" or "audio") and its time: the time that it gets; None: it is left out."""


def live(out: Path, seconds: float = 4.0, sound: Sound | None = None, film: Film | None = None) -> Path:
    """A browser's recording: pictures that stand still, and a tone where no other sound is given."""
    heard = tone(seconds) if sound is None else sound
    return record(out, still(seconds) if film is None else film, heard, video="libvpx", audio="libopus", options=LIVE)


def placed(source: Path, out: Path, place: Place, options: dict[str, str] | None = None) -> Path:
    """A copy whose packets are at other times, in the order of the file."""
    with av.open(source) as given, av.open(out, "w", options=LIVE if options is None else options) as target:
        streams = {stream.index: target.add_stream_from_template(stream, opaque=True) for stream in given.streams}
        for packet in given.demux():
            if not packet.size:
                continue
            kind, tick_s = packet.stream.type, float(packet.time_base)
            time_s = place(kind, packet.pts * tick_s)
            if time_s is None:
                continue
            packet.stream = streams[packet.stream.index]
            packet.pts = packet.dts = round(time_s / tick_s)
            target.mux(packet)
    return out


def moved(source: Path, out: Path, place: Place, options: dict[str, str] | None = None) -> Path:
    """As `placed`, where pictures are stored in another order than they are shown."""
    with av.open(source) as given, av.open(out, "w", options=options or {}) as target:
        streams = {stream.index: target.add_stream_from_template(stream, opaque=True) for stream in given.streams}
        for packet in given.demux():
            time_s = place(packet.stream.type, float(packet.pts * packet.time_base)) if packet.size else None
            if time_s is None:
                continue
            by = round(time_s / packet.time_base) - packet.pts
            packet.pts, packet.dts = packet.pts + by, None if packet.dts is None else packet.dts + by
            packet.stream = streams[packet.stream.index]
            target.mux(packet)
    return out


def set_back(source: Path, out: Path, at_s: float, by_s: float) -> Path:
    """A copy of a live WebM whose clusters from `at_s` on say earlier times, which no muxer would write."""
    content, cluster, place = bytearray(source.read_bytes()), b"\x1f\x43\xb6\x75", 0
    while (place := content.find(cluster, place) + 4) > 3:
        time = content.index(b"\xe7", place)
        length = content[time + 1] & 0x7F
        ticks = int.from_bytes(content[time + 2 : time + 2 + length], "big")
        if ticks >= at_s * 1000:
            content[time + 2 : time + 2 + length] = (ticks - round(by_s * 1000)).to_bytes(length, "big")
    out.write_bytes(content)
    return out


def joined(out: Path, *parts: Path) -> Path:
    """The files one behind the other, byte by byte."""
    out.write_bytes(b"".join(part.read_bytes() for part in parts))
    return out


def with_sound_tracks(out: Path, film: Film, tracks: dict[str, Sound], layouts: dict[str, str] | None = None) -> Path:
    """Pictures, and several tracks of sound with their titles; a sound of shape (2, samples) is stereo."""
    with av.open(out, "w") as target:
        video = target.add_stream("libx264", rate=10)
        video.height, video.width = film[0][1].shape[:2]
        video.pix_fmt = "yuv420p"
        streams = []
        for title, sound in tracks.items():
            stream = target.add_stream("aac", rate=RATE_HZ, layout="stereo" if sound.ndim == 2 else "mono")
            stream.metadata["title"] = title
            streams.append((stream, sound))
        packets = []
        for number, (_, picture) in enumerate(film):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            packets += video.encode(frame)
        packets += video.encode(None)
        for stream, sound in streams:
            stream.codec_context.open()
            shaped = sound if sound.ndim == 2 else sound[None, :]
            frame = av.AudioFrame.from_ndarray(shaped.astype(np.float32), format="fltp", layout=stream.layout.name)
            frame.sample_rate, frame.pts, frame.time_base = RATE_HZ, 0, Fraction(1, RATE_HZ)
            resampler = av.AudioResampler("fltp", stream.layout.name, RATE_HZ, stream.codec_context.frame_size)
            for piece in [*resampler.resample(frame), *resampler.resample(None)]:
                packets += stream.encode(piece)
            packets += stream.encode(None)
        for packet in sorted(packets, key=lambda packet: packet.dts * packet.time_base):
            target.mux(packet)
    return out


def mp3_at(out: Path, rate_hz: int, layout: str, seconds: float, hz: float = 440.0) -> Path:
    """A tone as MP3 at any rate, mono or stereo, without a header of its own."""
    return _tone_at(out, "mp3", "libmp3lame", rate_hz, layout, seconds, hz)


def _tone_at(out: Path, form: str, codec: str, rate_hz: int, layout: str, seconds: float, hz: float) -> Path:
    options = {"write_xing": "0", "id3v2_version": "0"} if form == "mp3" else {}
    with av.open(out, "w", format=form, options=options) as target:
        stream = target.add_stream(codec, rate=rate_hz, layout=layout)
        stream.codec_context.open()
        wave = 0.5 * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate_hz)) / rate_hz)
        samples = np.repeat(wave.astype(np.float32)[None, :], 2 if layout == "stereo" else 1, axis=0)
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout=layout)
        frame.sample_rate, frame.pts, frame.time_base = rate_hz, 0, Fraction(1, rate_hz)
        resampler = av.AudioResampler(stream.codec_context.format, layout, rate_hz, stream.codec_context.frame_size)
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            target.mux(stream.encode(piece))
        target.mux(stream.encode(None))
    return out


def adts_at(out: Path, rate_hz: int, layout: str, seconds: float, hz: float = 440.0) -> Path:
    """A tone as AAC at any rate, mono or stereo, in frames of its own (ADTS)."""
    return _tone_at(out, "adts", "aac", rate_hz, layout, seconds, hz)


def music(seconds: float, bpm: float, drums: bool = False) -> Sound:
    """Chords that die away, or a drum and cymbals, so many a minute."""
    rng, beat_s = np.random.default_rng(5), 60 / bpm
    heard, times = np.zeros(round(seconds * RATE_HZ)), np.arange(round(beat_s * RATE_HZ)) / RATE_HZ
    for place in range(0, len(heard) - len(times), len(times)):
        chord = [np.sin(2 * np.pi * hz * times) for hz in rng.choice([110, 147, 220, 262, 330, 392, 440], 3)]
        struck = np.exp(-30 * times) * rng.normal(0, 1, len(times)) + np.exp(-15 * times) * np.sin(
            2 * np.pi * 60 * times
        )
        heard[place : place + len(times)] = 0.3 * struck if drums else 0.1 * np.exp(-8 * times) * sum(chord)
    return heard.astype(np.float32)


def with_matrix(source: Path, out: Path, matrix: tuple[int, int, int, int]) -> Path:
    """A copy of an MP4 whose display matrix has these four numbers (a, b, c, d), 1 or -1 or 0."""
    content = bytearray(source.read_bytes())
    place = content.index(b"tkhd") + 4 + 40
    a, b, c, d = (number * 0x10000 for number in matrix)
    for at, number in enumerate((a, b, 0, c, d, 0, 0, 0, 0x40000000)):
        content[place + 4 * at : place + 4 * at + 4] = number.to_bytes(4, "big", signed=True)
    out.write_bytes(content)
    return out


def shown_in(source: Path, out: Path, width: int, height: int) -> Path:
    """A copy of a Matroska file written with BARE, whose header says in which size its pictures are shown."""
    content, place = source.read_bytes(), 0
    lengths = []
    for mark in (b"\x16\x54\xae\x6b", b"\xae", b"\xe0"):  # Tracks, TrackEntry, Video
        place = content.index(mark, place or content.rindex(mark)) + len(mark)
        lengths.append((place, 9 - content[place].bit_length()))
        place += lengths[-1][1]
    added = bytes([0x54, 0xB0, 0x82, *width.to_bytes(2, "big"), 0x54, 0xBA, 0x82, *height.to_bytes(2, "big")])
    rest = content[place:].replace(b"\x54\xb2\x81\x04", b"\x54\xb2\x81\x00", 1)  # no longer an unknown unit
    content, more = content[:place] + added + rest, len(added)
    for place, length in reversed(lengths):
        size = int.from_bytes(content[place : place + length], "big") - (0x80 << (7 * (length - 1))) + more
        content = content[:place] + ((1 << 56) + size).to_bytes(8, "big") + content[place + length :]
        more += 8 - length
    out.write_bytes(content)
    return out


def laid_by(picture: NDArray[np.uint8], matrix: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    """The picture as ISO 14496-12 lays it: a pixel at (p, q) is shown at (a p + c q, b p + d q)."""
    a, b, c, d = matrix
    height, width = picture.shape[:2]
    corners = [(a * p + c * q, b * p + d * q) for p in (0, width - 1) for q in (0, height - 1)]
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    shown = np.zeros((max(y for _, y in corners) - top + 1, max(x for x, _ in corners) - left + 1, 3), np.uint8)
    for q in range(height):
        for p in range(width):
            shown[b * p + d * q - top, a * p + c * q - left] = picture[q, p]
    return shown
