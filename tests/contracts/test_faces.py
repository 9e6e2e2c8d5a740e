"""What every face engine keeps, the scripted one too."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from interview_simulator.media.frames import sampled_frames
from interview_simulator.model_files import digests, ensure
from interview_simulator.settings import Settings
from interview_simulator.steps.video_metrics.engine import Face, FaceEngine, FaceSession, Picture
from interview_simulator.steps.video_metrics.mediapipe import MediaPipeFaces
from interview_simulator.testing.faces import FACING_THE_CAMERA, ScriptedFaces

NAME = "face-landmarker"
SMALLER = FACING_THE_CAMERA.model_copy(update={"left": 0.8, "right": 0.9})


@pytest.fixture(scope="module", params=["mediapipe", "scripted"])
def engine(request: pytest.FixtureRequest) -> FaceEngine:
    if request.param == "scripted":
        return ScriptedFaces(SMALLER, FACING_THE_CAMERA)
    return MediaPipeFaces(lambda: ensure(NAME, Settings().models_dir), digests(NAME))


@pytest.fixture
def session(engine: FaceEngine) -> Iterator[FaceSession]:
    with engine.session() as session:
        yield session


@pytest.fixture(scope="module")
def pictures(clips: Path) -> list[tuple[float, Picture]]:
    """Two people side by side, the left one larger, one picture a second."""
    left, right = (list(sampled_frames(clips / name, hz=1.0)) for name in ("talk_hill.mp4", "talk_aoc.mp4"))
    return [(time_s, beside(one, other)) for (time_s, one), (_, other) in zip(left, right, strict=False)]


def beside(one: Picture, other: Picture) -> Picture:
    small = np.zeros_like(one)
    small[128:384, 128:384] = other[::2, ::2]
    return np.ascontiguousarray(np.concatenate([one, small], axis=1))


def area(face: Face) -> float:
    return (face.right - face.left) * (face.bottom - face.top)


def test_two_faces_are_seen_the_largest_first(session: FaceSession, pictures: list[tuple[float, Picture]]) -> None:
    for time_s, picture in pictures:
        found = session.faces(picture, time_s)
        assert len(found) == 2
        assert all(area(larger) >= area(smaller) for larger, smaller in pairwise(found))


def test_figures_of_a_face_are_in_their_ranges(session: FaceSession, pictures: list[tuple[float, Picture]]) -> None:
    for face in session.faces(pictures[0][1], 0.0):
        assert all(-90 <= angle <= 90 for angle in (face.yaw_deg, face.pitch_deg, face.roll_deg))
        assert 0 <= face.left < face.right <= 1 and 0 <= face.top < face.bottom <= 1
        assert 0 <= face.smile <= 1 and 0 <= face.eyes_closed <= 1


def test_there_is_no_face_in_a_picture_of_one_colour(session: FaceSession) -> None:
    assert session.faces(np.full((480, 640, 3), 128, np.uint8), 0.0) == []


def test_a_new_session_knows_nothing_of_the_last(engine: FaceEngine, pictures: list[tuple[float, Picture]]) -> None:
    """Its clock begins again, and the same pictures show the same faces."""
    seen = []
    for _ in range(2):
        with engine.session() as session:
            seen.append([session.faces(picture, time_s) for time_s, picture in pictures[:3]])
    assert seen[0] == seen[1]


def test_an_engine_tells_its_name_and_models(engine: FaceEngine) -> None:
    assert engine.name
    assert all(len(digest) == 64 for digest in engine.models.values())
