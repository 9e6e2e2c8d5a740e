"""Which of the faces is the candidate's, which are other people's, and which are pictures on the wall. Pure.

The candidate is who fills most of the recording: by size of the face and by time. Where somebody else fills nearly as
much, as in a gallery of tiles or with two people at one table, it cannot be told who of them is the candidate.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from interview_simulator.domain.frozen import Frozen
from interview_simulator.steps.video_metrics.engine import Face
from interview_simulator.steps.video_metrics.light import Light
from interview_simulator.steps.video_metrics.sample import Sample
from interview_simulator.steps.video_metrics.tracks import Sighting, Track, height_of, size_difference, tracks

RIVAL = 0.5
"""Share of the candidate's area times time from which another person might as well be the candidate."""
ONE_SIZE = math.log(1.6)
"""Difference of two sizes up to which somebody who is seen again elsewhere may be the same person."""

STILL: Mapping[Callable[[Face], float], float] = {
    lambda face: face.yaw_deg: 3.0,
    lambda face: face.pitch_deg: 3.0,
    lambda face: face.roll_deg: 1.5,
    lambda face: face.eyes_closed: 0.15,
    lambda face: face.smile: 0.15,
}
"""Spread, from the 10th to the 90th percentile, below which a face is not seen to move: what remains is noise."""
STILL_SIGHTINGS = 6
"""It takes so many to tell."""
HANGS_FROM, HANGS_TO = 0.25, 0.75
"""A picture on the wall is seen before and after these shares of the recording: it does not come or go."""

Person = dict[int, Sighting]
"""Number of the sample -> what was seen of the person."""


class Sight(Frozen):
    """One moment, with the candidate told from others."""

    time_s: float
    present: bool
    """Whether the candidate is seen, or somebody where it cannot be told who that is."""
    people: int
    """Faces, the candidate's among them, without pictures on the wall."""
    face: Face | None
    """The candidate's; None while away, and where it cannot be told which one that is."""
    light: Light | None
    lies: bool | None = None


class Sights(Frozen):
    """All moments, in order of time."""

    each: tuple[Sight, ...]
    is_told: bool
    """Whether it can be told which face is the candidate's; true where there is none."""


def told_apart(samples: Sequence[Sample]) -> Sights:
    """The candidate in every sample, and how many people are there."""
    people = sorted(_people(_without_pictures(tracks(samples), len(samples))), key=_weight, reverse=True)
    candidate = people[0] if people else {}
    is_told = len(people) < 2 or _weight(people[1]) < RIVAL * _weight(candidate)
    return Sights(each=tuple(_sight(at, sample, people, is_told) for at, sample in enumerate(samples)), is_told=is_told)


def _sight(at: int, sample: Sample, people: Sequence[Person], is_told: bool) -> Sight:
    count = sum(at in person for person in people)
    seen = people[0].get(at) if people and is_told else None
    return Sight(
        time_s=sample.time_s,
        present=seen is not None if is_told else count > 0,
        people=count,
        face=seen.face if seen else None,
        light=seen.light if seen else None,
        lies=sample.lies,
    )


def _people(found: Iterable[Track]) -> list[Person]:
    """Tracks put together that may be one person, seen again: of about one size, and never at the same time."""
    people: list[Person] = []
    for track in sorted(found, key=_area_times_time, reverse=True):
        seen = {sighting.at: sighting for sighting in track}
        same = next((person for person in people if _may_be_one(person, seen)), None)
        if same is None:
            people.append(seen)
        else:
            same.update(seen)
    return people


def _may_be_one(person: Person, other: Person) -> bool:
    if not person.keys().isdisjoint(other):
        return False
    one, another = (min(seen.items())[1].face for seen in (person, other))
    return size_difference(one, another) <= ONE_SIZE


def _weight(person: Person) -> float:
    return _area_times_time(person.values())


def _area_times_time(sightings: Iterable[Sighting]) -> float:
    return sum((one.face.right - one.face.left) * height_of(one.face) for one in sightings)


def _without_pictures(found: list[Track], samples: int) -> list[Track]:
    """The tracks without those of pictures on the wall; all of them where nothing else is seen."""
    return [track for track in found if not is_picture(track, samples)] or found


def is_picture(track: Track, samples: int) -> bool:
    """Whether the face hangs there from beginning to end and never moves, blinks or smiles."""
    hangs = track[0].at <= HANGS_FROM * samples and track[-1].at >= HANGS_TO * (samples - 1)
    return hangs and len(track) >= STILL_SIGHTINGS and all(_spread(track, of) < most for of, most in STILL.items())


def _spread(track: Track, of: Callable[[Face], float]) -> float:
    low, high = np.percentile([of(sighting.face) for sighting in track], [10, 90])
    return float(high - low)
