"""Pictures with several portraits in them: on a wall, in the tiles of a call, walking by behind somebody."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import sin

import numpy as np
from tests.support.moving_portrait import COLLINS, GRAIN, GREY, OBAMA, Motion, Person, Picture, Pose, seen_at, speaking

Place = tuple[float, float, float, float]
"""Left, top, width and height, as shares of the picture's."""
PICTURE = (640, 480)


@dataclass(frozen=True)
class Shown:
    """A person in a rectangle of the picture, which may move; the pose is that within the rectangle."""

    person: Person
    place: Callable[[float], Place | None]


def scene(
    shown: Sequence[Shown], seconds: float, hz: float = 5.0, size: tuple[int, int] = PICTURE
) -> Iterator[tuple[float, Picture]]:
    """Yield times in seconds and pictures; who is named later stands before who is named earlier."""
    chance = np.random.default_rng(0)
    drawn = [(one, one.person.portrait.picture()) for one in shown]
    for count in range(round(seconds * hz)):
        picture = np.full((size[1], size[0], 3), GREY, np.float32)
        for one, photograph in drawn:
            _draw(picture, one, photograph, count / hz)
        seen = picture + chance.normal(0, GRAIN, (size[1], size[0], 1))
        yield count / hz, np.clip(seen, 0, 255).astype(np.uint8)


def _draw(picture: np.ndarray, one: Shown, photograph: Picture, time_s: float) -> None:
    place, pose = one.place(time_s), one.person.motion(time_s)
    if place is None or pose is None:
        return
    height, width = picture.shape[:2]
    left, top = round(place[0] * width), round(place[1] * height)
    tile = seen_at(photograph, one.person.portrait, pose, (round(place[2] * width), round(place[3] * height)))
    right, bottom = min(width, left + tile.shape[1]), min(height, top + tile.shape[0])
    if right > max(0, left) and bottom > max(0, top):
        picture[max(0, top) : bottom, max(0, left) : right] = tile[
            max(0, -top) : bottom - top, max(0, -left) : right - left
        ]


def somebody(motion: Motion = speaking, place: Place = (0.3, 0.1, 0.6, 0.9)) -> Shown:
    """The candidate, who speaks, to the right of the middle."""
    return Shown(Person(COLLINS, motion), lambda _: place)


def poster(place: Place = (0.02, 0.05, 0.25, 0.4)) -> Shown:
    """A portrait that hangs on the wall."""
    return Shown(Person(OBAMA, lambda _: Pose(height=0.6)), lambda _: place)


def listener(place: Place = (0.02, 0.05, 0.25, 0.4)) -> Shown:
    """Somebody who sits where the poster hangs, and moves."""
    return Shown(Person(OBAMA, _nodding), lambda _: place)


def passer_by(from_s: float, to_s: float) -> Shown:
    """Somebody who walks through behind the candidate, from the left edge to the right one."""

    def place(time_s: float) -> Place | None:
        return ((time_s - from_s) / (to_s - from_s) * 1.2 - 0.3, 0.05, 0.3, 0.5) if from_s <= time_s < to_s else None

    return Shown(Person(OBAMA, _nodding), place)


def gallery(rows: int, columns: int) -> list[Shown]:
    """The tiles of a call, each with somebody who speaks."""
    return [
        Shown(Person((COLLINS, OBAMA)[tile % 2], _in_a_tile(tile)), _fixed(tile, rows, columns))
        for tile in range(rows * columns)
    ]


def _fixed(tile: int, rows: int, columns: int) -> Callable[[float], Place]:
    row, column = divmod(tile, columns)
    return lambda _: (column / columns, row / rows, 1 / columns, 1 / rows)


def _in_a_tile(tile: int) -> Motion:
    """Near enough to be found where tiles are small; each speaks in a time of its own."""
    return lambda time_s: replace(speaking(time_s + 0.7 * tile), height=0.65)


def _nodding(time_s: float) -> Pose:
    return Pose(height=0.6, roll_deg=5 * sin(2 * time_s), yaw_deg=8 * sin(time_s))
