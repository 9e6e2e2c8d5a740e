"""Sampling at any rate out of any film, and what is upright."""

import tempfile
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.making import lights, quarters, record, still, tone

from interview_simulator.errors import BadRecordingError
from interview_simulator.media.frames import sampled_frames

GAPS_MS = st.lists(st.integers(min_value=5, max_value=900), min_size=1, max_size=30)
TICK_S = 0.0011
"""Times are kept to a millisecond."""


@settings(max_examples=40, deadline=None)
@given(GAPS_MS, st.sampled_from([0.5, 1.0, 2.0, 5.0, 30.0]))
def test_samples_are_pictures_of_the_film_at_about_the_rate(gaps_ms: list[int], hz: float) -> None:
    times = np.concatenate([[0], np.cumsum(gaps_ms)]) / 1000
    with tempfile.TemporaryDirectory() as folder:
        path = record(Path(folder) / "a.mkv", [(float(time_s), quarters(32, 16)) for time_s in times], video="mpeg4")
        sampled = [time_s for time_s, _ in sampled_frames(path, hz)]
    assert sampled[0] == 0.0
    assert all(np.abs(times - time_s).min() < TICK_S for time_s in sampled)
    assert len(sampled) <= times[-1] * hz + 1.001
    wait_s = 0.5 if hz <= 2.0 else 0.0
    for before, after in pairwise([*sampled, float("inf")]):
        assert after - before >= 0.5 / hz - 2 * TICK_S
        passed_over = times[(times > before + 1 / hz + wait_s + TICK_S) & (times < after - TICK_S)]
        assert passed_over.size == 0


def test_times_count_from_the_recordings_beginning(tmp_path: Path) -> None:
    film = [(3.0 + time_s, picture) for time_s, picture in still(1.0)]
    path = record(tmp_path / "later.mkv", film, video="mpeg4")
    assert [time_s for time_s, _ in sampled_frames(path, hz=10)] == pytest.approx(
        [t / 10 for t in range(10)], abs=0.002
    )


@pytest.mark.parametrize("rotation", [0, 90, 180, -90])
def test_pictures_are_upright(tmp_path: Path, rotation: int) -> None:
    path = record(tmp_path / "a.mp4", still(0.5), rotation=rotation)
    upright = np.rot90(quarters(), k=rotation // 90)
    _, picture = next(sampled_frames(path, hz=1.0))
    assert picture.shape == upright.shape and picture.flags.c_contiguous
    assert lights(picture) == pytest.approx(lights(upright), abs=12)


def test_sound_has_no_pictures(tmp_path: Path) -> None:
    assert list(sampled_frames(record(tmp_path / "a.wav", sound=tone(0.5), audio="pcm_s16le"), hz=2.0)) == []


def test_a_cover_picture_is_no_video(tmp_path: Path, clips: Path) -> None:
    song, cover = tmp_path / "song.m4a", record(tmp_path / "a.jpg", still(0.1), video="mjpeg", pix_fmt="yuvj420p")
    with (
        av.open(clips / "talk_collins.mp4") as source,
        av.open(cover) as art,
        av.open(song, "w", format="mp4") as target,
    ):
        sound = target.add_stream_from_template(source.streams.audio[0])
        picture = target.add_stream_from_template(art.streams.video[0])
        picture.disposition = av.stream.Disposition.attached_pic
        covers, sounds = art.demux(video=0), source.demux(audio=0)
        for packet in (packet for packet in (*covers, *sounds) if packet.size):
            stream = sound if packet.stream.type == "audio" else picture
            packet.stream = stream
            target.mux(packet)
    assert list(sampled_frames(song, hz=2.0)) == []


def test_what_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.webm").write_bytes(b"no video")
    with pytest.raises(BadRecordingError):
        next(sampled_frames(tmp_path / "a.webm", hz=2.0))
