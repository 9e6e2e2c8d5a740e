"""What is sent to Rekognition, and what becomes of its answers; they are held against the service's own model."""

import io
import itertools
import threading
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from botocore.exceptions import ClientError
from tests.support import aws_server
from tests.support.aws_server import Answer
from tests.support.waiting import PATIENCE_S

from interview_simulator.domain.report import ObjectsFound, VideoSection
from interview_simulator.domain.results import VideoMetrics
from interview_simulator.errors import BadInputError, ServiceRefusedError
from interview_simulator.media.frames import sampled_frames
from interview_simulator.media.upright import Picture
from interview_simulator.steps.video_metrics.engine import Face, Price
from interview_simulator.steps.video_metrics.rekognition import (
    AT_ONCE,
    MOST_SAMPLING_HZ,
    RekognitionFaces,
    RekognitionObjects,
)
from interview_simulator.steps.video_metrics.step import video_metrics

Asked = list[dict[str, Any]]
PRICE = Price(usd_per_picture=0.001, published="in tests")


@pytest.fixture
def faces() -> RekognitionFaces:
    return RekognitionFaces(PRICE, endpoint_url=aws_server.address())


@pytest.fixture
def objects() -> RekognitionObjects:
    return RekognitionObjects(PRICE, endpoint_url=aws_server.address())


@pytest.fixture(scope="module")
def picture(clips: Path) -> Picture:
    return next(sampled_frames(clips / "talk_collins.mp4", hz=1.0))[1]


def yes(confidence: float) -> dict[str, Any]:
    return {"Value": True, "Confidence": confidence}


def no(confidence: float) -> dict[str, Any]:
    return {"Value": False, "Confidence": confidence}


def detail(**changes: Any) -> dict[str, Any]:
    """A face in the middle that looks at the camera with open eyes."""
    return {
        "BoundingBox": {"Left": 0.4, "Top": 0.2, "Width": 0.2, "Height": 0.4},
        "Confidence": 99.9,
        "Pose": {"Roll": 0.0, "Yaw": 0.0, "Pitch": 0.0},
        "EyeDirection": {"Yaw": 0.0, "Pitch": 0.0, "Confidence": 99.0},
        "EyesOpen": yes(99.0),
        "Smile": no(98.0),
        "Sunglasses": no(99.5),
        **changes,
    }


def label(name: str, *parents: str, confidence: float = 95.0, instances: tuple[float, ...] = ()) -> dict[str, Any]:
    return {
        "Name": name,
        "Confidence": confidence,
        "Parents": [{"Name": parent} for parent in parents],
        "Instances": [{"Confidence": sure} for sure in instances],
    }


def always(**answer: Any) -> Answer:
    return lambda _asked: answer


def faces_seen(engine: RekognitionFaces, picture: Picture, *details: dict[str, Any]) -> list[Face]:
    with aws_server.answering("rekognition", DetectFaces=always(FaceDetails=list(details))), engine.session() as video:
        return video.faces(picture, 0.0)


def labels_seen(engine: RekognitionObjects, picture: Picture, *labels: dict[str, Any]) -> tuple[str, ...]:
    with aws_server.answering("rekognition", DetectLabels=always(Labels=list(labels))):
        return tuple(sorted(engine.labels(picture, 0.0)))


