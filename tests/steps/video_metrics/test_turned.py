"""A camera that lies on its side is noticed: by the roll of a face, or by a face found once the picture is turned."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.support.making import film_of

from interview_simulator import model_files
from interview_simulator.domain.report import VideoSection
from interview_simulator.settings import Settings
from interview_simulator.steps.video_metrics.engine import Picture
from interview_simulator.steps.video_metrics.mediapipe import MediaPipeFaces
from interview_simulator.steps.video_metrics.step import observed, summed_up


@pytest.fixture(scope="module")
def faces() -> MediaPipeFaces:
    return MediaPipeFaces(lambda: model_files.ensure("face-landmarker", Settings().models_dir), {})


def warned(faces: MediaPipeFaces, pictures: Iterator[tuple[float, Picture]]) -> list[str]:
    made = summed_up(
        list(observed(pictures, faces, None)), faces=faces, objects=None, sampling_hz=2.0, duration_s=4.0
    ).section
    assert isinstance(made, VideoSection)
    return [warning.code for warning in made.warnings]


@pytest.mark.parametrize(("quarters", "lies"), [(0, False), (1, True), (2, True), (3, True)])
def test_a_picture_that_does_not_stand_upright_is_noticed(
    faces: MediaPipeFaces, clips: Path, quarters: int, lies: bool
) -> None:
    film = film_of(clips / "talk_collins.mp4", 4.0)[::12]
    turned = ((time_s, np.ascontiguousarray(np.rot90(picture, quarters))) for time_s, picture in film)
    assert ("sideways" in warned(faces, turned)) is lies


def test_an_empty_room_does_not_lie(faces: MediaPipeFaces) -> None:
    empty = np.full((256, 256, 3), 120, np.uint8)
    assert "sideways" not in warned(faces, ((count / 2, empty) for count in range(8)))
