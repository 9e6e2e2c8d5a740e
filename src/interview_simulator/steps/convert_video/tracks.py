"""What happens to the packets of one stream on their way into the playable file.

A track takes each packet of its stream, at last an empty one, and yields the packets to write.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction

import av
from av.container import OutputContainer
from av.video.frame import PictureType

from interview_simulator.media.continuous import ContinuousSound
from interview_simulator.media.packets import decoded
from interview_simulator.media.upright import Canvas, Shown, plausible


class SoundChangesError(Exception):
    """The sound changes its rate or its channels in the middle, which players do not follow in a copy."""


Track = Callable[[av.Packet], Iterator[av.Packet]]
CLOCK = Fraction(1, 90_000)
"""Fine enough for every frame rate, so that a variable one survives encoding."""
KEY_EVERY_S = 1.0
"""A player can seek to a key picture at once; by itself the encoder makes one in 250."""
OPUS_BIT_RATE, AAC_BIT_RATE = 64_000, 128_000
SOUND_RATE_HZ = 48_000
LONGEST_SIDE, MOST_PER_S = 1280, 30
"""What the page records."""
KNOWN_MATRICES = (1, 5, 6)
"""BT.709 and BT.601, in ITU-T H.273."""


def copied(source: av.VideoStream | av.AudioStream, target: OutputContainer) -> Track:
    """Packets as they are, with times of decoding that only rise.

    Some recorders repeat one, and Matroska leaves them out where pictures are reordered; no container takes that.
    Raises SoundChangesError where the sound changes its form.
    """
    output = target.add_stream_from_template(source, opaque=True)  # else an encoder is looked for
    if isinstance(source, av.VideoStream):
        output.codec_context.sample_aspect_ratio = plausible(source.sample_aspect_ratio)
    last_dts: int | None = None
    form: tuple[int, ...] | None = None

    def track(packet: av.Packet) -> Iterator[av.Packet]:
        nonlocal last_dts, form
        if packet.size == 0:
            return
        if source.type == "audio":
            before, form = form, form_told(source.codec_context.name, packet) or form
            if before not in (None, form):
                raise SoundChangesError
        packet.stream = output
        dts = packet.dts if last_dts is not None or packet.dts is not None else packet.pts
        if dts is None or (last_dts is not None and dts <= last_dts):
            dts = (last_dts or 0) + 1
        last_dts = dts
        packet.dts, packet.pts = dts, max(dts, packet.pts if packet.pts is not None else dts)
        yield packet

    return track


def form_told(codec: str, packet: av.Packet) -> tuple[int, ...] | None:
    """What the header of a packet says of the rate and the channels of its sound; None where it has no such header."""
    header = bytes(memoryview(packet)[:4])
    if len(header) < 4 or header[0] != 0xFF or header[1] < 0xE0:
        return None
    if codec.startswith("mp3"):
        return header[1] & 0x1E, header[2] & 0x0C, header[3] & 0xC0 == 0xC0
    return (header[2] & 0xFD, header[3] & 0xC0) if codec == "aac" else None


def encoded_video(source: av.VideoStream, target: OutputContainer, encoder: str, shown: Shown) -> Track:
    """Pictures encoded anew, as people see them, each at its own time; `shown`, any one of them, tells their shape.

    Those larger than LONGEST_SIDE are made smaller, and of more than MOST_PER_S some are left out: encoding half an
    hour of 4K at 60 pictures a second would take hours, and a face is seen as well without.
    """
    source.thread_type = "AUTO"
    canvas = Canvas(shown, LONGEST_SIDE)
    output = target.add_stream(encoder, rate=30, options={"preset": "ultrafast", "crf": "23"})
    assert isinstance(output, av.VideoStream)
    output.width, output.height, output.pix_fmt = canvas.width, canvas.height, "yuv420p"
    output.codec_context.time_base = CLOCK
    _say_colours(output.codec_context, canvas.with_picture(shown))
    key_due_s, count = 0.0, 0

    def track(packet: av.Packet) -> Iterator[av.Packet]:
        nonlocal key_due_s, count
        for frame in decoded(source, packet):
            time_s = frame.time or 0.0
            if count > time_s * MOST_PER_S + 1:
                continue
            count += 1
            picture = canvas.with_picture(Shown(frame, source.sample_aspect_ratio))
            picture.pts, picture.time_base = round(time_s / CLOCK), CLOCK
            picture.pict_type = PictureType.I if time_s >= key_due_s else PictureType.NONE
            key_due_s = time_s + KEY_EVERY_S if time_s >= key_due_s else key_due_s
            yield from output.encode(picture)
        if packet.size == 0:
            yield from output.encode(None)

    return track


def _say_colours(encoder: av.VideoCodecContext, picture: av.VideoFrame) -> None:
    """Without it players guess the colours by the size, which may have changed."""
    if picture.colorspace in KNOWN_MATRICES:
        encoder.colorspace, encoder.color_range = picture.colorspace, picture.color_range
        encoder.color_primaries, encoder.color_trc = picture.color_primaries, picture.color_trc


def encoded_audio(source: av.AudioStream, target: OutputContainer, encoder: str, end_s: Callable[[], float]) -> Track:
    """Sound encoded anew, stereo kept; gaps in it are silence. `end_s`: when the recording ends, asked at its end."""
    bit_rate = OPUS_BIT_RATE if encoder == "libopus" else AAC_BIT_RATE
    layout = "mono" if source.codec_context.channels == 1 else "stereo"
    output = target.add_stream(encoder, rate=SOUND_RATE_HZ, layout=layout, bit_rate=bit_rate)
    assert isinstance(output, av.AudioStream)
    output.codec_context.open()  # only then its frame size is known
    sound = ContinuousSound(output.codec_context.format.name, layout, SOUND_RATE_HZ)
    pieces = _Pieces(output.codec_context.frame_size)

    def track(packet: av.Packet) -> Iterator[av.Packet]:
        for frame in decoded(source, packet):
            for piece in pieces.cut(sound.add(frame)):
                yield from output.encode(piece)
        if packet.size == 0:
            for piece in (*pieces.cut(sound.end(end_s())), *pieces.rest()):
                yield from output.encode(piece)
            yield from output.encode(None)

    return track


class _Pieces:
    """Cuts sound of one form into frames of the length that an encoder wants, one behind the other."""

    def __init__(self, samples: int) -> None:
        self._waiting, self._samples = av.AudioFifo(), samples

    def cut(self, frames: Iterator[av.AudioFrame]) -> Iterator[av.AudioFrame]:
        """The pieces that are whole."""
        for frame in frames:
            self._waiting.write(frame)
            while (piece := self._waiting.read(self._samples)) is not None:
                yield piece

    def rest(self) -> Iterator[av.AudioFrame]:
        """What is left, shorter than a piece."""
        piece = self._waiting.read(0, partial=True)
        if piece is not None:
            yield piece