class TestFaces:
    def test_what_is_measured_is_asked_for_and_nothing_else(self, faces: RekognitionFaces, picture: Picture) -> None:
        asked: Asked = []
        with (
            aws_server.answering("rekognition", DetectFaces=lambda call: asked.append(call) or {"FaceDetails": []}),  # type: ignore[func-returns-value]
            faces.session() as video,
        ):
            assert video.faces(picture, 0.0) == []
        assert asked[0]["Attributes"] == ["DEFAULT", "EYE_DIRECTION", "EYES_OPEN", "SMILE", "SUNGLASSES"]
        with av.open(io.BytesIO(b64decode(asked[0]["Image"]["Bytes"]))) as sent:
            arrived = next(sent.decode(video=0)).to_ndarray(format="rgb24")
        assert np.abs(arrived.astype(int) - picture.astype(int)).mean() < 4

    @pytest.mark.parametrize(
        ("pose", "eyes", "nose", "mouths"),
        [
            ((26.3, 8.6, 1.0), ((0.543, 0.268), (0.639, 0.261)), (0.624, 0.343), ((0.554, 0.442), (0.634, 0.436))),
            ((-33.3, -6.0, -7.3), ((0.497, 0.369), (0.618, 0.354)), (0.551, 0.471), ((0.524, 0.560), (0.624, 0.549))),
        ],
    )
    def test_signs_are_those_that_the_landmarks_of_published_answers_show(
        self, faces: RekognitionFaces, picture: Picture, pose: Any, eyes: Any, nose: Any, mouths: Any
    ) -> None:
        yaw, pitch, roll = pose
        (face,) = faces_seen(faces, picture, detail(Pose={"Yaw": yaw, "Pitch": pitch, "Roll": roll}))
        between_eyes, between_corners = (np.mean(pair, axis=0) for pair in (eyes, mouths))
        assert (face.yaw_deg > 0) == (nose[0] > between_eyes[0])
        up = (nose[1] - between_eyes[1]) / (between_corners[1] - between_eyes[1]) < 0.5
        assert (face.pitch_deg > 0) == up
        if abs(roll) > 5:
            assert (face.roll_deg > 0) == (eyes[1][1] > eyes[0][1])

    def test_the_eyes_turn_within_the_head(self, faces: RekognitionFaces, picture: Picture) -> None:
        turned = detail(
            Pose={"Roll": 0.0, "Yaw": 20.0, "Pitch": 5.0}, EyeDirection={"Yaw": -18.0, "Pitch": 2.0, "Confidence": 95.0}
        )
        (face,) = faces_seen(faces, picture, turned)
        assert (face.yaw_deg, face.gaze_yaw_deg, face.pitch_deg, face.gaze_pitch_deg) == (20.0, -18.0, 5.0, 2.0)

    def test_without_a_sure_direction_of_the_eyes_the_head_alone_tells(
        self, faces: RekognitionFaces, picture: Picture
    ) -> None:
        unsure = detail(EyeDirection={"Yaw": 40.0, "Pitch": 0.0, "Confidence": 30.0})
        missing = detail()
        del missing["EyeDirection"]
        assert [face.gaze_yaw_deg for face in faces_seen(faces, picture, unsure, missing)] == [0.0, 0.0]

    @pytest.mark.parametrize(
        ("attributes", "eyes_closed", "smile", "sunglasses"),
        [
            ({"EyesOpen": yes(97.0), "Smile": yes(90.0), "Sunglasses": yes(99.0)}, 0.03, 0.9, True),
            ({"EyesOpen": no(97.0), "Smile": no(90.0), "Sunglasses": yes(60.0)}, 0.97, 0.1, False),
        ],
    )
    def test_yes_or_no_and_how_sure_becomes_how_likely(
        self,
        faces: RekognitionFaces,
        picture: Picture,
        attributes: dict[str, Any],
        eyes_closed: float,
        smile: float,
        sunglasses: bool,
    ) -> None:
        (face,) = faces_seen(faces, picture, detail(**attributes))
        assert face.eyes_closed == pytest.approx(eyes_closed)
        assert face.smile == pytest.approx(smile)
        assert face.sunglasses is sunglasses

    def test_the_largest_sure_face_comes_first(self, faces: RekognitionFaces, picture: Picture) -> None:
        small = detail(BoundingBox={"Left": 0.0, "Top": 0.0, "Width": 0.1, "Height": 0.1})
        doubtful = detail(Confidence=50.0)
        found = faces_seen(faces, picture, small, doubtful, detail())
        assert [round(face.right - face.left, 2) for face in found] == [0.2, 0.1]


class TestObjects:
    @pytest.mark.parametrize(
        ("labels", "found"),
        [
            ([label("Hat", "Clothing")], ("hat",)),
            ([label("Hat", "Clothing"), label("Cap", "Clothing", "Hat")], ("cap",)),
            ([label("Hat"), label("Cap", "Hat"), label("Baseball Cap", "Cap", "Clothing", "Hat")], ("cap",)),
            ([label("Phone", "Electronics"), label("Mobile Phone", "Electronics", "Phone")], ("phone",)),
            ([label("Sunglasses", "Accessories", "Glasses"), label("Glasses", "Accessories")], ("sunglasses",)),
            ([label("Glasses"), label("Headphones"), label("Laptop"), label("Clothing")], ()),
            ([label("Person", instances=(99.0,))], ()),
            ([label("Person", instances=(99.0, 97.0))], ("another_person",)),
            ([label("Person", instances=(99.0, 40.0))], ()),
        ],
    )
    def test_what_is_not_allowed_is_named(
        self, objects: RekognitionObjects, picture: Picture, labels: list[dict[str, Any]], found: tuple[str, ...]
    ) -> None:
        assert labels_seen(objects, picture, *labels) == found


def refusing(code: str, times: int) -> Answer:
    """Refuses the first calls, and then sees nobody."""
    calls = itertools.count()

    def answer(_asked: dict[str, Any]) -> dict[str, Any]:
        if next(calls) < times:
            raise ClientError({"Error": {"Code": code}}, "DetectFaces")
        return {"FaceDetails": []}

    return answer


