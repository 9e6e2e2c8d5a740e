from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.domain.report import NotAnalysed
from interview_simulator.steps.video_metrics.engine import Face
from interview_simulator.steps.video_metrics.light import Light
from interview_simulator.steps.video_metrics.measure import Sample, attention, looks_at_camera, measure, spans, warnings

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
    return [Sample(time_s=i / 2, faces=tuple(f), light=GOOD_LIGHT) for i, f in enumerate(faces)]


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
    still = [[face()]] * 10
    assert attention(at_2_hz(*still, [face(yaw_deg=jump_deg)])) is attentive


def test_a_jump_between_the_samples_5_s_apart_is_not_seen_by_the_guides_rule() -> None:
    assert attention(at_2_hz(*[[face()]] * 5, [face(yaw_deg=60)], *[[face()]] * 5)) is True


def test_eyes_can_make_up_for_the_head() -> None:
    assert looks_at_camera(face(yaw_deg=20, gaze_yaw_deg=-20))
    assert not looks_at_camera(face(yaw_deg=20))


def test_each_kind_of_span_has_its_time() -> None:
    samples = at_2_hz([face()], [face(yaw_deg=40)], [], [face(), face()])
    found = [(span.kind, span.start_s, span.end_s) for span in spans(samples, 2.0)]
    assert found == [("looked_away", 0.5, 1.0), ("no_face", 1.0, 1.5), ("multiple_faces", 1.5, 2.0)]


def test_blinks_are_counted_only_when_sampled_often_enough() -> None:
    blinking = [
        Sample(time_s=i / 10, faces=(face(eyes_closed=float(i % 20 == 0)),), light=GOOD_LIGHT) for i in range(1, 600)
    ]
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
    assert [warning.code for warning in warnings([Sample(time_s=0, faces=(seen,), light=light)])] == [code]


@pytest.mark.parametrize(
    "light", [Light(picture=0.02, face=None), Light(picture=0.97, face=None)], ids=["dark", "white"]
)
def test_the_light_of_a_picture_without_a_face_is_not_judged(light: Light) -> None:
    assert warnings([Sample(time_s=0, faces=(), light=light)]) == ()
