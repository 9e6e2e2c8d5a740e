"""Faces followed from picture to picture by their place and size. Pure."""

import math
from collections.abc import Sequence

from interview_simulator.domain.frozen import Frozen
from interview_simulator.steps.video_metrics.engine import Face
from interview_simulator.steps.video_metrics.light import Light
from interview_simulator.steps.video_metrics.sample import Sample

REACH = 1.0
"""Distance up to which two boxes are taken for one face; boxes of one size that lie side by side are 1 apart."""
LEAST = 1e-6
MEMORY_S = 60.0
"""A face that was not seen for so long is not waited for any more."""


class Sighting(Frozen):
    """One face in one picture; `at` is the number of its sample."""

    at: int
    time_s: float
    face: Face
    light: Light


Track = tuple[Sighting, ...]
"""One face, in order of time."""


def tracks(samples: Sequence[Sample]) -> list[Track]:
    """Every face of the samples in one track; a face goes on in the track whose last box is nearest to its own."""
    ended: list[list[Sighting]] = []
    open_: list[list[Sighting]] = []
    for at, sample in enumerate(samples):
        ended += [track for track in open_ if sample.time_s - track[-1].time_s > MEMORY_S]
        open_ = [track for track in open_ if sample.time_s - track[-1].time_s <= MEMORY_S]
        seen = zip(sample.faces, sample.lights, strict=True)
        _go_on(open_, [Sighting(at=at, time_s=sample.time_s, face=face, light=light) for face, light in seen])
    return [tuple(track) for track in ended + open_]


def _go_on(open_: list[list[Sighting]], sightings: list[Sighting]) -> None:
    """Put each sighting into the nearest track, the nearest pair first; one that is near none begins a track."""
    pairs = sorted(
        (distance(track[-1].face, sighting.face), number, other)
        for number, track in enumerate(open_)
        for other, sighting in enumerate(sightings)
    )
    tracks_gone_on, placed = set[int](), set[int]()
    for apart, number, other in pairs:
        if apart <= REACH and number not in tracks_gone_on and other not in placed:
            open_[number].append(sightings[other])
            tracks_gone_on.add(number)
            placed.add(other)
    open_ += [[sighting] for other, sighting in enumerate(sightings) if other not in placed]


def distance(one: Face, other: Face) -> float:
    """How far two boxes are apart: centres in mean widths and heights, and the logarithm of the heights' ratio."""
    width, height = (width_of(one) + width_of(other)) / 2, (height_of(one) + height_of(other)) / 2
    (x, y), (other_x, other_y) = centre_of(one), centre_of(other)
    return math.hypot((x - other_x) / width, (y - other_y) / height) + size_difference(one, other)


def size_difference(one: Face, other: Face) -> float:
    """Absolute logarithm of the ratio of two heights: 0 for the same, 0.69 for the double."""
    return abs(math.log(height_of(one) / height_of(other)))


def centre_of(face: Face) -> tuple[float, float]:
    """From left and from top, as shares of the picture's width and height."""
    return (face.left + face.right) / 2, (face.top + face.bottom) / 2


def width_of(face: Face) -> float:
    """As a share of the picture's width; never 0."""
    return max(face.right - face.left, LEAST)


def height_of(face: Face) -> float:
    """As a share of the picture's height; never 0."""
    return max(face.bottom - face.top, LEAST)
