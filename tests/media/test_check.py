"""What is refused before anything else is done with it, and what is not."""

import struct
from pathlib import Path

import av
import pytest
from tests.support.making import LIVE, quarters, record, still, tone, with_size_in_header, without_streams

from interview_simulator.errors import BadRecordingError
from interview_simulator.media.check import check_recording
from interview_simulator.media.frames import sampled_frames
from interview_simulator.media.reading import MOST_PIXELS

MOST_S = 60.0


def refused(path: Path, why: str) -> None:
    with pytest.raises(BadRecordingError, match=why):
        check_recording(path, MOST_S)


def live(path: Path, seconds: float = 2.0) -> Path:
    return record(path, still(seconds), tone(seconds), video="libvpx", audio="libopus", options=LIVE)


@pytest.mark.parametrize(
    ("name", "video", "audio"),
    [
        ("a.webm", "libvpx", "libopus"),
        ("a.mp4", "libx264", "aac"),
        ("a.mov", "libx264", "aac"),
        ("a.mkv", "mpeg4", "aac"),
    ],
)
def test_a_good_recording_is_let_through_with_its_facts(tmp_path: Path, name: str, video: str, audio: str) -> None:
    facts = check_recording(record(tmp_path / name, still(1.0), tone(1.0), video=video, audio=audio), MOST_S)
    assert (facts.width, facts.height) == (96, 64)
    assert facts.declared_duration_s == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize(
    ("name", "codec"), [("a.wav", "pcm_s16le"), ("a.ogg", "libopus"), ("a.m4a", "aac"), ("a.mp3", "libmp3lame")]
)
def test_good_sound_is_let_through(tmp_path: Path, name: str, codec: str) -> None:
    facts = check_recording(record(tmp_path / name, sound=tone(1.0), audio=codec), MOST_S)
    assert facts.video_codec is None and facts.audio_codec is not None


def test_a_live_recording_is_let_through_though_it_tells_no_duration(tmp_path: Path) -> None:
    assert check_recording(live(tmp_path / "live.webm"), MOST_S).declared_duration_s is None


def test_the_name_does_not_matter(tmp_path: Path) -> None:
    assert check_recording(record(tmp_path / "a.mp4", still(1.0)).rename(tmp_path / "b"), MOST_S).video_codec == "h264"


def test_what_is_missing_or_empty_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "none.webm", r"no file none\.webm")
    (tmp_path / "empty.webm").touch()
    refused(tmp_path / "empty.webm", "is empty")


@pytest.mark.parametrize("text", ["no video at all\n" * 50, "<html></html>", "\0" * 5000, "{}"])
def test_text_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "text.webm").write_text(text)
    refused(tmp_path / "text.webm", "cannot be read as video or sound")


def test_a_script_that_names_another_file_is_not_followed(tmp_path: Path) -> None:
    record(tmp_path / "secret.webm", still(1.0), video="libvpx")
    script = tmp_path / "script.webm"
    script.write_text("ffconcat version 1.0\nfile secret.webm\n")
    with av.open(script) as followed:
        assert followed.format.name == "concat"  # FFmpeg by itself would
    refused(script, "cannot be read")


@pytest.mark.parametrize(("name", "codec"), [("a.png", "png"), ("a.jpg", "mjpeg"), ("a.gif", "gif"), ("a.bmp", "bmp")])
def test_a_picture_is_refused(tmp_path: Path, name: str, codec: str) -> None:
    pix_fmt = {"png": "rgb24", "mjpeg": "yuvj420p", "gif": "rgb8", "bmp": "bgr24"}[codec]
    refused(record(tmp_path / name, still(0.1), video=codec, pix_fmt=pix_fmt), "cannot be read")
    refused((tmp_path / name).rename(tmp_path / "a.webm"), "cannot be read")


