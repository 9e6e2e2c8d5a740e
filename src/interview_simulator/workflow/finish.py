"""What the record takes over from the results when all steps have had their turn."""

from statistics import fmean
from typing import Any

from interview_simulator.domain.figures import Figures
from interview_simulator.domain.keys import artefact_key
from interview_simulator.domain.record import Record, RecordStatus, StepProgress
from interview_simulator.domain.report import Answer, ObjectsFound, Pitch, SpeechSection, VideoSection
from interview_simulator.domain.results import Results
from interview_simulator.workflow.perform import as_progress


def finished_fields(record: Record, results: Results, folder: str = "") -> dict[str, Any]:
    """Fields of the record, the guide's (`video`, `objects`, `attention`, `report`) among them.

    `folder`: where below the record's artefacts the report was left.
    `duration` is what the page told, and what was measured where it could not tell.
    """
    record_id, converted = record.record_id, results.convert_video
    fields: dict[str, Any] = {
        "status": overall_status(results),
        "report": artefact_key(record_id, f"{folder}report.json"),
        "captions": artefact_key(record_id, f"{folder}transcript.vtt") if results.transcription else None,
        "objects": None,
        "attention": None,
        "poster": None,
        "steps": _steps(results),
        "figures": figures(results),
    }
    if converted is not None:
        fields["video"] = artefact_key(record_id, converted.playable.as_posix())
        fields["poster"] = artefact_key(record_id, converted.poster.as_posix()) if converted.poster else None
    if record.duration is None and results.duration_s is not None:
        fields["duration"] = _clock(results.duration_s)
    section = results.video_metrics.section if results.video_metrics else None
    if isinstance(section, VideoSection):
        fields["attention"] = section.attention
        fields["objects"] = section.objects.labels if isinstance(section.objects, ObjectsFound) else None
    return fields


def _clock(seconds: float) -> str:
    """HH:MM:SS, the guide's form of a duration."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}"


def _steps(results: Results) -> dict[str, Any]:
    """Where each step stands; with the status of the record `update_record` has succeeded too, at the same moment."""
    ended = {name: as_progress(outcome) for name, outcome in results.outcomes.items()}
    ended["update_record"] = StepProgress(status="succeeded", percent=100)
    return {name: progress.model_dump() for name, progress in ended.items()}


def overall_status(results: Results) -> RecordStatus:
    """`succeeded` when every step did, `failed` when none did, `partly_failed` between."""
    states = {outcome.status for outcome in results.outcomes.values()}
    if states == {"succeeded"}:
        return "succeeded"
    return "partly_failed" if "succeeded" in states else "failed"


def figures(results: Results) -> Figures:
    """What attempts are compared by; None for what was not measured."""
    text, video = results.text_metrics, results.video_metrics
    section = video.section if video else None
    return Figures(
        **(_spoken(text.speech) if text and isinstance(text.speech, SpeechSection) else {}),
        looking_at_camera_ratio=section.looking_at_camera_ratio if isinstance(section, VideoSection) else None,
        score=_mean_score(text.answers) if text and isinstance(text.answers, tuple) else None,
    )


def _spoken(speech: SpeechSection) -> dict[str, float | None]:
    """Without a single word there is nothing to compare: no pace, and no fillers is no merit."""
    if speech.words == 0:
        return {}
    return {
        "speech_rate_wpm": speech.speech_rate_wpm,
        "articulation_rate_wpm": speech.articulation_rate_wpm,
        "fillers_per_min": speech.fillers.per_min,
        "pause_ratio": speech.pauses.ratio,
        "pitch_spread_semitones": speech.pitch.spread_semitones if isinstance(speech.pitch, Pitch) else None,
    }


def _mean_score(answers: tuple[Answer, ...]) -> float | None:
    scores = [answer.score for answer in answers if answer.score is not None]
    return round(fmean(scores), 3) if scores else None
