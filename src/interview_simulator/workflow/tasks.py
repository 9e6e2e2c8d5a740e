"""Each step with what it needs brought to it: files from the workspace, engines, and earlier results.

A step is imported when it is performed, so that a process which performs one of them carries only that.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.progress import Progress
from interview_simulator.domain.record import StepName
from interview_simulator.domain.report import NotAnalysed
from interview_simulator.domain.results import ConvertedVideo, Results, TextMetrics, Transcription, VideoMetrics
from interview_simulator.workflow.job import Engines, Job
from interview_simulator.workflow.workspace import Workspace

if TYPE_CHECKING:  # NumPy's, which a process that does not measure text need not load
    from interview_simulator.media.sound import Sound
    from interview_simulator.steps.text_metrics.engine import Evaluator, Heard

Result = TypeVar("Result")
Task = Callable[[Job, Engines, Workspace, Results, Progress], Frozen]


def _convert_video(
    _job: Job, engines: Engines, space: Workspace, _so_far: Results, progress: Progress
) -> ConvertedVideo:
    from interview_simulator.steps.convert_video.step import convert_video

    with space.recording() as recording, tempfile.TemporaryDirectory() as folder:
        made = engines.decoder.call(
            convert_video, recording, Path(folder), max_duration_s=engines.max_duration_s, progress=progress
        )
        return video_kept(space, made)


def video_kept(space: Workspace, made: ConvertedVideo) -> ConvertedVideo:
    """Keep the files that were made; the result names them as the workspace does."""
    poster = None if made.poster is None else space.keep(made.poster)
    return made.model_copy(update={"playable": space.keep(made.playable), "poster": poster})


def _video_metrics(_job: Job, engines: Engines, space: Workspace, so_far: Results, progress: Progress) -> VideoMetrics:
    from interview_simulator.steps.video_metrics.step import video_metrics

    converted = there(so_far.convert_video)
    if converted.video_codec is None:
        return VideoMetrics(section=NotAnalysed(reason="The recording has no picture, only sound.", code="no_picture"))
    with space.kept(converted.playable.as_posix()) as video:
        return video_metrics(
            video,
            faces=engines.faces,
            objects=engines.objects,
            sampling_hz=engines.sampling_hz,
            duration_s=converted.duration_s,
            progress=progress,
            decoder=engines.decoder,
        )


def _transcription(job: Job, engines: Engines, space: Workspace, _so_far: Results, progress: Progress) -> Transcription:
    from interview_simulator.steps.transcription.step import transcription

    with space.recording() as recording, tempfile.TemporaryDirectory() as folder:
        found = transcription(
            recording,
            Path(folder),
            recogniser=engines.recogniser,
            language=job.language,
            progress=progress,
            decoder=engines.decoder,
        )
        return speech_kept(space, found)


def speech_kept(space: Workspace, found: Transcription) -> Transcription:
    """Keep the sound; the result names it as the workspace does."""
    return found if found.speech is None else found.model_copy(update={"speech": space.keep(found.speech)})


def measure_text(
    job: Job, engines: Engines, space: Workspace, so_far: Results, progress: Progress, heard: "Heard | None" = None
) -> TextMetrics:
    """Perform text_metrics; `heard`: the sound, where it was listened to while it came."""
    if engines.language_model is None:
        return _measured_text(job, engines, engines.evaluator, space, so_far, progress, heard)
    from interview_simulator.steps.text_metrics.fallback import FallbackEvaluator

    evaluator = FallbackEvaluator(engines.language_model, engines.evaluator)
    measured = _measured_text(job, engines, evaluator, space, so_far, progress, heard)
    return measured.model_copy(update={"evaluation": evaluator.evaluation, "language_model": evaluator.use})


def _measured_text(
    job: Job,
    engines: Engines,
    evaluator: "Evaluator",
    space: Workspace,
    so_far: Results,
    progress: Progress,
    heard: "Heard | None",
) -> TextMetrics:
    from interview_simulator.steps.text_metrics.step import listened, text_metrics

    transcription = there(so_far.transcription)
    return text_metrics(
        heard or listened(_sound(space, transcription), engines.voice),
        transcription,
        interview=job.interview,
        marks=job.marks,
        evaluator=evaluator,
        voice=engines.voice,
        matcher=engines.matcher,
        progress=progress,
    )


def _sound(space: Workspace, transcription: Transcription) -> "Sound":
    """The sound that the words were heard in; empty where there is none."""
    import numpy as np

    from interview_simulator.media.speech_file import read_speech

    if transcription.speech is None:
        return np.zeros(0, np.float32)
    with space.kept(transcription.speech.as_posix()) as path:
        return read_speech(path)


def there(result: Result | None) -> Result:
    """A step runs only behind the success of the ones before it, so their results are there."""
    assert result is not None
    return result


TASKS: dict[StepName, Task] = {
    "convert_video": _convert_video,
    "video_metrics": _video_metrics,
    "transcription": _transcription,
    "text_metrics": measure_text,
}


def report_files(job: Job, results: Results, space: Workspace) -> None:
    """Write report.json and transcript.vtt into the workspace."""
    from interview_simulator.steps.update_record.step import write_report

    with tempfile.TemporaryDirectory() as folder:
        for made in write_report(job.record_id, job.interview, results, Path(folder)):
            space.keep(made)
