"""What was seen, from faces at sampled moments to the figures of the report. Pure.

Nothing here says what a person felt: a smile is the raising of the corners of the mouth, nothing more.
"""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise, starmap

import numpy as np

from interview_simulator.domain.report import NotAnalysed, ObjectsFound, Spread, VideoSection, Warning
from interview_simulator.domain.timeline import Span, SpanKind, runs
from interview_simulator.steps.video_metrics.candidate import Sight, told_apart
from interview_simulator.steps.video_metrics.engine import Face
from interview_simulator.steps.video_metrics.light import Light
from interview_simulator.steps.video_metrics.sample import Sample
from interview_simulator.steps.video_metrics.tracks import centre_of, height_of

ATTENTION_STEP_S = 5.0
ATTENTION_JUMP_DEG = 30.0
"""The guide's rule: attention is lost when the pose moves by more than this between two samples 5 s apart."""

CAMERA_YAW_DEG, CAMERA_PITCH_DEG = 15.0, 15.0
"""Gaze (head and eyes together) within this of the lens counts as looking at the camera: a laptop's screen, seen from
60 cm, spans about 15 degrees to each side and below its lens."""
SMILE = 0.4
"""Blendshape score, mean of both corners of the mouth, from which a smile is clearly visible."""
CLOSED = 0.5
"""Blendshape score from which an eye is taken for closed."""
BLINK_SAMPLING_HZ = 10.0
"""A blink lasts 0.1 to 0.4 s (Schiffman 2001); sampled less often than this, most would be missed."""

MOTION_SAMPLING_HZ = 1.0
"""A head turns and turns back within a second or two; sampled less often than this, most of its way would be missed."""

DARK, BRIGHT = 0.2, 0.85
BACKLIT_DIFFERENCE = 0.25
SMALL_FACE, LARGE_FACE = 0.12, 0.6
"""Height of the face as a share of the picture's."""
OFF_CENTRE = 0.25
"""Distance of the face's centre from the picture's, as a share of its width."""
LYING_DEG = 60.0
"""Nobody tilts the head by so much for long."""
WARNED_RATIO = 0.25
"""A warning is given when it held for this share of the samples."""
CANNOT_TELL = (
    "Several people are in the picture, and it cannot be told which of them is the candidate, so figures of one face "
    "are not given."
)


def measure(
    samples: Sequence[Sample], sampling_hz: float, duration_s: float, objects: ObjectsFound | NotAnalysed
) -> VideoSection:
    """All figures of the video section. Shares are of the samples; None where there was no face to measure.

    Figures of a face are the candidate's; None where it cannot be told which face that is.
    """
    told = told_apart(samples)
    sights = told.each
    faces = [sight.face for sight in sights if sight.face]
    return VideoSection(
        sampling_hz=sampling_hz,
        samples=len(sights),
        face_present_ratio=_share(sights, lambda sight: sight.present),
        multiple_faces_ratio=_share(sights, _in_company),
        looking_at_camera_ratio=_mean([looks_at_camera(face) for face in faces]),
        attention=attention(sights),
        attentive_ratio=_share(sights, _attentive) if sights and told.is_told else None,
        yaw_deg=_spread([face.yaw_deg for face in faces]),
        pitch_deg=_spread([face.pitch_deg for face in faces]),
        roll_deg=_spread([face.roll_deg for face in faces]),
        blinks_per_min=blinks_per_min(sights, sampling_hz, duration_s),
        smile_ratio=_mean([face.smile >= SMILE for face in faces]),
        head_motion_deg_per_s=head_motion_deg_per_s(sights) if sampling_hz >= MOTION_SAMPLING_HZ else None,
        objects=objects,
        spans=spans(sights, duration_s),
        warnings=(*([] if told.is_told else [_several_people(sights)]), *warnings(sights)),
        limits=_limits(faces, sampling_hz) if told.is_told else {"candidate": CANNOT_TELL},
    )


def looks_at_camera(face: Face) -> bool:
    """Head and eyes together point at the lens: |yaw + gaze yaw| and |pitch + gaze pitch| are both small."""
    yaw, pitch = face.yaw_deg + face.gaze_yaw_deg, face.pitch_deg + face.gaze_pitch_deg
    return abs(yaw) <= CAMERA_YAW_DEG and abs(pitch) <= CAMERA_PITCH_DEG


def _attentive(sight: Sight) -> bool:
    """The candidate is alone, and looks at the camera."""
    return sight.face is not None and sight.people == 1 and looks_at_camera(sight.face)


def _in_company(sight: Sight) -> bool:
    return sight.present and sight.people > 1


def pose_distance_deg(one: Face, other: Face) -> float:
    """Euclidean distance of (yaw, pitch, roll), as the guide measures it."""
    return math.dist((one.yaw_deg, one.pitch_deg, one.roll_deg), (other.yaw_deg, other.pitch_deg, other.roll_deg))


def attention(sights: Sequence[Sight]) -> bool | None:
    """The guide's rule: True unless the pose jumps by more than 30 degrees between samples 5 s apart.

    Only samples with the candidate's face are compared; None when there was none.
    """
    chosen, due_s = list[Face](), 0.0
    for sight in sights:
        if sight.face and (not chosen or sight.time_s >= due_s - 1e-6):
            chosen.append(sight.face)
            due_s = sight.time_s + ATTENTION_STEP_S
    if not chosen:
        return None
    return all(pose_distance_deg(before, after) <= ATTENTION_JUMP_DEG for before, after in pairwise(chosen))


