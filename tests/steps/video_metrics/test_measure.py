from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.domain.report import NotAnalysed
from interview_simulator.steps.video_metrics.candidate import Sight
from interview_simulator.steps.video_metrics.engine import Face
from interview_simulator.steps.video_metrics.light import Light
from interview_simulator.steps.video_metrics.measure import attention, looks_at_camera, measure, spans, warnings
from interview_simulator.steps.video_metrics.sample import Sample

NO_OBJECTS = NotAnalysed(reason="none")
GOOD_LIGHT = Light(picture=0.5, face=0.5)


def face(**changes: Any) -> Face:
    values: dict[str, Any] = {
        "yaw_deg": 0.0, "pitch_deg": 0.0, "roll_deg": 0.0, "gaze_yaw_deg": 0.0, "gaze_pitch_deg": 0.0,
        "eyes_closed": 0.0, "smile": 0.0, "left": 0.4, "right": 0.6, "top": 0.3, "bottom": 0.6,
    }  # fmt: skip
    return Face(**(values | changes))


def mirrored(one: Face) -> Face:
    changes = {"yaw_deg": -one.yaw_deg, "roll_deg": -one.roll_deg, "gaze_yaw_deg": -one.gaze_yaw_deg}
    return one.model_copy(update={**changes, "left": 1 - one.right, "right": 1 - one.left})


def at_2_hz(*faces: list[Face]) -> list[Sample]:
    return [sample(i / 2, *f) for i, f in enumerate(faces)]


def sample(time_s: float, *faces: Face) -> Sample:
    return Sample(time_s=time_s, faces=faces, lights=(GOOD_LIGHT,) * len(faces))


def sight(time_s: float = 0.0, seen: Face | None = None, people: int = 1, light: Light = GOOD_LIGHT) -> Sight:
    """A moment with the candidate's face, alone."""
    there = seen is not None
    return Sight(time_s=time_s, present=there, people=people if there else 0, face=seen, light=light if there else None)


def sights(*faces: Face) -> list[Sight]:
    return [sight(i / 2, seen) for i, seen in enumerate(faces)]


degrees = st.floats(-60, 60)
some_face = st.builds(
    face, yaw_deg=degrees, pitch_deg=degrees, roll_deg=degrees, gaze_yaw_deg=degrees, eyes_closed=st.floats(0, 1),
    smile=st.floats(0, 1),
)  # fmt: skip
some_samples = st.lists(st.lists(some_face, max_size=2), min_size=1, max_size=30).map(lambda f: at_2_hz(*f))


@given(some_samples)
def test_in_a_mirror_yaw_changes_sign_and_nothing_else_changes(samples: list[Sample]) -> None:
    other = [s.model_copy(update={"faces": tuple(mirrored(f) for f in s.faces)}) for s in samples]
    seen, seen_mirrored = (measure(each, 2.0, len(samples) / 2, NO_OBJECTS) for each in (samples, other))
    if seen.yaw_deg and seen_mirrored.yaw_deg:
        assert seen_mirrored.yaw_deg.median == pytest.approx(-seen.yaw_deg.median, abs=0.02)
        assert seen_mirrored.yaw_deg.p05 == pytest.approx(-seen.yaw_deg.p95, abs=0.02)
    same = {"attention", "attentive_ratio", "smile_ratio", "spans", "face_present_ratio", "pitch_deg"}
    assert seen.model_dump(include=same) == seen_mirrored.model_dump(include=same)


@given(some_samples)
def test_shares_are_shares_and_spans_lie_in_the_video_in_order(samples: list[Sample]) -> None:
    duration_s = len(samples) / 2
    section = measure(samples, 2.0, duration_s, NO_OBJECTS)
    assert section.multiple_faces_ratio <= section.face_present_ratio <= 1
    for span in section.spans:
        assert 0 <= span.start_s < span.end_s <= duration_s
    assert list(section.spans) == sorted(section.spans, key=lambda span: span.start_s)


def test_a_video_without_a_face_has_no_figures_of_a_face() -> None:
    section = measure(at_2_hz([], []), 2.0, 1.0, NO_OBJECTS)
    assert section.face_present_ratio == 0
    assert section.yaw_deg is None and section.attention is None and section.smile_ratio is None
    assert section.limits


@pytest.mark.parametrize(("jump_deg", "attentive"), [(29.0, True), (31.0, False)])
def test_attention_is_lost_by_a_jump_of_more_than_30_degrees_between_samples_5_s_apart(
    jump_deg: float, attentive: bool
) -> None:
    assert attention(sights(*[face()] * 10, face(yaw_deg=jump_deg))) is attentive


def test_a_jump_between_the_samples_5_s_apart_is_not_seen_by_the_guides_rule() -> None:
    assert attention(sights(*[face()] * 5, face(yaw_deg=60), *[face()] * 5)) is True


def test_eyes_can_make_up_for_the_head() -> None:
    assert looks_at_camera(face(yaw_deg=20, gaze_yaw_deg=-20))
    assert not looks_at_camera(face(yaw_deg=20))


def test_each_kind_of_span_has_its_time() -> None:
    seen = [sight(0.0, face()), sight(0.5, face(yaw_deg=40)), sight(1.0), sight(1.5, face(), people=2)]
    found = [(span.kind, span.start_s, span.end_s) for span in spans(seen, 2.0)]
    assert found == [("looked_away", 0.5, 1.0), ("no_face", 1.0, 1.5), ("multiple_faces", 1.5, 2.0)]


def test_blinks_are_counted_only_when_sampled_often_enough() -> None:
    blinking = [sample(i / 10, face(eyes_closed=float(i % 20 == 0))) for i in range(1, 600)]
    assert measure(blinking, 10.0, 60.0, NO_OBJECTS).blinks_per_min == pytest.approx(29, abs=1)
    seldom = measure(blinking[::5], 2.0, 60.0, NO_OBJECTS)
    assert seldom.blinks_per_min is None and "blink" in seldom.limits["blinks_per_min"]


@pytest.mark.parametrize(
    ("light", "seen", "code"),
    [
        (Light(picture=0.1, face=0.1), face(), "too_dark"),
        (Light(picture=0.9, face=0.95), face(), "too_bright"),
        (Light(picture=0.8, face=0.3), face(), "backlit"),
        (GOOD_LIGHT, face(top=0.5, bottom=0.55), "face_too_small"),
        (GOOD_LIGHT, face(top=0.1, bottom=0.9), "face_too_close"),
        (GOOD_LIGHT, face(left=0.0, right=0.2), "face_off_centre"),
    ],
)
def test_light_and_framing_are_warned_of(light: Light, seen: Face, code: str) -> None:
    assert [warning.code for warning in warnings([sight(seen=seen, light=light)])] == [code]


def test_the_light_of_a_picture_without_a_face_is_not_judged() -> None:
    assert warnings([sight()]) == ()


def test_of_several_people_of_one_size_no_figure_of_a_face_is_given() -> None:
    left, right = face(left=0.1, right=0.3, yaw_deg=20), face(left=0.6, right=0.8)
    section = measure(at_2_hz(*[[left, right]] * 4, [], [right]), 2.0, 3.0, NO_OBJECTS)
    of_a_face = {"looking_at_camera_ratio", "attention", "attentive_ratio", "yaw_deg", "smile_ratio"}
    assert set(section.model_dump(include=of_a_face).values()) == {None}
    assert "candidate" in section.limits
    assert [warning.code for warning in section.warnings] == ["several_people"]
    assert section.face_present_ratio == pytest.approx(5 / 6, abs=1e-3)
    assert [span.kind for span in section.spans] == ["multiple_faces", "no_face"]
