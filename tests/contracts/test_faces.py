"""What every face engine keeps, the scripted one too."""

import io
from base64 import b64decode
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import av
import numpy as np
import pytest
from tests.support import aws_server
from tests.support.moving_portrait import COLLINS, OBAMA, Person, Pose, film

from interview_simulator.model_files import digests, ensure
from interview_simulator.settings import Settings
from interview_simulator.steps.video_metrics.engine import Face, FaceEngine, FaceSession, Picture
from interview_simulator.steps.video_metrics.mediapipe import MediaPipeFaces
from interview_simulator.steps.video_metrics.rekognition import RekognitionFaces
from interview_simulator.testing.faces import FACING_THE_CAMERA, ScriptedFaces

NAME = "face-landmarker"
SMALLER = FACING_THE_CAMERA.model_copy(update={"left": 0.8, "right": 0.9})


@pytest.fixture(scope="module", params=["mediapipe", "scripted", "rekognition"])
def engine(request: pytest.FixtureRequest) -> Iterator[FaceEngine]:
    if request.param == "scripted":
        yield ScriptedFaces(SMALLER, FACING_THE_CAMERA)
    elif request.param == "rekognition":
        with aws_server.answering("rekognition", DetectFaces=two_people):
            yield RekognitionFaces(endpoint_url=aws_server.address())
    else:
        yield MediaPipeFaces(lambda: ensure(NAME, Settings().models_dir), digests(NAME))


def two_people(asked: dict[str, Any]) -> dict[str, Any]:
    """What Rekognition says of the pictures here: the smaller face first, and nothing of a picture of one colour."""
    with av.open(io.BytesIO(b64decode(asked["Image"]["Bytes"]))) as sent:
        seen = np.ptp(next(sent.decode(video=0)).to_ndarray(format="rgb24")) > 10
    return {"FaceDetails": [face_detail(0.8, 0.1), face_detail(0.4, 0.2)] if seen else []}


def face_detail(left: float, width: float) -> dict[str, Any]:
    no = {"Value": False, "Confidence": 99.0}
    return {
        "BoundingBox": {"Left": left, "Top": 0.3, "Width": width, "Height": 0.3},
        "Confidence": 99.0,
        "Pose": {"Roll": 1.0, "Yaw": -2.0, "Pitch": 3.0},
        "EyeDirection": {"Yaw": 1.0, "Pitch": 1.0, "Confidence": 99.0},
        "EyesOpen": {"Value": True, "Confidence": 99.0},
        "Smile": no,
        "Sunglasses": no,
    }


@pytest.fixture
def session(engine: FaceEngine) -> Iterator[FaceSession]:
    with engine.session() as session:
        yield session


@pytest.fixture(scope="module")
def pictures() -> list[tuple[float, Picture]]:
    """Two people side by side, the left one larger, one picture a second."""
    near, far = Person(COLLINS, lambda _: Pose(height=0.55)), Person(OBAMA, lambda _: Pose(height=0.35))
    return list(film([near, far], 8.0, hz=1, size=(1024, 512)))


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
    assert engine.name and engine.at_once >= 1
    assert all(len(digest) == 64 for digest in engine.models.values())
