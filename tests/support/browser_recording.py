"""What a browser's MediaRecorder sends: WebM with VP8 and Opus, written live, without duration and index."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from io import RawIOBase
from itertools import chain, repeat
from pathlib import Path

import av
from av.container import OutputContainer

FPS, RATE_HZ = 30, 48_000
BIT_RATE = 2_500_000
FASTEST = {"deadline": "realtime", "cpu-used": "8"}


class Pipe(RawIOBase):
    """A file in which nothing can be written again, as in a socket."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def write(self, data: object) -> int:
        return self._file.write(data)  # type: ignore[arg-type]

    def close(self) -> None:
        self._file.close()
        super().close()


def record(
    out: Path,
    clips: Sequence[Path],
    size: tuple[int, int] = (1280, 720),
    seconds: float | None = None,
    audio: Path | None = None,
) -> Path:
    """Record the clips one after the other, scaled to `size` (width, height).

    With `seconds`, they are played again and again until then. `audio` replaces their sound and is repeated likewise.
    """
    with av.open(Pipe(out), "w", format="webm", options={"live": "1"}) as target:
        video = target.add_stream("libvpx", rate=FPS, options=FASTEST)
        video.width, video.height, video.pix_fmt, video.bit_rate = *size, "yuv420p", BIT_RATE
        voice = target.add_stream("libopus", rate=RATE_HZ)
        shown = chain.from_iterable(_pictures(clip, size) for clip in _again(clips, seconds is not None))
        heard = chain.from_iterable(
            map(_sounds, _again([audio], True) if audio else _again(clips, seconds is not None))
        )
        _play(target, video, voice, shown, heard, seconds)
    return out


def _again(clips: Sequence[Path], forever: bool) -> Iterator[Path]:
    return chain.from_iterable(repeat(clips)) if forever else iter(clips)


def _pictures(clip: Path, size: tuple[int, int]) -> Iterator[av.VideoFrame]:
    """The pictures of a clip at FPS."""
    with av.open(clip) as source:
        due, start = Fraction(0), None
        for frame in source.decode(video=0):
            now = frame.pts * frame.time_base
            start = now if start is None else start
            picture = frame.reformat(*size, format="yuv420p")
            while now - start >= due:
                yield picture
                due += Fraction(1, FPS)


def _sounds(clip: Path) -> Iterator[av.AudioFrame]:
    """The sound of a clip, mono at RATE_HZ."""
    with av.open(clip) as source:
        resampler = av.AudioResampler("s16", "mono", RATE_HZ)
        for frame in source.decode(audio=0):
            frame.pts = None
            yield from resampler.resample(frame)


def _play(
    target: OutputContainer,
    video: av.VideoStream,
    voice: av.AudioStream,
    shown: Iterable[av.VideoFrame],
    heard: Iterator[av.AudioFrame],
    seconds: float | None,
) -> None:
    """After each picture comes the sound of its time, as it does from a camera and a microphone."""
    samples = 0
    for count, picture in enumerate(shown):
        if seconds is not None and count >= seconds * FPS:
            break
        picture.pts, picture.time_base = count, Fraction(1, FPS)
        target.mux(video.encode(picture))
        while samples * FPS < (count + 1) * RATE_HZ and (frame := next(heard, None)) is not None:
            frame.pts, frame.time_base = samples, Fraction(1, RATE_HZ)
            samples += frame.samples
            target.mux(voice.encode(frame))
    for stream in (video, voice):
        target.mux(stream.encode(None))
