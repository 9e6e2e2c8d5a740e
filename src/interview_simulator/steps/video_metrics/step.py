"""Frames -> presence, pose, gaze, smiles, movement, light, and the spans in which something was amiss."""

from collections.abc import Iterator
from pathlib import Path

from interview_simulator.domain.progress import Progress, silent
from interview_simulator.domain.report import Cost, NotAnalysed, ObjectsFound
from interview_simulator.domain.results import VideoMetrics
from interview_simulator.errors import BadRecordingError
from interview_simulator.media.frames import sampled_frames
from interview_simulator.steps.video_metrics.engine import FaceEngine, ObjectEngine, Picture
from interview_simulator.steps.video_metrics.labels import SUNGLASSES
from interview_simulator.steps.video_metrics.light import light_of
from interview_simulator.steps.video_metrics.measure import Sample, measure

OBJECT_SAMPLING_HZ = 0.2
"""The guide's: a picture every 5 s."""


def video_metrics(
    video: Path,
    *,
    faces: FaceEngine,
    objects: ObjectEngine | None = None,
    sampling_hz: float = 2.0,
    duration_s: float,
    progress: Progress = silent,
) -> VideoMetrics:
    """Measure what is seen in the video.

    Raises BadRecordingError when not one picture can be read, ModelFileError when the face model cannot be had.
    """
    samples = list(_samples(video, faces, sampling_hz, duration_s, progress))
    if not samples:
        raise BadRecordingError("Not one picture of the video can be read; record or send it again.")
    engines = {"faces": faces.name, **({"objects": objects.name} if objects else {})}
    found, pictures = _objects(video, objects, samples)
    costs = (_cost(faces, len(samples)), *((_cost(objects, pictures),) if objects else ()))
    return VideoMetrics(
        section=measure(samples, sampling_hz, duration_s, found),
        engines=engines,
        models=faces.models,
        estimated_costs=tuple(cost for cost in costs if cost is not None),
    )


def _samples(
    video: Path, engine: FaceEngine, sampling_hz: float, duration_s: float, progress: Progress
) -> Iterator[Sample]:
    with engine.session() as session:
        for time_s, picture in sampled_frames(video, sampling_hz):
            found = session.faces(picture, time_s)
            yield Sample(time_s=time_s, faces=tuple(found), light=light_of(picture, found[0] if found else None))
            progress(time_s / duration_s if duration_s else 0.0)


def _objects(video: Path, engine: ObjectEngine | None, samples: list[Sample]) -> tuple[ObjectsFound | NotAnalysed, int]:
    """What the engine found, with sunglasses where the face engine saw them, and how many pictures it was shown."""
    if engine is None:
        return NotAnalysed(reason="No engine that recognises objects is configured.", code="no_object_engine"), 0
    shown = 0

    def pictures() -> Iterator[tuple[float, Picture]]:
        nonlocal shown
        for moment in sampled_frames(video, OBJECT_SAMPLING_HZ):
            shown += 1
            yield moment

    labels = {*engine.labels(pictures())}
    if any(face.sunglasses for sample in samples for face in sample.faces):
        labels.add(SUNGLASSES)
    return ObjectsFound(labels=tuple(sorted(labels))), shown


def _cost(engine: FaceEngine | ObjectEngine, pictures: int) -> Cost | None:
    if engine.price is None:
        return None
    usd = round(pictures * engine.price.usd_per_picture, 6)
    return Cost(service=engine.name, calls=pictures, usd=usd, published=engine.price.published)
