"""The step with the real model on real pictures, mirrored, without a face, and with two."""

from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

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


def seen(video: Path, faces: MediaPipeFaces) -> VideoSection:
    section = video_metrics(video, faces=faces, duration_s=8.0).section
    assert isinstance(section, VideoSection)
    return section


def test_in_mirrored_pictures_yaw_changes_sign_and_keeps_its_size(
    clips: Path, tmp_path: Path, faces: MediaPipeFaces
) -> None:
    clip = clips / "talk_hill.mp4"
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

    video = film(tmp_path / "noise.webm", pictures(clips / "talk_hill.mp4"), shuffled)
    assert seen(video, faces).face_present_ratio <= 0.05


def test_two_faces_side_by_side_are_seen_as_two(clips: Path, tmp_path: Path, faces: MediaPipeFaces) -> None:
    other = pictures(clips / "talk_aoc.mp4")

    def beside(picture: Picture) -> Picture:
        return np.concatenate([picture, next(other)], axis=1)

    section = seen(film(tmp_path / "two.webm", pictures(clips / "talk_hill.mp4"), beside), faces)
    assert section.multiple_faces_ratio >= 0.95
    assert [span.kind for span in section.spans if span.end_s - span.start_s > 6] == ["multiple_faces"]


def test_running_twice_changes_nothing(clips: Path, faces: MediaPipeFaces) -> None:
    assert seen(clips / "talk_hill.mp4", faces) == seen(clips / "talk_hill.mp4", faces)


def test_sound_alone_is_an_error(clips: Path, faces: MediaPipeFaces) -> None:
    with pytest.raises(BadRecordingError, match="picture"):
        video_metrics(clips / "jfk.wav", faces=faces, duration_s=11.0)
