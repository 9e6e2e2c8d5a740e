"""Real files of every kind through the step: what plays afterwards, and that nothing was lost on the way."""

import wave
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.support.making import LIVE, RATE_HZ, film_of, lights, quarters, record, sound_of, still, tone

from interview_simulator.domain.results import ConvertedVideo
from interview_simulator.errors import BadRecordingError
from interview_simulator.media.frames import sampled_frames
from interview_simulator.media.sound import SPEECH_RATE_HZ, speech
from interview_simulator.steps.convert_video.step import convert_video

Packets = list[tuple[float, bytes]]
LONG_S = 3.0


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def converted(recording: Path, out: Path) -> ConvertedVideo:
    return convert_video(recording, out, max_duration_s=60)


def packets(path: Path, kind: str) -> Packets:
    """The packets of one stream with their times from the file's beginning."""
    with av.open(path) as container:
        begin_s = (container.start_time or 0) / 1e6
        found = [packet for packet in container.demux() if packet.size and packet.stream.type == kind]
        return [(float(packet.pts * packet.time_base) - begin_s, bytes(packet)) for packet in found]


def same_packets(before: Packets, after: Packets) -> None:
    assert before and [content for _, content in after] == [content for _, content in before]
    assert [time_s for time_s, _ in after] == pytest.approx([time_s for time_s, _ in before], abs=0.0015)