class TestErrors:
    def test_throttling_is_waited_out(self, faces: RekognitionFaces, picture: Picture) -> None:
        throttled = refusing("ThrottlingException", times=2)
        with aws_server.answering("rekognition", DetectFaces=throttled), faces.session() as video:
            assert video.faces(picture, 0.0) == []

    @pytest.mark.parametrize(
        ("code", "error"),
        [("AccessDeniedException", ServiceRefusedError), ("InvalidImageFormatException", BadInputError)],
    )
    def test_a_refusal_is_an_error_of_ours(
        self, faces: RekognitionFaces, picture: Picture, code: str, error: type[Exception]
    ) -> None:
        with (
            aws_server.answering("rekognition", DetectFaces=refusing(code, times=1)),
            faces.session() as video,
            pytest.raises(error, match=f"picture at 5.0 s.*{code}"),
        ):
            video.faces(picture, 5.0)

    def test_a_script_with_a_field_that_rekognition_does_not_have_is_caught(
        self, faces: RekognitionFaces, picture: Picture
    ) -> None:
        with pytest.raises(ServiceRefusedError, match="WrongScript"):
            faces_seen(faces, picture, detail(Glances=yes(99.0)))
        with pytest.raises(ServiceRefusedError, match="WrongScript"):
            faces_seen(faces, picture, detail(Smile={"Value": "yes", "Confidence": 99.0}))


class TestStep:
    @pytest.fixture
    def measured(self, clips: Path, faces: RekognitionFaces, objects: RekognitionObjects) -> Iterator[VideoMetrics]:
        poses = itertools.cycle([detail(), detail(Pose={"Roll": 0.0, "Yaw": 45.0, "Pitch": 0.0}, Sunglasses=yes(99.0))])
        with aws_server.answering(
            "rekognition",
            DetectFaces=lambda _asked: {"FaceDetails": [next(poses)]},
            DetectLabels=always(Labels=[label("Mobile Phone", "Phone")]),
        ):
            yield video_metrics(
                clips / "talk_collins.mp4", faces=faces, objects=objects, sampling_hz=MOST_SAMPLING_HZ, duration_s=8.0
            )

    def test_a_recording_has_the_figures_that_a_picture_every_5_s_can_give(self, measured: VideoMetrics) -> None:
        section = measured.section
        assert isinstance(section, VideoSection)
        assert (section.samples, section.face_present_ratio, section.attention) == (2, 1.0, False)
        assert section.blinks_per_min is None and section.head_motion_deg_per_s is None
        assert set(section.limits) == {"blinks_per_min", "head_motion_deg_per_s"}

    def test_both_services_tell_what_is_not_allowed(self, measured: VideoMetrics) -> None:
        assert isinstance(measured.section, VideoSection)
        assert measured.section.objects == ObjectsFound(labels=("phone", "sunglasses"))

    def test_each_picture_is_an_estimated_cost(self, measured: VideoMetrics) -> None:
        costs = [(cost.service, cost.calls, cost.usd) for cost in measured.estimated_costs]
        assert costs == [
            ("amazon-rekognition/DetectFaces", 2, 0.002),
            ("amazon-rekognition/DetectLabels", 2, 0.002),
        ]

    def test_pictures_are_sent_some_at_a_time(self, clips: Path, faces: RekognitionFaces) -> None:
        together, now, most, lock = threading.Barrier(AT_ONCE, timeout=PATIENCE_S), 0, 0, threading.Lock()

        def answer(_asked: dict[str, Any]) -> dict[str, Any]:
            nonlocal now, most
            with lock:
                now += 1
                most = max(most, now)
            together.wait()
            with lock:
                now -= 1
            return {"FaceDetails": [detail()]}

        with aws_server.answering("rekognition", DetectFaces=answer):
            measured = video_metrics(clips / "talk_collins.mp4", faces=faces, sampling_hz=2.0, duration_s=8.0)
        assert isinstance(measured.section, VideoSection)
        assert measured.section.samples % AT_ONCE == 0 and most == AT_ONCE

    def test_both_services_are_asked_in_one_pass_over_the_video(
        self, clips: Path, faces: RekognitionFaces, objects: RekognitionObjects
    ) -> None:
        asked: list[tuple[str, str]] = []

        def noting(operation: str, answer: dict[str, Any]) -> Answer:
            def answered(call: dict[str, Any]) -> dict[str, Any]:
                asked.append((operation, call["Image"]["Bytes"]))
                return answer

            return answered

        with aws_server.answering(
            "rekognition",
            DetectFaces=noting("faces", {"FaceDetails": []}),
            DetectLabels=noting("labels", {"Labels": []}),
        ):
            video_metrics(clips / "talk_collins.mp4", faces=faces, objects=objects, sampling_hz=2.0, duration_s=8.0)
        operations = [operation for operation, _ in asked]
        assert operations.count("faces") == 16 and operations.count("labels") == 2
        assert operations.index("labels") <= AT_ONCE
        shown = {operation: {picture for asking, picture in asked if asking == operation} for operation in operations}
        assert shown["labels"] < shown["faces"]
