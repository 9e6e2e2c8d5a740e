"""The steps behind early work: each takes over what was done while the recording arrived, and does the rest."""

from collections.abc import Callable, Mapping
from functools import wraps

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.progress import Progress
from interview_simulator.domain.record import StepName
from interview_simulator.domain.results import ConvertedVideo, Results, TextMetrics, Transcription, VideoMetrics
from interview_simulator.workflow.early.begun import Begun
from interview_simulator.workflow.early.early import Early
from interview_simulator.workflow.job import Engines, Job
from interview_simulator.workflow.tasks import TASKS, Task, measure_text, speech_kept, there, video_kept
from interview_simulator.workflow.workspace import Workspace

Takeover = Callable[[Begun, Job, Engines, Workspace, Results, Progress], Frozen | None]
"""A step's result out of early work; None when it has to be done from the beginning."""


def tasks_behind(early: Early) -> Mapping[StepName, Task]:
    """Every step, behind its early work where there was any; early work on other recordings rests meanwhile."""
    return {step: _behind(early, TAKEOVERS[step], task) for step, task in TASKS.items()}


def _behind(early: Early, take_over: Takeover, task: Task) -> Task:
    @wraps(task)
    def perform(job: Job, engines: Engines, space: Workspace, so_far: Results, progress: Progress) -> Frozen:
        with early.turns.analysing():
            begun = early.taken(job.record_id, space)
            result = None if begun is None else take_over(begun, job, engines, space, so_far, progress)
            return task(job, engines, space, so_far, progress) if result is None else result

    return perform


def _convert_video(
    begun: Begun, _job: Job, _engines: Engines, space: Workspace, _so_far: Results, _progress: Progress
) -> ConvertedVideo | None:
    made = begun.converted()
    return None if made is None else video_kept(space, made)


def _video_metrics(
    begun: Begun, _job: Job, engines: Engines, _space: Workspace, so_far: Results, _progress: Progress
) -> VideoMetrics | None:
    """Only where the pictures of the playable video are those of the recording."""
    from interview_simulator.steps.video_metrics.step import summed_up

    converted = there(so_far.convert_video)
    seen = None if converted.video_codec is None or converted.re_encoded else begun.seen()
    if not seen:
        return None
    return summed_up(
        seen,
        faces=engines.faces,
        objects=engines.objects,
        sampling_hz=engines.sampling_hz,
        duration_s=converted.duration_s,
    )


def _transcription(
    begun: Begun, job: Job, _engines: Engines, space: Workspace, _so_far: Results, _progress: Progress
) -> Transcription | None:
    found = begun.transcription(job.language)
    return None if found is None else speech_kept(space, found)


def _text_metrics(
    begun: Begun, job: Job, engines: Engines, space: Workspace, so_far: Results, progress: Progress
) -> TextMetrics | None:
    return measure_text(job, engines, space, so_far, progress, begun.heard())


TAKEOVERS: dict[StepName, Takeover] = {
    "convert_video": _convert_video,
    "video_metrics": _video_metrics,
    "transcription": _transcription,
    "text_metrics": _text_metrics,
}
