"""What is sampled costs little, and shows the same face."""

from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from tests.support.making import record, still
from tests.support.recordings import as_h264

from interview_simulator import model_files
from interview_simulator.media.frames import sampled_frames
from interview_simulator.media.upright import Picture, Shown, upright
from interview_simulator.settings import Settings
from interview_simulator.steps.video_metrics.engine import Face
from interview_simulator.steps.video_metrics.mediapipe import MediaPipeFaces

FACES = "face-landmarker"
Seen = dict[float, Face]


def key_times_s(path: Path) -> set[float]:
    with av.open(path) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        return {round(float(packet.pts * packet.time_base), 3) for packet in packets if packet.is_keyframe}


def test_where_key_pictures_are_near_only_they_are_taken(talk: Path) -> None:
    taken = [round(time_s, 3) for time_s, _ in sampled_frames(talk, hz=2.0)]
    keys = key_times_s(talk)
    assert len(taken) >= 28
    assert sum(time_s in keys for time_s in taken) >= 0.9 * len(taken)


def test_where_they_are_seldom_pictures_are_taken_when_they_are_due(tmp_path: Path, clips: Path) -> None:
    path = as_h264(clips / "talk_collins.mp4", tmp_path / "seldom.mp4")
    taken = [time_s for time_s, _ in sampled_frames(path, hz=2.0)]
    assert key_times_s(path) == {0.0, 4.0}
    assert len(taken) == 16
    assert all(0 <= time_s - due_s <= 0.04 for time_s, due_s in zip(taken, np.arange(16) / 2, strict=True))


@pytest.fixture(scope="module")
def faces() -> MediaPipeFaces:
    return MediaPipeFaces(lambda: model_files.ensure(FACES, Settings().models_dir), {})


def whole(path: Path, wanted_s: set[float]) -> Iterator[tuple[float, Picture]]:
    """The pictures at these times, fully decoded."""
    with av.open(path) as container:
        for frame in container.decode(video=0):
            if round(frame.time, 3) in wanted_s:
                yield frame.time, upright(Shown(frame))


def seen(faces: MediaPipeFaces, pictures: Iterator[tuple[float, Picture]]) -> Seen:
    with faces.session() as session:
        return {round(time_s, 3): found[0] for time_s, picture in pictures if (found := session.faces(picture, time_s))}


def errors_deg(one: Seen, other: Seen, of: Callable[[Face], float]) -> list[float]:
    return [abs(of(one[time_s]) - of(other[time_s])) for time_s in one]


@pytest.mark.parametrize("hz", [2.0, 5.0])
def test_faces_are_those_of_a_full_decoding(talk: Path, faces: MediaPipeFaces, hz: float) -> None:
    cheap = seen(faces, sampled_frames(talk, hz))
    dear = seen(faces, whole(talk, set(cheap)))
    assert set(cheap) == set(dear)
    for of in (lambda face: face.yaw_deg, lambda face: face.pitch_deg, lambda face: face.roll_deg):
        assert np.percentile(errors_deg(cheap, dear, of), 95) < 2.0
    assert np.percentile(errors_deg(cheap, dear, lambda face: 10 * face.eyes_closed), 95) < 1.0


def test_pictures_that_wait_for_later_ones_have_their_times(tmp_path: Path) -> None:
    """A decoder of H.264 holds the key picture back until it is asked for all that it has."""
    path = record(tmp_path / "held.mp4", still(3.0), video="libx264")
    taken = [time_s for time_s, _ in sampled_frames(path, hz=2.0)]
    assert len(taken) >= 5 and taken == sorted(set(taken))
    assert all(0 <= time_s < 3 for time_s in taken)
