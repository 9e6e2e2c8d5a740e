"""Films of portraits that a script moves, turns and lights, so that what is to be seen is known at every moment.

Place, size, tilt and light are exact. To the side and up a face is turned as if it were printed on a ball: a face
engine sees a turn to the same side, smaller than it is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Places = NDArray[np.floating[Any]]
FIXTURES = Path(__file__).parents[1] / "fixtures"
CLIP_HZ = 25
CLIP_SIZE = (512, 512)
GREY = 128
"""The wall where no portrait hangs."""
GRAIN = 4.0
"""Standard deviation of a camera's noise, of 255; without it nothing would be left to encode where nothing moves."""
HEAD = 0.75
"""Radius of the ball, in heights of the face."""
TURNS = 0.25
"""Sways a second of a person who speaks."""


@dataclass(frozen=True)
class Portrait:
    """A photograph and where in it the face is: `centre` (x, y) and `height`, from chin to hair, in pixels."""

    name: str
    centre: tuple[float, float]
    height: float

    def picture(self) -> Picture:
        """RGB, shape (height, width, 3)."""
        with av.open(FIXTURES / f"{self.name}.jpg") as file:
            return np.ascontiguousarray(next(file.decode(video=0)).to_ndarray(format="rgb24"))


COLLINS = Portrait("collins", centre=(176.0, 124.0), height=108.0)
OBAMA = Portrait("obama", centre=(254.0, 182.0), height=196.0)


@dataclass(frozen=True)
class Pose:
    """How a portrait is held before the camera.

    `x`, `y`: centre of the face, as shares of the picture's width and height, from its top left corner. `height`: of
    the face, as a share of the picture's. `roll_deg`: tilt, clockwise as the viewer sees it. `yaw_deg`: turn to the
    right edge of the picture. `pitch_deg`: turn upwards. `light`: factor of all colours, from 0.
    """

    x: float = 0.5
    y: float = 0.45
    height: float = 0.42
    roll_deg: float = 0.0
    yaw_deg: float = 0.0
    pitch_deg: float = 0.0
    light: float = 1.0


Motion = Callable[[float], Pose | None]
"""The pose at a time in seconds; None while the person is away."""


@dataclass(frozen=True)
class Person:
    """A portrait and how it moves."""

    portrait: Portrait
    motion: Motion


def speaking(time_s: float) -> Pose:
    """The pose of somebody who speaks to the camera: sways a little, and tilts the head by up to 4 degrees."""
    turn = 2 * pi * TURNS * time_s
    return Pose(x=0.5 + 0.03 * sin(turn), y=0.45 + 0.01 * cos(2 * turn), roll_deg=4 * sin(turn), yaw_deg=5 * cos(turn))


def film(
    people: Sequence[Person], seconds: float, hz: float = CLIP_HZ, size: tuple[int, int] = CLIP_SIZE
) -> Iterator[tuple[float, Picture]]:
    """Yield the pictures and their times in seconds; people stand from left to right in stripes of the same width."""
    chance, stripe = np.random.default_rng(0), (size[0] // len(people), size[1])
    drawn = [(person, person.portrait.picture()) for person in people]
    grain = chance.normal(0, GRAIN, (size[1] + 64, size[0] + 64, 1)).astype(np.float32)
    for count in range(round(seconds * hz)):
        time_s = count / hz
        stripes = [_stripe(photograph, person, time_s, stripe) for person, photograph in drawn]
        y, x = chance.integers(0, 64, 2)
        seen = np.concatenate(stripes, axis=1) + grain[y : y + size[1], x : x + stripe[0] * len(people)]
        yield time_s, np.clip(seen, 0, 255).astype(np.uint8)


def _stripe(photograph: Picture, person: Person, time_s: float, size: tuple[int, int]) -> NDArray[np.float32]:
    pose = person.motion(time_s)
    if pose is None:
        return np.full((size[1], size[0], 3), GREY, np.float32)
    return np.float32(pose.light) * seen_at(photograph, person.portrait, pose, size).astype(np.float32)


def seen_at(photograph: Picture, portrait: Portrait, pose: Pose, size: tuple[int, int]) -> Picture:
    """Draw the photograph, which goes on at its edges, into a picture of this size (width, height)."""
    x, y = (place.astype(np.float32) for place in places(portrait, pose, size))
    return np.asarray(cv2.remap(photograph, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def places(portrait: Portrait, pose: Pose, size: tuple[int, int]) -> tuple[Places, Places]:
    """Return for each pixel of the picture its place (x, y) in the photograph, both of shape (height, width)."""
    pixels = portrait.height / (pose.height * size[1])
    right, down = np.meshgrid(*(np.arange(most, dtype=np.float32) for most in size))
    right, down, roll = right - pose.x * size[0], down - pose.y * size[1], radians(pose.roll_deg)
    across = pixels * (cos(roll) * right + sin(roll) * down)
    along = pixels * (cos(roll) * down - sin(roll) * right)
    x, y = turned(across, along, portrait.height * HEAD, pose)
    return portrait.centre[0] + x, portrait.centre[1] + y


def turned(across: Places, along: Places, radius: float, pose: Pose) -> tuple[Places, Places]:
    """Turn what lies within `radius` of the middle as a ball turns; at its edge the turn has died away."""
    far = np.clip(np.hypot(across, along) / radius, 0, 1)
    share = 1 - far**4
    angle_x, angle_y = (np.arcsin(np.clip(way / radius, -1, 1)) for way in (across, along))
    return (
        np.where(far < 1, radius * np.sin(angle_x - share * radians(pose.yaw_deg)), across),
        np.where(far < 1, radius * np.sin(angle_y + share * radians(pose.pitch_deg)), along),
    )
