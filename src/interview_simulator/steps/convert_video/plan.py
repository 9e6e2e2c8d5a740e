"""Which container, and which streams may be copied as they are. Pure."""

from interview_simulator.domain.frozen import Frozen
from interview_simulator.media.inspect import MediaFacts

WEBM_VIDEO = {"vp8", "vp9", "av1", "libdav1d"}
WEBM_AUDIO = {"opus", "libopus", "vorbis"}
MP4_VIDEO = {"h264"}
MP4_AUDIO = {"aac", "mp3", "mp3float", "opus", "libopus"}
"""Opus in MP4 plays in Chromium, Firefox and Safari 17."""
EIGHT_BIT_420 = {"yuv420p", "yuvj420p"}
"""Browsers decode H.264 in these only."""


class Plan(Frozen):
    """What to write. A codec is None where the stream is copied or there is none."""

    format: str
    """FFmpeg's name of the container."""
    file_name: str
    content_type: str
    video_encoder: str | None = None
    audio_encoder: str | None = None

    @property
    def re_encodes(self) -> bool:
        """Whether any stream is decoded and encoded anew."""
        return bool(self.video_encoder or self.audio_encoder)


def plan_for(facts: MediaFacts) -> Plan:
    """Copy what every current browser plays, encode the rest: VP8, VP9, AV1 go to WebM, all else to MP4.

    In WebM the shape of a pixel stands beside the pictures, where a copy loses it; in MP4 it is kept.
    """
    if facts.video_codec is None:
        return _sound_only(facts.audio_codec or "")
    if facts.video_codec in WEBM_VIDEO and facts.has_square_pixels:
        return Plan(
            format="webm",
            file_name="playable.webm",
            content_type="video/webm",
            audio_encoder=_unless(facts.audio_codec, WEBM_AUDIO, "libopus"),
        )
    copied = facts.video_codec in MP4_VIDEO and facts.pixel_format in EIGHT_BIT_420
    return Plan(
        format="mp4",
        file_name="playable.mp4",
        content_type="video/mp4",
        video_encoder=None if copied else "libx264",
        audio_encoder=_unless(facts.audio_codec, MP4_AUDIO, "aac"),
    )


def with_sound_encoded(plan: Plan) -> Plan:
    """The plan for a recording whose sound cannot be copied after all."""
    return plan.model_copy(update={"audio_encoder": "libopus" if plan.format == "webm" else "aac"})


def _sound_only(codec: str) -> Plan:
    if codec in WEBM_AUDIO:
        return Plan(format="webm", file_name="playable.webm", content_type="audio/webm")
    encoder = _unless(codec, MP4_AUDIO, "aac")
    return Plan(format="mp4", file_name="playable.m4a", content_type="audio/mp4", audio_encoder=encoder)


def _unless(codec: str | None, allowed: set[str], encoder: str) -> str | None:
    return None if codec is None or codec in allowed else encoder
