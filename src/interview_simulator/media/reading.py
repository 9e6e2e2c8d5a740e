"""Open a recording; what FFmpeg says of a bad one becomes a sentence that the user can act on.

A recording comes from strangers, so it is opened with limits: what it promises must not cost memory or time, and it
must not lead to any other file.
"""

import math
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import av
from av.container import InputContainer

from interview_simulator.errors import BadRecordingError
from interview_simulator.full_disk import NO_ROOM
from interview_simulator.media.growing import GrowingFile, note_of
from interview_simulator.media.lacking import lack_of

MICROSECONDS = 1_000_000
MOST_PIXELS = 7680 * 4320
"""8K; what promises more is a mistake or an attack, and is not decoded."""
FORMATS = "matroska,webm,mov,mp4,wav,ogg,mp3,aac,flac,avi"
"""FFmpeg's names. Each holds its media itself; a playlist or an edit list would make the server read other files."""
PICTURES = ("vp8", "libvpx", "vp9", "libvpx-vp9", "av1", "libdav1d", "h264", "hevc", "mpeg4", "mjpeg", "h263")
SOUND = ("opus", "libopus", "vorbis", "aac", "aac_fixed", "mp3", "mp3float", "flac", "alac")
PHONES_SOUND = ("amrnb", "amrwb", "libopencore_amrnb", "libopencore_amrwb")
PLAIN_SOUND = tuple(
    f"pcm_{name}"
    for name in ["u8", "s16le", "s16be", "s24le", "s24be", "s32le", "s32be", "f32le", "f32be", "f64le", "alaw", "mulaw"]
)
DECODERS = frozenset((*PICTURES, *SOUND, *PHONES_SOUND, *PLAIN_SOUND))
"""FFmpeg's names for those that browsers, phones and cameras need; it has several hundred, most of them old and little
used, and each is code that a stranger's file could reach."""
UNREADABLE = (
    "The file cannot be read as video or sound; send the recording as WebM, MP4, MOV, MKV, M4A, WAV, OGG or MP3."
)
WAIT_AT_MOST_S = 20.0
"""For the header, and for each packet; what still arrives may let wait for it."""


@contextmanager
def reading(path: Path, *, header_only: bool = False) -> Iterator[InputContainer]:
    """The opened recording; raises BadRecordingError when it is missing, empty or no media.

    One that still arrives is read as it comes.
    `header_only`: what the header says, unchecked; otherwise the first pictures have corrected it.
    """
    if not path.is_file():
        raise BadRecordingError(f"There is no file {path.name}; check the path.")
    if path.stat().st_size == 0:
        raise BadRecordingError("The file is empty; record or export it again.")
    try:
        with _source(path) as source, _opened(source, header_only) as container:
            yield container
    except av.error.FFmpegError as error:
        if error.errno in NO_ROOM:  # what is made of the recording, inside the `with`, could not be written
            raise
        raise BadRecordingError(lack_of(path) or UNREADABLE) from error


@contextmanager
def _source(path: Path) -> Iterator[Path | GrowingFile]:
    if not note_of(path).exists():
        yield path
        return
    with closing(GrowingFile(path)) as growing:
        yield growing


def _opened(source: Path | GrowingFile, header_only: bool) -> InputContainer:
    decoding = {"max_pixels": str(MOST_PIXELS)}
    allowed = ",".join(sorted(DECODERS))
    options = {"format_whitelist": FORMATS, **decoding, "codec_whitelist": "none" if header_only else allowed}
    wait_s = WAIT_AT_MOST_S if isinstance(source, Path) else None
    container: InputContainer = av.open(source, "r", options=options, timeout=wait_s, metadata_errors="replace")
    for stream in (*container.streams.video, *container.streams.audio):
        if stream.codec_context is not None:  # None: no decoder knows it
            stream.codec_context.options = {**decoding, "codec_whitelist": allowed}
    return container


def start_s(container: InputContainer) -> float:
    """The moment that counts as the beginning of the recording, on its own clock.

    Before zero lies only what a decoder of sound needs to warm up and throws away.
    """
    return max(0, container.start_time or 0) / MICROSECONDS


def not_longer(duration_s: float | None, most_s: float) -> None:
    """Raise BadRecordingError when the recording is longer than is analysed; None: it is not known yet.

    The duration may be that of what was read so far.
    """
    if duration_s is not None and duration_s > most_s:
        raise BadRecordingError(
            f"The recording lasts {_minutes(duration_s)} minutes or more; at most {_minutes(most_s)} are analysed. "
            "Send a shorter one."
        )


def _minutes(seconds: float) -> str:
    """Minutes and seconds, m:ss, rounded up."""
    return f"{math.ceil(seconds) // 60}:{math.ceil(seconds) % 60:02}"