def test_a_phones_picture_is_refused_though_it_comes_in_mp4s_container(tmp_path: Path) -> None:
    picture = record(tmp_path / "a.mp4", still(0.1))
    content = bytearray(picture.read_bytes())
    brand = content.index(b"ftyp") + 4
    content[brand : brand + 4] = b"heic"
    picture.write_bytes(content)
    refused(picture, "is a picture")


def test_a_file_without_streams_is_refused(tmp_path: Path) -> None:
    refused(without_streams(tmp_path / "bare.mkv"), "neither video nor sound")


def test_a_header_of_sound_with_nothing_behind_it_is_refused(tmp_path: Path) -> None:
    wave = bytearray(record(tmp_path / "a.wav", sound=tone(0.5), audio="pcm_s16le").read_bytes())
    (tmp_path / "a.wav").write_bytes(wave[:44])
    refused(tmp_path / "a.wav", "Not one picture or sound|cannot be read")


def test_a_header_with_nothing_behind_it_is_refused(tmp_path: Path) -> None:
    whole = live(tmp_path / "whole.webm").read_bytes()
    cut = tmp_path / "cut.webm"
    cut.write_bytes(whole[: whole.index(b"\x1f\x43\xb6\x75") + 4])  # up to the first Cluster
    refused(cut, "Not one picture or sound")


def test_the_first_half_of_a_recording_is_let_through(tmp_path: Path) -> None:
    whole = live(tmp_path / "whole.webm").read_bytes()
    (tmp_path / "half.webm").write_bytes(whole[: len(whole) // 2])
    check_recording(tmp_path / "half.webm", MOST_S)


def test_an_mp4_without_its_end_is_refused(tmp_path: Path) -> None:
    whole = record(tmp_path / "whole.mp4", still(2.0), tone(2.0)).read_bytes()
    (tmp_path / "half.mp4").write_bytes(whole[: len(whole) // 2])
    refused(tmp_path / "half.mp4", "cannot be read")


def test_a_header_that_promises_a_gigantic_picture_is_refused(tmp_path: Path) -> None:
    small = record(tmp_path / "small.webm", [(0.0, quarters(640, 480))], video="libvpx")
    refused(with_size_in_header(small, tmp_path / "bomb.webm", 60_000, 60_000), "60000 x 60000")


def peak_from_here_kb() -> int:
    """What the process holds, from where its peak begins anew."""
    Path("/proc/self/clear_refs").write_text("5")
    return peak_kb()


def peak_kb() -> int:
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1])


def test_a_gigantic_picture_behind_a_small_promise_is_not_decoded(tmp_path: Path) -> None:
    width, height = 8192, MOST_PIXELS // 8192 + 100
    big = [(0.0, quarters(width, height))]
    small = with_size_in_header(record(tmp_path / "big.webm", big, video="libvpx"), tmp_path / "liar.webm", 640, 480)
    before_kb = peak_from_here_kb()
    refused(small, "Not one picture or sound")
    assert list(sampled_frames(small, hz=1.0)) == []
    assert peak_kb() - before_kb < 20_000


@pytest.mark.parametrize("options", [{}, LIVE], ids=["told", "not told"])
def test_a_recording_longer_than_allowed_is_refused_whether_or_not_it_tells(
    tmp_path: Path, options: dict[str, str]
) -> None:
    film = [(float(second), quarters()) for second in range(70)]
    refused(
        record(tmp_path / "long.webm", film, video="libvpx", options=options),
        r"lasts 1:\d\d minutes or more; at most 1:00 are",
    )
    assert check_recording(tmp_path / "long.webm", 80.0).width == 96


def test_a_duration_in_the_header_counts_no_more_than_what_is_there(tmp_path: Path) -> None:
    recording = record(tmp_path / "a.webm", still(1.0), video="libvpx")
    content = bytearray(recording.read_bytes())
    place = content.index(b"\x44\x89\x88") + 3
    content[place : place + 8] = struct.pack(">d", 1e12)
    recording.write_bytes(content)
    assert check_recording(recording, MOST_S).width == 96
