"""The step with the real model on real pictures, mirrored, without a face, and with two."""

from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.support.moving_portrait import COLLINS, OBAMA, Person, Portrait, Pose
from tests.support.moving_portrait import film as portraits

from interview_simulator.domain.report import VideoSection
from interview_simulator.errors import BadRecordingError
from interview_simulator.media.frames import sampled_frames
from interview_simulator.model_files import digests, ensure
from interview_simulator.settings import Settings
from interview_simulator.steps.video_metrics.mediapipe import MediaPipeFaces
from interview_simulator.steps.video_metrics.step import video_metrics

Picture = NDArray[np.uint8]
NAME = "face-landmarker"


@pytest.fixture(scope="module")
def faces() -> MediaPipeFaces:
    return MediaPipeFaces(lambda: ensure(NAME, Settings().models_dir), digests(NAME))


def pictures(path: Path) -> Iterator[Picture]:
    return (picture for _, picture in sampled_frames(path, hz=5.0))


def film(out: Path, frames: Iterator[Picture], change: Callable[[Picture], Picture]) -> Path:
    """Write the changed pictures as a video of 5 a second."""
    with av.open(out, "w") as target:
        stream = target.add_stream("libvpx", rate=5, options={"deadline": "realtime", "crf": "4", "b": "4M"})
        assert isinstance(stream, av.VideoStream)
        for count, picture in enumerate(map(change, frames)):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            if count == 0:
                stream.width, stream.height, stream.pix_fmt = frame.width, frame.height, "yuv420p"
            frame.pts = count
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return out


def shown(out: Path, faces: MediaPipeFaces, *people: Person) -> VideoSection:
    """What is seen of eight seconds of these people."""
    pictures = (picture for _, picture in portraits(people, 8.0, hz=5))
    return seen(film(out, pictures, lambda picture: picture), faces)


def seen(video: Path, faces: MediaPipeFaces) -> VideoSection:
    section = video_metrics(video, faces=faces, duration_s=8.0).section
    assert isinstance(section, VideoSection)
    return section


def test_in_mirrored_pictures_yaw_changes_sign_and_keeps_its_size(
    clips: Path, tmp_path: Path, faces: MediaPipeFaces
) -> None:
    clip = clips / "talk_collins.mp4"
    plain = seen(film(tmp_path / "plain.webm", pictures(clip), lambda p: p), faces)
    mirror = seen(film(tmp_path / "mirror.webm", pictures(clip), lambda p: p[:, ::-1]), faces)
    assert plain.yaw_deg and mirror.yaw_deg
    assert mirror.yaw_deg.median == pytest.approx(-plain.yaw_deg.median, abs=3)
    assert mirror.yaw_deg.p95 == pytest.approx(-plain.yaw_deg.p05, abs=3)
    assert mirror.yaw_deg.p05 == pytest.approx(-plain.yaw_deg.p95, abs=3)


def test_pictures_without_a_face_show_none(clips: Path, tmp_path: Path, faces: MediaPipeFaces) -> None:
    noise = np.random.default_rng(7)

    def shuffled(picture: Picture) -> Picture:
        """The colours of the picture in tiles of 32 in random places."""
        tiles = [picture[y : y + 32, x : x + 32] for y in range(0, 512, 32) for x in range(0, 512, 32)]
        noise.shuffle(tiles)
        return np.concatenate([np.concatenate(tiles[row : row + 16], axis=1) for row in range(0, 256, 16)])

    video = film(tmp_path / "noise.webm", pictures(clips / "talk_collins.mp4"), shuffled)
    assert seen(video, faces).face_present_ratio <= 0.05


def test_two_faces_side_by_side_are_seen_as_two(clips: Path, tmp_path: Path, faces: MediaPipeFaces) -> None:
    other = pictures(clips / "talk_obama.mp4")

    def beside(picture: Picture) -> Picture:
        return np.concatenate([picture, next(other)], axis=1)

    section = seen(film(tmp_path / "two.webm", pictures(clips / "talk_collins.mp4"), beside), faces)
    assert section.multiple_faces_ratio >= 0.95
    assert [span.kind for span in section.spans if span.end_s - span.start_s > 6] == ["multiple_faces"]


