"""Frames -> presence, pose, gaze, smiles, movement, light, and the spans in which something was amiss."""

from collections.abc import Iterator
from pathlib import Path

from interview_simulator.decoding.decoder import IN_PROCESS, Decoder
from interview_simulator.domain.progress import Progress, silent
from interview_simulator.domain.report import NotAnalysed, ObjectsFound
from interview_simulator.domain.results import VideoMetrics
from interview_simulator.errors import BadRecordingError
from interview_simulator.media.frames import sampled_frames
from interview_simulator.steps.video_metrics.engine import FaceEngine, ObjectEngine, Picture
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
    decoder: Decoder = IN_PROCESS,
) -> VideoMetrics:
    """Measure what is seen in the video.

    Raises BadRecordingError when not one picture can be read, ModelFileError when the face model cannot be had.
    """
    pictures = decoder.each(sampled_frames, video, sampling_hz)
    samples = list(_samples(pictures, faces, duration_s, progress))
    if not samples:
        raise BadRecordingError("Not one picture of the video can be read; record or send it again.")
    engines = {"faces": faces.name, **({"objects": objects.name} if objects else {})}
    section = measure(samples, sampling_hz, duration_s, _objects(video, objects, decoder))
    return VideoMetrics(section=section, engines=engines, models=faces.models)


def _samples(
    pictures: Iterator[tuple[float, Picture]], engine: FaceEngine, duration_s: float, progress: Progress
) -> Iterator[Sample]:
    with engine.session() as session:
        for time_s, picture in pictures:
            found = session.faces(picture, time_s)
            yield Sample(time_s=time_s, faces=tuple(found), light=light_of(picture, found[0] if found else None))
            progress(time_s / duration_s if duration_s else 0.0)


def _objects(video: Path, engine: ObjectEngine | None, decoder: Decoder) -> ObjectsFound | NotAnalysed:
    if engine is None:
        return NotAnalysed(reason="No engine that recognises objects is configured.", code="no_object_engine")
    return ObjectsFound(labels=engine.labels(decoder.each(sampled_frames, video, OBJECT_SAMPLING_HZ)))
