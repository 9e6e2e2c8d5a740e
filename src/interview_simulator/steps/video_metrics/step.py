"""Frames -> presence, pose, gaze, smiles, movement, light, and the spans in which something was amiss.

The video is decoded once, whatever looks at its pictures.
"""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from interview_simulator.decoding.decoder import IN_PROCESS, Decoder
from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.progress import Progress, silent
from interview_simulator.domain.report import Cost, NotAnalysed, ObjectsFound
from interview_simulator.domain.results import VideoMetrics
from interview_simulator.errors import BadRecordingError
from interview_simulator.media.frames import sampled_frames
from interview_simulator.steps.video_metrics.engine import FaceEngine, ObjectEngine, Picture
from interview_simulator.steps.video_metrics.in_order import in_order
from interview_simulator.steps.video_metrics.labels import SUNGLASSES, THINGS, lasting
from interview_simulator.steps.video_metrics.light import lights_on
from interview_simulator.steps.video_metrics.measure import measure
from interview_simulator.steps.video_metrics.sample import Sample
from interview_simulator.steps.video_metrics.turned import Turned

NOT_LOOKED_FOR = (
    "No engine that recognises objects is configured: hats, caps, sunglasses and phones are not looked for."
)
Moment = tuple[float, Picture, bool]
"""Time in seconds, the picture, and whether objects are looked for in it."""


class Seen(Frozen):
    """What was seen at one moment; `labels` is None where objects were not looked for."""

    sample: Sample
    labels: frozenset[str] | None = None


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
    pictures, seen = decoder.each(sampled_frames, video, sampling_hz), []
    for one in observed(pictures, faces, objects):
        seen.append(one)
        progress(one.sample.time_s / duration_s if duration_s else 0.0)
    return summed_up(seen, faces=faces, objects=objects, sampling_hz=sampling_hz, duration_s=duration_s)


def observed(
    pictures: Iterator[tuple[float, Picture]], faces: FaceEngine, objects: ObjectEngine | None
) -> Iterator[Seen]:
    """What is seen in each of the pictures, while they come."""
    moments = _moments(pictures, objects.every_s if objects else None)
    looking_for = objects.session() if objects else nullcontext()
    with faces.session() as session, Turned(faces) as turned, looking_for as looked_for:

        def look(moment: Moment) -> Seen:
            time_s, picture, due = moment
            found = session.faces(picture, time_s)
            lies = None if found else turned.shows_a_face(picture, time_s)
            sample = Sample(time_s=time_s, faces=tuple(found), lights=lights_on(found, picture), lies=lies)
            return Seen(sample=sample, labels=looked_for.labels(picture, time_s) if looked_for and due else None)

        yield from in_order(look, moments, faces.at_once)


def summed_up(
    seen: Sequence[Seen], *, faces: FaceEngine, objects: ObjectEngine | None, sampling_hz: float, duration_s: float
) -> VideoMetrics:
    """The figures of all that was seen; raises BadRecordingError when that is nothing."""
    if not seen:
        raise BadRecordingError("Not one picture of the video can be read; record or send it again.")
    samples = [one.sample for one in seen]
    engines = {"faces": faces.name, **({"objects": objects.name} if objects else {})}
    costs = [_cost(faces, len(seen)), _cost(objects, sum(one.labels is not None for one in seen))]
    return VideoMetrics(
        section=measure(samples, sampling_hz, duration_s, _found(seen, objects)),
        engines=engines,
        models={**faces.models, **(objects.models if objects else {})},
        estimated_costs=tuple(cost for cost in costs if cost is not None),
    )


def _moments(pictures: Iterator[tuple[float, Picture]], every_s: float | None) -> Iterator[Moment]:
    due_s = 0.0
    for time_s, picture in pictures:
        due = every_s is not None and time_s + 1e-6 >= due_s
        if every_s is not None and due:
            due_s = time_s + every_s
        yield time_s, picture, due


def _found(seen: Sequence[Seen], engine: ObjectEngine | None) -> ObjectsFound | NotAnalysed:
    """What the object engine found, with sunglasses where the face engine saw them."""
    if engine is None:
        return NotAnalysed(reason=NOT_LOOKED_FOR, code="no_object_engine")
    labels = lasting([one.labels for one in seen if one.labels is not None], engine.in_a_row)
    told = [face.sunglasses for one in seen for face in one.sample.faces if face.sunglasses is not None]
    unknown = THINGS - engine.looks_for - ({SUNGLASSES} if told else set())
    worn = {SUNGLASSES} if any(told) else set()
    return ObjectsFound(labels=tuple(sorted(labels | worn)), not_looked_for=tuple(sorted(unknown)))


def _cost(engine: FaceEngine | ObjectEngine | None, pictures: int) -> Cost | None:
    if engine is None or engine.price is None:
        return None
    usd = round(pictures * engine.price.usd_per_picture, 6)
    return Cost(service=engine.name, calls=pictures, usd=usd, published=engine.price.published)
