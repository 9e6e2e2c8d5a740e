"""Faces by MediaPipe's FaceLandmarker: 478 landmarks, a head-pose matrix and 52 expression scores in one call."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interview_simulator.libraries import missing_library_told
from interview_simulator.steps.video_metrics.engine import Face, Picture, Price
from interview_simulator.steps.video_metrics.model_loading import model_loading
from interview_simulator.steps.video_metrics.without_matplotlib import without_matplotlib

MODEL_FILE = "face_landmarker.task"
EYE_RANGE_DEG = 30.0
"""Turn of the eye at an eye-look score of 1; the scores grow about linearly up to there."""
SAME_FACE_OVERLAP = 0.5
MOST_FACES = 3
"""More than one is all that the report tells."""


class MediaPipeFaces:
    """A face engine that runs on this machine."""

    name = "mediapipe-face-landmarker"
    price: Price | None = None
    at_once = 1

    def __init__(self, folder: Callable[[], Path], digests: dict[str, str]) -> None:
        self._folder, self.models = folder, digests

    @contextmanager
    def session(self) -> Iterator["MediaPipeSession"]:
        """Begin a video: faces are tracked from picture to picture."""
        with missing_library_told(), without_matplotlib():
            from mediapipe.tasks import python as tasks
            from mediapipe.tasks.python import vision

        options = vision.FaceLandmarkerOptions(
            base_options=tasks.BaseOptions(model_asset_path=str(self._folder() / MODEL_FILE)),
            running_mode=vision.RunningMode.VIDEO,
            num_faces=MOST_FACES,
            output_face_blendshapes=True,
            output_facial_transformation_matrixes=True,
        )
        with model_loading(MODEL_FILE):
            landmarker = vision.FaceLandmarker.create_from_options(options)
        with landmarker:
            yield MediaPipeSession(landmarker)


class MediaPipeSession:
    """One video in MediaPipe's video mode, whose clock must rise with each picture."""

    def __init__(self, landmarker: Any) -> None:
        self._landmarker, self._last_ms = landmarker, -1

    def faces(self, picture: Picture, time_s: float) -> list[Face]:
        """Faces in the picture, the largest first."""
        import mediapipe

        self._last_ms = max(self._last_ms + 1, round(time_s * 1000))
        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=picture)
        found = self._landmarker.detect_for_video(image, self._last_ms)
        each = zip(found.face_landmarks, found.facial_transformation_matrixes, found.face_blendshapes, strict=True)
        faces = [_face(landmarks, matrix, shapes) for landmarks, matrix, shapes in each]
        return _each_once(sorted(faces, key=_area, reverse=True))


def _each_once(faces: list[Face]) -> list[Face]:
    """Behind a cut the tracker may hold one face twice; of two that cover each other the larger stays."""
    kept: list[Face] = []
    for face in faces:
        if all(_overlap(face, other) < SAME_FACE_OVERLAP for other in kept):
            kept.append(face)
    return kept


def _overlap(one: Face, other: Face) -> float:
    """Area that both boxes cover, as a share of the smaller one's."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    smaller = min(_area(one), _area(other))
    return max(0.0, width) * max(0.0, height) / smaller if smaller > 0 else 1.0


def _area(face: Face) -> float:
    return (face.right - face.left) * (face.bottom - face.top)


def _face(landmarks: list[Any], matrix: NDArray[np.float32], shapes: list[Any]) -> Face:
    score = {shape.category_name: float(shape.score) for shape in shapes}
    yaw, pitch, roll = angles_deg(matrix)
    gaze_yaw, gaze_pitch = gaze_deg(score)
    across, down = [point.x for point in landmarks], [point.y for point in landmarks]
    return Face(
        yaw_deg=yaw,
        pitch_deg=pitch,
        roll_deg=roll,
        gaze_yaw_deg=gaze_yaw,
        gaze_pitch_deg=gaze_pitch,
        eyes_closed=(score["eyeBlinkLeft"] + score["eyeBlinkRight"]) / 2,
        smile=(score["mouthSmileLeft"] + score["mouthSmileRight"]) / 2,
        left=min(across),
        top=min(down),
        right=max(across),
        bottom=max(down),
    )


def angles_deg(matrix: NDArray[np.float32]) -> tuple[float, float, float]:
    """Yaw, pitch, roll of a pose matrix, shape (4, 4), in MediaPipe's metric space: x right, y up, z to the viewer.

    The rotation is taken as R = Ry(yaw) Rx(-pitch) Rz(-roll), so that yaw > 0 turns to the right edge of the picture,
    pitch > 0 looks up and roll > 0 tilts clockwise as the viewer sees it.
    """
    forward, up_x, up_y = matrix[:3, 2], float(matrix[1, 0]), float(matrix[1, 1])
    yaw = math.degrees(math.atan2(forward[0], forward[2]))
    pitch = math.degrees(math.asin(min(1.0, max(-1.0, float(forward[1])))))
    roll = -math.degrees(math.atan2(up_x, up_y))
    return yaw, pitch, roll


def gaze_deg(score: dict[str, float]) -> tuple[float, float]:
    """Turn of the eyes within the head (yaw, pitch), from the eye-look scores, mean of both eyes.

    `In` is towards the nose: the left eye looking in and the right eye looking out both turn to the person's right,
    which is the left edge of the picture.
    """
    to_persons_right = (
        score["eyeLookInLeft"] + score["eyeLookOutRight"] - score["eyeLookOutLeft"] - score["eyeLookInRight"]
    ) / 2
    up = (score["eyeLookUpLeft"] + score["eyeLookUpRight"] - score["eyeLookDownLeft"] - score["eyeLookDownRight"]) / 2
    return -EYE_RANGE_DEG * to_persons_right, EYE_RANGE_DEG * up