@pytest.mark.parametrize("tilt_deg", [-15.0, 15.0])
@pytest.mark.parametrize("portrait", [COLLINS, OBAMA], ids=lambda portrait: portrait.name)
def test_a_head_that_is_tilted_is_seen_tilted_by_as_much(
    tmp_path: Path, faces: MediaPipeFaces, portrait: Portrait, tilt_deg: float
) -> None:
    plain = shown(tmp_path / "plain.webm", faces, Person(portrait, lambda _: Pose()))
    tilted = shown(tmp_path / "tilted.webm", faces, Person(portrait, lambda _: Pose(roll_deg=tilt_deg)))
    assert plain.roll_deg and tilted.roll_deg
    assert tilted.roll_deg.median - plain.roll_deg.median == pytest.approx(tilt_deg, abs=3)


@pytest.mark.parametrize("portrait", [COLLINS, OBAMA], ids=lambda portrait: portrait.name)
def test_a_head_that_is_turned_is_seen_turned_to_that_side(
    tmp_path: Path, faces: MediaPipeFaces, portrait: Portrait
) -> None:
    left = shown(tmp_path / "left.webm", faces, Person(portrait, lambda _: Pose(yaw_deg=-30)))
    right = shown(tmp_path / "right.webm", faces, Person(portrait, lambda _: Pose(yaw_deg=30)))
    assert left.yaw_deg and right.yaw_deg
    assert right.yaw_deg.median - left.yaw_deg.median > 10


def test_somebody_who_goes_and_comes_back_is_away_in_between(tmp_path: Path, faces: MediaPipeFaces) -> None:
    section = shown(tmp_path / "away.webm", faces, Person(OBAMA, lambda time_s: None if 3 <= time_s < 6 else Pose()))
    assert section.face_present_ratio == pytest.approx(5 / 8, abs=0.07)
    (away,) = [span for span in section.spans if span.kind == "no_face"]
    assert (away.start_s, away.end_s) == pytest.approx((3, 6), abs=0.5)


def test_a_second_person_is_seen_while_there(tmp_path: Path, faces: MediaPipeFaces) -> None:
    there = Person(COLLINS, lambda _: Pose(height=0.3))
    comes = Person(OBAMA, lambda time_s: Pose(height=0.3) if time_s >= 4 else None)
    section = shown(tmp_path / "comes.webm", faces, there, comes)
    assert section.face_present_ratio == 1.0
    assert section.multiple_faces_ratio == pytest.approx(0.5, abs=0.07)


@pytest.mark.parametrize(
    ("pose", "warned"),
    [
        (Pose(), set()),
        (Pose(light=0.25), {"too_dark"}),
        (Pose(height=0.75), {"face_too_close"}),
        (Pose(x=0.15, height=0.25), {"face_off_centre"}),
    ],
    ids=["as it should be", "dark", "near", "at the side"],
)
def test_light_and_place_are_warned_of(tmp_path: Path, faces: MediaPipeFaces, pose: Pose, warned: set[str]) -> None:
    section = shown(tmp_path / "posed.webm", faces, Person(OBAMA, lambda _: pose))
    assert {warning.code for warning in section.warnings} == warned


def test_real_people_are_seen_one_at_a_time_and_looking_at_the_camera(
    shared_clips: Path, faces: MediaPipeFaces
) -> None:
    for name in ("talk_hill.mp4", "talk_aoc.mp4"):
        section = seen(shared_clips / name, faces)
        assert section.face_present_ratio >= 0.95 and section.multiple_faces_ratio == 0.0
        assert section.looking_at_camera_ratio is not None and section.looking_at_camera_ratio >= 0.8


def test_running_twice_changes_nothing(clips: Path, faces: MediaPipeFaces) -> None:
    assert seen(clips / "talk_collins.mp4", faces) == seen(clips / "talk_collins.mp4", faces)


def test_sound_alone_is_an_error(clips: Path, faces: MediaPipeFaces) -> None:
    with pytest.raises(BadRecordingError, match="picture"):
        video_metrics(clips / "jfk.wav", faces=faces, duration_s=11.0)
