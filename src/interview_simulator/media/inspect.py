"""What is in a recording, read from its header."""

from pathlib import Path

import av
from av.container import InputContainer

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.report import Note
from interview_simulator.errors import BadRecordingError
from interview_simulator.media.growing import note_of
from interview_simulator.media.reading import DECODERS, MICROSECONDS, MOST_PIXELS, reading
from interview_simulator.media.upright import plausible
from interview_simulator.media.voices import speaking

NEARLY_SQUARE = 0.01
"""Pixels that are wider or narrower by less come of rounding, and nobody sees it."""
PICTURE_BRANDS = {"avif", "avis", "heic", "heix", "heim", "heis", "mif1", "msf1"}
"""Pictures of a phone lie in the container of MP4."""


class MediaFacts(Frozen):
    """Facts of a recording; None where there is no such stream or the header does not say."""

    container: str
    video_codec: str | None
    pixel_format: str | None
    width: int | None
    height: int | None
    has_square_pixels: bool
    audio_codec: str | None
    declared_duration_s: float | None
    """None in a browser's live recording."""


def inspect(path: Path) -> MediaFacts:
    """Read the header; raises BadRecordingError when there is nothing that could be analysed."""
    with reading(path, header_only=True) as header:
        _not_gigantic(video_stream(header))
    with reading(path) as container:
        if container.metadata.get("major_brand") in PICTURE_BRANDS:
            raise BadRecordingError("This is a picture, not a recording; send video or sound.")
        return _facts(container)


def video_stream(container: InputContainer) -> av.VideoStream | None:
    """The first stream of moving pictures that can be decoded; a cover picture is not one."""
    moving = (s for s in container.streams.video if not s.disposition & av.stream.Disposition.attached_pic)
    return next((stream for stream in moving if stream.codec_context is not None), None)


def audio_stream(container: InputContainer) -> av.AudioStream | None:
    """The stream of sound that can be decoded; of several the one that speaks."""
    tracks = [stream for stream in container.streams.audio if stream.codec_context is not None]
    if len(tracks) < 2:
        return tracks[0] if tracks else None
    path = Path(container.name)
    if note_of(path).exists():
        raise BadRecordingError("Which of its sound tracks speaks is known when the recording is whole; send the rest.")
    heard = speaking(path, tuple(stream.index for stream in tracks))
    return next(stream for stream in tracks if stream.index == heard)


def sound_track(container: InputContainer) -> Note | None:
    """Which of several sound tracks is heard; None where there is only one."""
    heard, tracks = audio_stream(container), list(container.streams.audio)
    if heard is None or len(tracks) < 2:
        return None
    number = [stream.index for stream in tracks].index(heard.index) + 1
    title = heard.metadata.get("title") or heard.metadata.get("HANDLER_NAME") or ""
    return Note(code="sound_track", track=f"{number}/{len(tracks)} {title}".strip())


def _facts(container: InputContainer) -> MediaFacts:
    video, audio = video_stream(container), audio_stream(container)
    if video is None and audio is None:
        raise BadRecordingError("The file holds neither video nor sound; record it again.")
    for stream in (video, audio):
        if stream is not None and stream.codec_context.name not in DECODERS:
            raise BadRecordingError(
                f"The recording is coded as {stream.codec_context.name}, which is not read; "
                "record or export it as H.264 with AAC, or as VP8 with Opus."
            )
    _not_gigantic(video)
    return MediaFacts(
        container=container.format.name,
        video_codec=video.codec_context.name if video else None,
        pixel_format=video.pix_fmt if video else None,
        width=video.width if video else None,
        height=video.height if video else None,
        has_square_pixels=video is None or abs(plausible(video.sample_aspect_ratio) - 1) < NEARLY_SQUARE,
        audio_codec=audio.codec_context.name if audio else None,
        declared_duration_s=container.duration / MICROSECONDS if container.duration else None,
    )


def _not_gigantic(video: av.VideoStream | None) -> None:
    if video is not None and video.width * video.height > MOST_PIXELS:
        raise BadRecordingError(
            f"The picture is said to be {video.width} x {video.height}, more than can be analysed; "
            "record it at 1280 x 720."
        )
