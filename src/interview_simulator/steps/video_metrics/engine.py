"""What a face engine must do."""

from contextlib import AbstractContextManager
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from interview_simulator.domain.frozen import Frozen

Picture = NDArray[np.uint8]
"""RGB, shape (height, width, 3)."""


class Face(Frozen):
    """One face in one picture. Angles in degrees; seen by the viewer, not mirrored:

    yaw > 0: the face turns towards the right edge of the picture; pitch > 0: up; roll > 0: clockwise.
    """

    yaw_deg: float
    pitch_deg: float
    roll_deg: float
    gaze_yaw_deg: float
    """Eyes relative to the head, same sign as yaw."""
    gaze_pitch_deg: float
    eyes_closed: float
    """0 open to 1 closed, the mean of both eyes."""
    smile: float
    """0 to 1, the mean of both corners of the mouth."""
    left: float
    """Box around the face, as shares of the picture's width and height."""
    top: float
    right: float
    bottom: float
    sunglasses: bool | None = None
    """None when the engine does not look for them."""


class Price(Frozen):
    """What a service asks for one picture at its published price."""

    usd_per_picture: float = Field(gt=0)
    published: str
    """Where and when the price held."""


class FaceSession(Protocol):
    """One video: pictures are given in order of time, so that faces can be tracked."""

    def faces(self, picture: Picture, time_s: float) -> list[Face]:
        """Faces in the picture, the largest first; an empty list when there is none."""
        ...


class FaceEngine(Protocol):
    """Finds faces in the pictures of a video."""

    name: str
    models: dict[str, str]
    """Model file -> SHA-256."""
    price: Price | None
    """None for an engine on this machine, or where no price is known."""
    at_once: int
    """How many pictures may be looked at at the same time; 1 where each depends on the one before it."""

    def session(self) -> AbstractContextManager[FaceSession]:
        """Begin a video; raises ModelFileError when the model cannot be had."""
        ...


class ObjectSession(Protocol):
    """One video, as objects are looked for in it."""

    def labels(self, picture: Picture, time_s: float) -> frozenset[str]:
        """Labels seen in the picture; several pictures may be looked at at the same time."""
        ...


class ObjectEngine(Protocol):
    """Finds what is not allowed in an interview (hat, cap, sunglasses, phone, another person)."""

    name: str
    models: dict[str, str]
    """Model file -> SHA-256."""
    looks_for: frozenset[str]
    """Labels that it knows; of the others nothing is said."""
    every_s: float
    """Seconds between two pictures in which it looks for them."""
    in_a_row: int
    """In how many pictures one behind the other a label must be seen to count."""
    price: Price | None
    """None for an engine on this machine, or where no price is known."""

    def session(self) -> AbstractContextManager[ObjectSession]:
        """Begin a video; raises ModelFileError when the model cannot be had."""
        ...
