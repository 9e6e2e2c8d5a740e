"""A record: one attempt at an interview and how far its analysis has come."""

from typing import Literal

from pydantic import Field

from interview_simulator.domain.figures import Figures
from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import Language, Mark
from interview_simulator.domain.reasons import ReasonCode

StepName = Literal["convert_video", "video_metrics", "transcription", "text_metrics", "update_record"]
StepStatus = Literal["waiting", "running", "succeeded", "failed", "skipped"]
RecordStatus = Literal["waiting", "analysing", "succeeded", "partly_failed", "failed"]

RECORD_ID = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$"


class StepProgress(Frozen):
    """Where one step stands; `percent` is 0 to 100, `reason` tells the user why it failed or was skipped."""

    status: StepStatus = "waiting"
    percent: int = Field(default=0, ge=0, le=100)
    seconds: float | None = Field(default=None, ge=0)
    reason: str | None = None
    code: ReasonCode | None = None


class Record(Frozen):
    """One attempt. Upload and `POST /record` may come in either order, so all but the id may still be missing."""

    record_id: str = Field(pattern=RECORD_ID)
    email: str | None = None
    date: str | None = None
    duration: str | None = None
    video: str | None = None
    interview_id: str | None = None
    question: str | None = None
    """A question of one's own, practised instead of an interview."""
    language: Language | None = None
    marks: tuple[Mark, ...] = ()
    recording: str | None = None
    """Key of the uploaded file; None until the upload has ended."""
    uploading: str | None = None
    """Name of the file that is being uploaded in parts; None when none is."""
    status: RecordStatus = "waiting"
    attempt: int = Field(default=0, ge=0)
    """How often the analysis was started; a retry is a new attempt."""
    steps: dict[StepName, StepProgress] = Field(default_factory=dict)
    poster: str | None = None
    captions: str | None = None
    report: str | None = None
    """Key of report.json in the media store; None until there is one."""
    objects: tuple[str, ...] | None = None
    """Labels that are not allowed in the picture; None when no engine looked for them."""
    attention: bool | None = None
    """The guide's rule; None when it was not measured."""
    figures: Figures | None = None
    """None until an analysis has ended."""