def plays_and_seeks(made: ConvertedVideo, seconds: float) -> None:
    with av.open(made.playable) as container:
        assert container.duration is not None
        assert container.duration / 1e6 == pytest.approx(seconds, abs=0.1)
        assert made.duration_s == pytest.approx(seconds, abs=0.1)
        container.seek(container.duration // 2)
        landed = next(container.decode(video=0 if made.video_codec else (), audio=() if made.video_codec else 0))
        assert landed.time is not None and abs(landed.time - seconds / 2) <= 1.0


def loud_from_s(sound: NDArray[np.float32]) -> float:
    """When the first sound is heard."""
    return float(np.argmax(np.abs(sound) > 0.1)) / SPEECH_RATE_HZ


def test_a_browsers_recording_is_copied_packet_for_packet_and_can_be_searched(talk: Path, out: Path) -> None:
    made = converted(talk, out)
    assert (made.playable.name, made.content_type, made.re_encoded) == ("playable.webm", "video/webm", False)
    assert (made.video_codec, made.audio_codec, made.width, made.height) == ("vp8", "opus", 1280, 720)
    for kind in ("video", "audio"):
        same_packets(packets(talk, kind), packets(made.playable, kind))
    plays_and_seeks(made, 16.0)


@pytest.mark.parametrize("ending", ["mp4", "mov", "mkv"])
def test_h264_with_aac_is_copied_out_of_any_container(clips: Path, tmp_path: Path, out: Path, ending: str) -> None:
    clip = clips / "talk_collins.mp4"
    recording = record(tmp_path / f"phone.{ending}", film_of(clip, LONG_S), sound_of(clip, LONG_S))
    made = converted(recording, out)
    assert (made.playable.name, made.content_type, made.re_encoded) == ("playable.mp4", "video/mp4", False)
    assert (made.video_codec, made.audio_codec, made.width, made.height) == ("h264", "aac", 256, 256)
    for kind in ("video", "audio"):
        same_packets(packets(recording, kind), packets(made.playable, kind))
    plays_and_seeks(made, LONG_S)


@pytest.mark.parametrize(
    ("name", "codec", "playable", "re_encoded"),
    [
        ("voice.wav", "pcm_s16le", "playable.m4a", True),
        ("voice.ogg", "libopus", "playable.webm", False),
        ("voice.m4a", "aac", "playable.m4a", False),
        ("voice.mp3", "libmp3lame", "playable.m4a", False),
    ],
)
def test_sound_alone_is_made_playable(
    clips: Path, tmp_path: Path, out: Path, name: str, codec: str, playable: str, re_encoded: bool
) -> None:
    sound = sound_of(clips / "talk_collins.mp4", LONG_S)
    made = converted(record(tmp_path / name, sound=sound, audio=codec), out)
    assert (made.playable.name, made.re_encoded) == (playable, re_encoded)
    assert made.content_type.startswith("audio/")
    assert (made.video_codec, made.poster, made.width, made.height) == (None, None, None, None)
    assert {path.name for path in out.iterdir()} == {playable}
    plays_and_seeks(made, LONG_S)
    heard = speech(made.playable)
    assert len(heard) == pytest.approx(LONG_S * SPEECH_RATE_HZ, abs=0.1 * SPEECH_RATE_HZ)
    assert np.abs(heard).mean() == pytest.approx(np.abs(sound).mean(), rel=0.2)


@pytest.mark.parametrize("ending", ["mp4", "webm"])
def test_av1_is_copied(clips: Path, tmp_path: Path, out: Path, ending: str) -> None:
    """There is no encoder of the decoder's name."""
    film, audio = film_of(clips / "talk_collins.mp4", 2.0), "aac" if ending == "mp4" else "libopus"
    recording = record(tmp_path / f"in.{ending}", film, tone(2.0), video="libsvtav1", audio=audio)
    made = converted(recording, out)
    assert made.playable.name == "playable.webm"
    same_packets(packets(recording, "video"), packets(made.playable, "video"))
    plays_and_seeks(made, 2.0)


def test_pictures_without_sound_are_copied(clips: Path, tmp_path: Path, out: Path) -> None:
    film = film_of(clips / "talk_collins.mp4", LONG_S)
    made = converted(record(tmp_path / "silent.webm", film, video="libvpx", options=LIVE), out)
    assert (made.audio_codec, made.re_encoded) == (None, False)
    assert {path.name for path in out.iterdir()} == {"playable.webm", "poster.jpg"}
    plays_and_seeks(made, LONG_S)


@pytest.mark.parametrize("codec", ["libx264", "mpeg4"], ids=["copied", "encoded anew"])
@pytest.mark.parametrize("rotation", [90, 180, -90])
def test_a_turned_recording_is_upright_in_all_that_is_made_of_it(
    tmp_path: Path, out: Path, rotation: int, codec: str
) -> None:
    film = [(count / 10, quarters()) for count in range(15)]
    recording = record(tmp_path / "phone.mp4", film, tone(1.5), video=codec, rotation=rotation)
    made = converted(recording, out)
    upright = np.rot90(quarters(), k=rotation // 90)
    assert made.poster is not None and (made.height, made.width) == upright.shape[:2]
    for shown in (recording, made.playable, made.poster):
        picture = shown_by(shown)
        assert picture.shape == upright.shape
        assert lights(picture) == pytest.approx(lights(upright), abs=12)


def shown_by(path: Path) -> NDArray[np.uint8]:
    if path.suffix != ".jpg":
        return next(picture for _, picture in sampled_frames(path, hz=1.0))
    with av.open(path) as poster:
        shown: NDArray[np.uint8] = next(poster.decode(video=0)).to_ndarray(format="rgb24")
        return shown


def test_a_phones_matrix_is_understood_as_players_do(tmp_path: Path) -> None:
    """The matrix as phones held upright write it (top of the sensor to the right), without PyAV's idea of it."""
    plain = record(tmp_path / "plain.mp4", still(1.0))
    content = bytearray(plain.read_bytes())
    matrix = content.index(b"tkhd") + 4 + 40
    one = 0x10000
    for place, number in enumerate((0, one, 0, -one, 0, 0, 64 * one, 0, 0x40000000)):
        content[matrix + 4 * place : matrix + 4 * place + 4] = number.to_bytes(4, "big", signed=True)
    plain.write_bytes(content)
    top_left, top_right, bottom_right, bottom_left = lights(quarters())
    picture = shown_by(plain)
    assert picture.shape == (96, 64, 3)
    assert lights(picture) == pytest.approx([bottom_left, top_left, top_right, bottom_right], abs=12)


@pytest.mark.parametrize(
    ("name", "codec"), [("live.webm", "libvpx"), ("phone.mp4", "libx264"), ("old.mp4", "mpeg4")], ids=lambda part: part
)
def test_a_variable_frame_rate_survives(tmp_path: Path, out: Path, name: str, codec: str) -> None:
    times = [0.0, 0.04, 0.08, 0.5, 0.55, 1.3, 1.31, 2.0, 2.7]
    made = converted(record(tmp_path / name, [(time_s, quarters()) for time_s in times], video=codec), out)
    assert made.re_encoded is (codec == "mpeg4")
    with av.open(made.playable) as container:
        shown = [frame.time for frame in container.decode(video=0)]
    assert shown == pytest.approx(times, abs=0.0015)


@pytest.mark.parametrize(
    ("codec", "pix_fmt"), [("mpeg4", "yuv420p"), ("libx264", "yuv444p"), ("libx264", "yuv420p10le")]
)
def test_what_browsers_cannot_play_is_encoded_as_h264(
    clips: Path, tmp_path: Path, out: Path, codec: str, pix_fmt: str
) -> None:
    clip = clips / "talk_collins.mp4"
    film, sound = film_of(clip, LONG_S), sound_of(clip, LONG_S)
    recording = record(tmp_path / "odd.mkv", film, sound, video=codec, pix_fmt=pix_fmt, audio="libopus")
    made = converted(recording, out)
    assert made.re_encoded and made.playable.name == "playable.mp4"
    plays_and_seeks(made, LONG_S)
    with av.open(made.playable) as container:
        video = container.streams.video[0]
        assert (video.codec_context.name, video.pix_fmt) == ("h264", "yuv420p")
    before, after = list(sampled_frames(recording, hz=30)), list(sampled_frames(made.playable, hz=30))
    assert [time_s for time_s, _ in after] == pytest.approx([time_s for time_s, _ in film], abs=0.002)
    for (_, sent), (_, shown) in zip(before, after, strict=True):
        assert np.sqrt(((shown.astype(int) - sent) ** 2).mean()) < 8


@pytest.mark.parametrize(
    ("name", "video", "audio"),
    [("late.webm", "libvpx", "libopus"), ("late.mp4", "libx264", "aac"), ("late.mkv", "mpeg4", "pcm_s16le")],
)
def test_sound_that_begins_later_stays_with_its_pictures(
    tmp_path: Path, out: Path, name: str, video: str, audio: str
) -> None:
    recording = record(tmp_path / name, still(3.0), tone(2.0), video=video, audio=audio, sound_begins_s=1.0)
    made = converted(recording, out)
    for heard in (recording, made.playable):
        assert loud_from_s(speech(heard)) == pytest.approx(1.0, abs=0.03)
    first_s = {kind: packets(made.playable, kind)[0][0] for kind in ("video", "audio")}
    silence_s = 1.0 if made.re_encoded else 0.0  # sound that is encoded anew is silent before it begins
    assert first_s["audio"] + silence_s - first_s["video"] == pytest.approx(1.0, abs=0.03)


def test_pictures_that_begin_later_stay_with_their_sound(tmp_path: Path, out: Path) -> None:
    film = [(1.0 + time_s, picture) for time_s, picture in still(2.0)]
    made = converted(record(tmp_path / "late.mkv", film, tone(3.0), audio="libopus", video="mpeg4"), out)
    assert packets(made.playable, "video")[0][0] == pytest.approx(1.0, abs=0.03)
    assert made.duration_s == pytest.approx(3.0, abs=0.1)
    assert loud_from_s(speech(made.playable)) == pytest.approx(0.0, abs=0.03)


def test_a_recording_that_was_cut_off_is_converted_up_to_the_break(talk: Path, tmp_path: Path, out: Path) -> None:
    content = talk.read_bytes()
    crashed = tmp_path / "crashed.webm"
    crashed.write_bytes(content[: len(content) // 2])
    made = converted(crashed, out)
    assert 4 < made.duration_s < 12
    plays_and_seeks(made, made.duration_s)
    whole, kept = packets(talk, "video"), packets(made.playable, "video")
    assert len(kept) > 100 and [content for _, content in kept] == [content for _, content in whole[: len(kept)]]
    assert len(speech(made.playable)) == pytest.approx(made.duration_s * SPEECH_RATE_HZ, abs=0.5 * SPEECH_RATE_HZ)


def test_broken_packets_in_the_middle_cost_no_more_than_themselves(talk: Path, tmp_path: Path, out: Path) -> None:
    content = bytearray(talk.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 2000] = bytes(2000)
    damaged = tmp_path / "damaged.webm"
    damaged.write_bytes(content)
    plays_and_seeks(converted(damaged, out), 16.0)


@pytest.mark.parametrize("name", ["talk", "talk_collins.mp4", "jfk.wav"], ids=["copied", "video anew", "sound anew"])
def test_running_twice_gives_the_same_bytes(talk: Path, clips: Path, tmp_path: Path, name: str) -> None:
    recording = talk if name == "talk" else clips / name
    made = []
    for run in ("first", "second"):
        (tmp_path / run).mkdir()
        converted(recording, tmp_path / run)
        made.append({path.name: path.read_bytes() for path in (tmp_path / run).iterdir()})
    assert made[0] == made[1]


def test_times_only_rise_where_a_recorder_repeated_one(tmp_path: Path, out: Path) -> None:
    times = [0.0, 0.1, 0.1, 0.2, 0.2, 0.2, 0.3]
    film = [(count / 10, quarters()) for count in range(len(times))]
    recording = record(tmp_path / "plain.webm", film, video="libvpx", options=LIVE)
    repeated = tmp_path / "repeated.webm"
    with av.open(recording) as source, av.open(repeated, "w", options=LIVE) as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        for time_s, packet in zip(times, source.demux(video=0), strict=False):
            packet.stream, packet.pts, packet.dts = stream, round(time_s * 1000), round(time_s * 1000)
            packet.time_base = source.streams.video[0].time_base
            target.mux(packet)
    kept = [time_s for time_s, _ in packets(converted(repeated, out).playable, "video")]
    assert len(kept) == len(times) and all(before < after for before, after in pairwise(kept))
    assert kept == pytest.approx(times, abs=0.005)


def test_a_longer_recording_than_allowed_is_refused_and_leaves_nothing(tmp_path: Path, out: Path) -> None:
    recording = record(tmp_path / "long.webm", still(8.0), tone(8.0), video="libvpx", audio="libopus", options=LIVE)
    with pytest.raises(BadRecordingError, match=r"lasts 0:\d\d minutes"):
        convert_video(recording, out, max_duration_s=5.0)
    assert not list(out.iterdir())


def test_what_is_no_recording_is_refused_and_leaves_nothing(tmp_path: Path, out: Path) -> None:
    text = tmp_path / "text.webm"
    text.write_text("no video at all\n" * 50)
    with pytest.raises(BadRecordingError, match="cannot be read"):
        converted(text, out)
    assert not list(out.iterdir())


def test_progress_rises_to_the_end(talk: Path, out: Path) -> None:
    told: list[float] = []
    convert_video(talk, out, max_duration_s=60, progress=told.append)
    assert told == sorted(told) and 0.9 < told[-1] <= 1.0


def test_stereo_stays_stereo_when_it_is_encoded_anew(tmp_path: Path, out: Path) -> None:
    left, right = tone(1.0), np.zeros(RATE_HZ, np.float32)
    path = tmp_path / "stereo.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((np.stack([left, right], axis=1) * 32767).astype("<i2").tobytes())
    with av.open(converted(path, out).playable) as container:
        heard = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    assert np.abs(heard[0]).mean() > 0.2 and np.abs(heard[1]).mean() < 0.01


def test_sound_of_which_nothing_can_be_written_is_refused_in_words(tmp_path: Path) -> None:
    """At the rate that this header tells, its samples last less than a thousandth of a second."""
    content = bytearray(record(tmp_path / "tone.wav", sound=tone(0.05), audio="pcm_s16le").read_bytes())
    content[24:28] = (8_436_608).to_bytes(4, "little")
    (tmp_path / "short.wav").write_bytes(content)
    with pytest.raises(BadRecordingError, match="before its first picture or sound"):
        convert_video(tmp_path / "short.wav", tmp_path, max_duration_s=60)
