"""Which of the faces is the candidate's, which are other people's, and which are pictures on the wall. Pure.

The candidate is who fills most of the recording: by size of the face and by time. Where somebody else fills nearly as
much, as in a gallery of tiles or with two people at one table, it cannot be told who of them is the candidate.
"""

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from interview_simulator.domain.frozen import Frozen
from interview_simulator.steps.video_metrics.engine import Face
from interview_simulator.steps.video_metrics.light import Light
from interview_simulator.steps.video_metrics.sample import Sample
from interview_simulator.steps.video_metrics.tracks import (
    Sighting,
    Track,
    centre_of,
    height_of,
    size_difference,
    tracks,
    width_of,
)

RIVAL = 0.5
"""Share of the candidate's area times time from which another person might as well be the candidate."""
ONE_SIZE = math.log(1.6)
"""Difference of two sizes up to which somebody who is seen again elsewhere may be the same person."""

STILL: tuple[tuple[Callable[[Face], float], float], ...] = (
    (lambda face: face.yaw_deg, 6.0),
    (lambda face: face.pitch_deg, 4.0),
    (lambda face: face.roll_deg, 2.5),
    (lambda face: face.gaze_yaw_deg, 6.0),
    (lambda face: face.gaze_pitch_deg, 6.0),
    (lambda face: face.smile, 0.15),
)
"""Spreads, from the 10th to the 90th percentile, below which a face is not seen to move. Measured: portraits that hang
still, seen through VP8 of 120 kbit/s, up to 5.0, 2.3, 1.6, 3.5 and 3.1 degrees; people who speak, from 10, 9, 6, 9 and
15."""
STAYS = 0.1
"""The same of its middle, in widths and heights of the face."""
BLINK = 0.3
"""Rise of `eyes_closed` over its lowest that only a lid that falls makes: noise makes up to 0.08."""
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
    return sum(width_of(one.face) * height_of(one.face) for one in sightings)


def _without_pictures(found: list[Track], samples: int) -> list[Track]:
    """The tracks without those of pictures on the wall; all of them where nobody is seen to move."""
    long_enough = [track for track in found if len(track) >= STILL_SIGHTINGS]
    still = [track for track in long_enough if is_still(track)]
    pictures = [track for track in still if _hangs(track, samples)] if len(still) < len(long_enough) else []
    return [track for track in found if not any(track is picture for picture in pictures)]


def is_still(track: Track) -> bool:
    """Whether the face stays where it is and never turns, blinks or smiles by more than noise."""
    faces = [sighting.face for sighting in track]
    return _stays(faces) and not _blinks(faces) and all(_spread(list(map(of, faces))) < most for of, most in STILL)


def _hangs(track: Track, samples: int) -> bool:
    """Whether the face is there from the beginning to the end."""
    return track[0].at <= HANGS_FROM * samples and track[-1].at >= HANGS_TO * (samples - 1)


def _stays(faces: Sequence[Face]) -> bool:
    across, down = zip(*map(centre_of, faces), strict=True)
    width, height = (float(np.median(list(map(size, faces)))) for size in (width_of, height_of))
    return _spread(across) < STAYS * width and _spread(down) < STAYS * height


def _blinks(faces: Sequence[Face]) -> bool:
    lids = [face.eyes_closed for face in faces]
    return max(lids) - min(lids) >= BLINK


def _spread(values: Sequence[float]) -> float:
    low, high = np.percentile(values, [10, 90])
    return float(high - low)
