"""What browsers, phones and cameras send is decoded in the jail; other codecs are refused in one sentence."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.making import record, still, tone

from interview_simulator.compose_engines import PRELOADED
from interview_simulator.decoding.limits import Limits
from interview_simulator.decoding.sandbox import Sandbox
from interview_simulator.errors import BadRecordingError
from interview_simulator.media.check import check_recording
from interview_simulator.media.frames import sampled_frames
from interview_simulator.media.sound import speech

READ = [
    ("a.webm", "libvpx", "libopus"),
    ("a.webm", "libvpx-vp9", "libopus"),
    ("a.mp4", "libx264", "aac"),
    ("a.mov", "libx265", "alac"),
    ("a.mkv", "mpeg4", "flac"),
    ("a.avi", "mjpeg", "libmp3lame"),
    ("a.mp4", "libsvtav1", "aac"),
    ("a.wav", None, "pcm_s16le"),
    ("a.wav", None, "pcm_s24le"),
    ("a.mp3", None, "libmp3lame"),
    ("a.ogg", None, "libopus"),
    ("a.flac", None, "flac"),
]
REFUSED = [
    ("a.mkv", "ffv1", "aac", "ffv1"),
    ("a.avi", "huffyuv", "pcm_s16le", "huffyuv"),
    ("a.avi", "msmpeg4", "libmp3lame", "msmpeg4"),
    ("a.mov", "prores", "aac", "prores"),
    ("a.mkv", "libx264", "ac3", "ac3"),
    ("a.mkv", "libx264", "wavpack", "wavpack"),
    ("a.mkv", None, "eac3", "eac3"),
]

COLOURS = {"mjpeg": "yuvj420p", "huffyuv": "yuv422p", "prores": "yuv422p10le"}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    made = Sandbox(Limits(1_000_000_000, 60, 60.0), PRELOADED)
    yield made
    made.close()


def made(path: Path, video: str | None, audio: str) -> Path:
    if video is None:
        return record(path, sound=tone(1.0), audio=audio)
    colours = COLOURS.get(video, "yuv420p")
    return record(path, still(1.0), tone(1.0), video=video, audio=audio, pix_fmt=colours)


@pytest.mark.parametrize(("name", "video", "audio"), READ)
def test_what_devices_send_is_decoded_in_the_jail(
    sandbox: Sandbox, tmp_path: Path, name: str, video: str | None, audio: str
) -> None:
    path = made(tmp_path / name, video, audio)
    assert sandbox.call(check_recording, path, 60.0).audio_codec
    assert len(list(sandbox.each(sampled_frames, path, 2.0))) >= (1 if video else 0)
    assert len(speech(path, sandbox)) > 8_000


@pytest.mark.parametrize(("name", "video", "audio", "called"), REFUSED)
def test_what_no_device_sends_is_refused(
    sandbox: Sandbox, tmp_path: Path, name: str, video: str | None, audio: str, called: str
) -> None:
    path = made(tmp_path / name, video, audio)
    with pytest.raises(
        BadRecordingError, match=f"coded as {called}.*, which is not read; record or export it as H.264"
    ):
        sandbox.call(check_recording, path, 60.0)
