"""Faces followed by place and size, the candidate told from others, pictures on the wall from people."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from tests.steps.video_metrics.test_measure import face, sample

from interview_simulator.steps.video_metrics.candidate import Sights, told_apart
from interview_simulator.steps.video_metrics.engine import Face
from interview_simulator.steps.video_metrics.sample import Sample
from interview_simulator.steps.video_metrics.tracks import tracks


def box(x: float, height: float = 0.3, *, yaw_deg: float = 0.0) -> Face:
    """A face whose centre is at `x`, of this height."""
    return face(
        left=x - height / 3, right=x + height / 3, top=0.4 - height / 2, bottom=0.4 + height / 2, yaw_deg=yaw_deg
    )


def swaying(at: int, x: float = 0.5, height: float = 0.3) -> Face:
    """A face that turns to and fro."""
    return box(x + 0.02 * (at % 3), height, yaw_deg=5.0 * (at % 3))


def largest_first(*faces: Face) -> tuple[Face, ...]:
    return tuple(sorted(faces, key=lambda one: one.bottom - one.top, reverse=True))


def at_2_hz(seen: Sequence[Sequence[Face]]) -> list[Sample]:
    return [sample(at / 2, *largest_first(*faces)) for at, faces in enumerate(seen)]


def places(sights: Sights) -> list[float | None]:
    """Where the candidate's face is; None where it is not."""
    return [None if one.face is None else round((one.face.left + one.face.right) / 2, 1) for one in sights.each]


@given(st.lists(st.lists(st.floats(0.1, 0.9).map(box), max_size=4), max_size=12))
def test_every_face_is_in_one_track_and_each_track_has_one_face_a_picture(seen: list[list[Face]]) -> None:
    found = tracks(at_2_hz(seen))
    assert sum(map(len, found)) == sum(map(len, seen))
    for track in found:
        assert [one.at for one in track] == sorted({one.at for one in track})


def test_two_faces_that_take_turns_at_being_the_larger_stay_two() -> None:
    found = tracks(at_2_hz([[box(0.2, 0.3 + 0.02 * (at % 2)), box(0.7, 0.31)] for at in range(8)]))
    assert sorted(len(track) for track in found) == [8, 8]
    assert all(len({round(one.face.left + one.face.right, 1) for one in track}) == 1 for track in found)


def test_the_candidate_is_followed_while_a_larger_face_comes_by() -> None:
    seen = [[swaying(at), *([box(0.1 * at, 0.4)] if 8 <= at < 10 else [])] for at in range(30)]
    told = told_apart(at_2_hz(seen))
    assert told.is_told and set(places(told)) == {0.5}
    assert [one.people for one in told.each] == [1] * 8 + [2] * 2 + [1] * 20


def test_who_was_away_and_comes_back_to_another_place_is_the_candidate() -> None:
    told = told_apart(
        at_2_hz([[swaying(at, 0.3)] if at < 10 else [swaying(at, 0.7)] if at > 14 else [] for at in range(30)])
    )
    assert told.is_told and [at for at, one in enumerate(told.each) if not one.present] == [10, 11, 12, 13, 14]


def test_somebody_behind_is_not_the_candidate_while_the_candidate_is_away() -> None:
    seen = [[swaying(at, 0.7, 0.15), *([swaying(at, 0.4)] if at < 20 else [])] for at in range(30)]
    told = told_apart(at_2_hz(seen))
    assert told.is_told and [one.present for one in told.each] == [True] * 20 + [False] * 10


def test_of_a_gallery_it_cannot_be_told_who_the_candidate_is() -> None:
    told = told_apart(at_2_hz([[swaying(at + tile, 0.2 + 0.3 * tile) for tile in range(3)] for at in range(10)]))
    assert not told.is_told and all(one.face is None and one.present and one.people == 3 for one in told.each)


def test_a_picture_on_the_wall_is_nobody() -> None:
    told = told_apart(at_2_hz([[box(0.2, 0.2), *([swaying(at)] if at < 20 else [])] for at in range(30)]))
    assert told.is_told and [one.people for one in told.each] == [1] * 20 + [0] * 10


def test_who_comes_in_and_sits_still_is_no_picture() -> None:
    told = told_apart(at_2_hz([[swaying(at), *([box(0.1, 0.2)] if at >= 20 else [])] for at in range(30)]))
    assert [one.people for one in told.each] == [1] * 20 + [2] * 10


def test_a_face_alone_is_the_candidate_however_still() -> None:
    told = told_apart(at_2_hz([[box(0.5)]] * 10))
    assert told.is_told and all(one.present and one.people == 1 for one in told.each)
