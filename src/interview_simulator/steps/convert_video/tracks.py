"""What happens to the packets of one stream on their way into the playable file.

A track takes each packet of its stream, at last an empty one, and yields the packets to write.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction

import av
from av.container import OutputContainer
from av.video.frame import PictureType

from interview_simulator.media.frames import upright

Track = Callable[[av.Packet], Iterator[av.Packet]]
CLOCK = Fraction(1, 90_000)
"""Fine enough for every frame rate, so that a variable one survives encoding."""
KEY_EVERY_S = 1.0
"""A player can seek to a key picture at once; by itself the encoder makes one in 250."""
OPUS_BIT_RATE, AAC_BIT_RATE = 64_000, 128_000
SOUND_RATE_HZ = 48_000


def copied(source: av.VideoStream | av.AudioStream, target: OutputContainer) -> Track:
    """Packets as they are, with times of decoding that only rise.

    Some recorders repeat one, and Matroska leaves them out where pictures are reordered; no container takes that.
    """
    output = target.add_stream_from_template(source)
    last_dts: int | None = None

    def track(packet: av.Packet) -> Iterator[av.Packet]:
        nonlocal last_dts
        if packet.size == 0:
            return
        packet.stream = output
        dts = packet.dts if last_dts is not None or packet.dts is not None else packet.pts
        if dts is None or (last_dts is not None and dts <= last_dts):
            dts = (last_dts or 0) + 1
        last_dts = dts
        packet.dts, packet.pts = dts, max(dts, packet.pts if packet.pts is not None else dts)
        yield packet

    return track


def encoded_video(source: av.VideoStream, target: OutputContainer, encoder: str, shown: av.VideoFrame) -> Track:
    """Pictures encoded anew, upright, each at its own time; `shown`, any one of them, tells their size when upright."""
    source.thread_type = "AUTO"
    output = target.add_stream(encoder, rate=30, options={"preset": "ultrafast", "crf": "23"})
    assert isinstance(output, av.VideoStream)
    size = _even(shown)
    output.width, output.height, output.pix_fmt = size.width, size.height, "yuv420p"
    output.codec_context.time_base = CLOCK
    key_due_s = 0.0

    def track(packet: av.Packet) -> Iterator[av.Packet]:
        nonlocal key_due_s
        for frame in source.decode(packet):
            picture, time_s = _even(frame), frame.time or 0.0
            picture.pts, picture.time_base = round(time_s / CLOCK), CLOCK
            picture.pict_type = PictureType.I if time_s >= key_due_s else PictureType.NONE
            key_due_s = time_s + KEY_EVERY_S if time_s >= key_due_s else key_due_s
            yield from output.encode(picture)
        if packet.size == 0:
            yield from output.encode(None)

    return track


def _even(frame: av.VideoFrame) -> av.VideoFrame:
    """The frame upright and 4:2:0, whose sides must be even."""
    if frame.rotation:
        frame = av.VideoFrame.from_ndarray(upright(frame), format="rgb24")
    return frame.reformat(frame.width // 2 * 2, frame.height // 2 * 2, "yuv420p")


def encoded_audio(source: av.AudioStream, target: OutputContainer, encoder: str) -> Track:
    """Sound encoded anew, stereo kept."""
    bit_rate = OPUS_BIT_RATE if encoder == "libopus" else AAC_BIT_RATE
    layout = "mono" if source.codec_context.channels == 1 else "stereo"
    output = target.add_stream(encoder, rate=SOUND_RATE_HZ, layout=layout, bit_rate=bit_rate)
    assert isinstance(output, av.AudioStream)
    output.codec_context.open()  # only then its frame size is known
    resampler = av.AudioResampler(output.codec_context.format, layout, SOUND_RATE_HZ, output.codec_context.frame_size)
    hear = _decoder(source)

    def track(packet: av.Packet) -> Iterator[av.Packet]:
        for frame in hear(packet):
            for piece in resampler.resample(frame):
                yield from output.encode(piece)
        if packet.size == 0:
            for piece in resampler.resample(None):
                yield from output.encode(piece)
            yield from output.encode(None)

    return track


def _decoder(source: av.AudioStream) -> Callable[[av.Packet], list[av.AudioFrame]]:
    """Gives the sound in a packet; a broken packet is silence.

    Plain WAV files do not name their channel layout, which a resampler needs, so it is given a name.
    """
    unnamed = source.layout.name.endswith("channels")
    name = av.AudioResampler(layout="mono" if source.channels == 1 else "stereo") if unnamed else None

    def hear(packet: av.Packet) -> list[av.AudioFrame]:
        try:
            heard = list(source.decode(packet))
        except av.error.FFmpegError:
            return []
        return [named for frame in heard for named in name.resample(frame)] if name else heard

    return hear
