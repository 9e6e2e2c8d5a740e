"""The laws of the plan, for any codec that FFmpeg may name."""

from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.media.inspect import MediaFacts
from interview_simulator.steps.convert_video.plan import plan_for

PLAYED = {
    "playable.webm": ({"vp8", "vp9", "av1", "libdav1d"}, {"opus", "libopus", "vorbis"}),
    "playable.mp4": ({"h264", "libx264"}, {"aac", "mp3", "mp3float", "opus", "libopus"}),
    "playable.m4a": (set[str](), {"aac", "mp3", "mp3float"}),
}
"""What every current browser plays, by file."""
VIDEO = st.sampled_from(["vp8", "vp9", "av1", "libdav1d", "h264", "hevc", "mpeg4", "mjpeg", "prores"]) | st.text()
AUDIO = st.sampled_from(["opus", "vorbis", "aac", "mp3", "mp3float", "pcm_s16le", "flac", "amrnb"]) | st.text()
PIXELS = st.none() | st.sampled_from(["yuv420p", "yuvj420p", "yuv444p", "yuv420p10le"])


def facts(video: str | None, audio: str | None, pixels: str | None, has_square_pixels: bool = True) -> MediaFacts:
    return MediaFacts(
        container="any",
        video_codec=video,
        pixel_format=pixels,
        width=640,
        height=480,
        has_square_pixels=has_square_pixels,
        audio_codec=audio,
        declared_duration_s=None,
    )


@given(st.none() | VIDEO, st.none() | AUDIO, PIXELS, st.booleans())
def test_what_is_written_can_be_played(
    video: str | None, audio: str | None, pixels: str | None, has_square_pixels: bool
) -> None:
    plan = plan_for(facts(video, audio, pixels, has_square_pixels))
    video_played, audio_played = PLAYED[plan.file_name]
    if video is not None:
        assert (plan.video_encoder or video) in video_played
    if audio is not None:
        assert (plan.audio_encoder or audio) in audio_played


@given(st.none() | VIDEO, st.none() | AUDIO, PIXELS)
def test_what_can_be_played_is_never_encoded_anew(video: str | None, audio: str | None, pixels: str | None) -> None:
    plan = plan_for(facts(video, audio, pixels))
    video_played, audio_played = PLAYED[plan.file_name]
    if video in video_played and (video != "h264" or pixels in ("yuv420p", "yuvj420p")):
        assert plan.video_encoder is None
    if audio in audio_played:
        assert plan.audio_encoder is None


@given(st.none() | VIDEO, st.none() | AUDIO, PIXELS)
def test_a_stream_that_is_not_there_is_not_encoded(video: str | None, audio: str | None, pixels: str | None) -> None:
    plan = plan_for(facts(video, audio, pixels))
    assert video is not None or plan.video_encoder is None
    assert audio is not None or video is None or plan.audio_encoder is None
    assert plan.re_encodes == (plan.video_encoder is not None or plan.audio_encoder is not None)
    assert plan.content_type.split("/")[0] == ("audio" if video is None else "video")