def head_motion_deg_per_s(sights: Sequence[Sight]) -> float | None:
    """Median over neighbouring samples with the candidate's face of pose distance / time between them.

    The median, because the tracker's first picture of a face and a cut in the video are no movements of the head.
    """
    speeds = [
        pose_distance_deg(before.face, after.face) / (after.time_s - before.time_s)
        for before, after in pairwise(sights)
        if before.face and after.face and after.time_s > before.time_s
    ]
    return round(float(np.median(speeds)), 2) if speeds else None


def blinks_per_min(sights: Sequence[Sight], sampling_hz: float, duration_s: float) -> float | None:
    """Closings of the eyes per minute of video with the candidate's face; None when sampled too seldom to see them."""
    closed = [sight.face.eyes_closed >= CLOSED for sight in sights if sight.face]
    if sampling_hz < BLINK_SAMPLING_HZ or not closed or duration_s <= 0:
        return None
    closings = sum(not before and after for before, after in pairwise(closed))
    return round(60 * closings / (duration_s * len(closed) / len(sights)), 1)


def spans(sights: Sequence[Sight], duration_s: float) -> tuple[Span, ...]:
    """Stretches in which the candidate looked away, was not seen, or was not alone, in order of their start."""
    kinds: dict[SpanKind, Callable[[Sight], bool]] = {
        "looked_away": lambda sight: sight.face is not None and sight.people == 1 and not looks_at_camera(sight.face),
        "no_face": lambda sight: not sight.present,
        "multiple_faces": _in_company,
    }
    found = [
        Span(kind=kind, start_s=round(run.start_s, 3), end_s=round(run.end_s, 3))
        for kind, held in kinds.items()
        for run in runs(((sight.time_s, held(sight)) for sight in sights), duration_s)
    ]
    return tuple(sorted(found, key=lambda span: (span.start_s, span.kind)))


def _several_people(sights: Sequence[Sight]) -> Warning:
    return Warning(code="several_people", ratio=_share(sights, _in_company))


def warnings(sights: Sequence[Sight]) -> tuple[Warning, ...]:
    """Light and framing that make the other figures less certain, each with the share of samples in which it held.

    The light is that on the face: a white wall behind a dark face is a dark picture of a person, and a white slide
    without anybody is no picture of a person.
    """
    held: dict[str, Callable[[Face, Light], bool]] = {
        "too_dark": lambda _, light: light.face is not None and light.face < DARK,
        "too_bright": lambda _, light: light.face is not None and light.face > BRIGHT,
        "backlit": lambda _, light: light.face is not None and light.picture - light.face > BACKLIT_DIFFERENCE,
        "face_too_small": lambda face, _: height_of(face) < SMALL_FACE,
        "face_too_close": lambda face, _: height_of(face) > LARGE_FACE,
        "face_off_centre": lambda face, _: abs(centre_of(face)[0] - 0.5) > OFF_CENTRE,
    }
    seen = [(sight.face, sight.light) for sight in sights if sight.face and sight.light]
    shares = {code: round(sum(starmap(test, seen)) / max(1, len(sights)), 4) for code, test in held.items()}
    return tuple(
        Warning.model_validate({"code": code, "ratio": share})
        for code, share in (shares | {"sideways": _lying(sights)}).items()
        if share >= WARNED_RATIO
    )


def _lying(sights: Sequence[Sight]) -> float:
    """Share of the pictures that lie on their side, of those in which that can be told."""
    seen = [abs(sight.face.roll_deg) > LYING_DEG for sight in sights if sight.face]
    turned = [sight.lies for sight in sights if not sight.people and sight.lies is not None]
    return _mean([*seen, *turned]) or 0.0


def _share(sights: Sequence[Sight], test: Callable[[Sight], bool]) -> float:
    return _mean([test(sight) for sight in sights]) or 0.0


def _mean(flags: Sequence[bool]) -> float | None:
    return round(sum(flags) / len(flags), 4) if flags else None


def _spread(values: Sequence[float]) -> Spread | None:
    if not values:
        return None
    p05, median, p95 = (round(float(value), 2) for value in np.percentile(values, [5, 50, 95]))
    return Spread(median=median, p05=p05, p95=p95)


def _limits(faces: Sequence[Face], sampling_hz: float) -> dict[str, str]:
    if not faces:
        return {"face": "No face was seen, so nothing about it could be measured."}
    limits = {}
    if sampling_hz < BLINK_SAMPLING_HZ:
        limits["blinks_per_min"] = (
            f"A blink is shorter than the time between two of {sampling_hz:g} pictures a second; "
            f"it takes at least {BLINK_SAMPLING_HZ:g} to count blinks."
        )
    if sampling_hz < MOTION_SAMPLING_HZ:
        limits["head_motion_deg_per_s"] = (
            f"Between two of {sampling_hz:g} pictures a second the head may have turned and turned back; "
            f"it takes at least {MOTION_SAMPLING_HZ:g} to measure its movement."
        )
    return limits
