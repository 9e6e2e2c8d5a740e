"""A face engine that sees what it was told to see, for tests of everything around faces."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from interview_simulator.steps.video_metrics.engine import Face, Picture, Price

FACING_THE_CAMERA = Face(
    yaw_deg=0.0,
    pitch_deg=0.0,
    roll_deg=0.0,
    gaze_yaw_deg=0.0,
    gaze_pitch_deg=0.0,
    eyes_closed=0.0,
    smile=0.0,
    left=0.4,
    top=0.3,
    right=0.6,
    bottom=0.6,
)


class ScriptedFaces:
    """Sees the same faces in every picture that is not of one colour."""

    name = "scripted faces"
    price: Price | None = None
    at_once = 1

    def __init__(self, *faces: Face) -> None:
        self.models: dict[str, str] = {}
        self._faces = sorted(faces, key=_area, reverse=True)

    @contextmanager
    def session(self) -> Iterator["ScriptedSession"]:
        """Begin a video."""
        yield ScriptedSession(self._faces)


class ScriptedSession:
    """One video, in which nothing changes."""

    def __init__(self, faces: list[Face]) -> None:
        self._faces = faces

    def faces(self, picture: Picture, _time_s: float) -> list[Face]:
        """The faces, the largest first."""
        return list(self._faces) if np.ptp(picture) else []


def _area(face: Face) -> float:
    return (face.right - face.left) * (face.bottom - face.top)
