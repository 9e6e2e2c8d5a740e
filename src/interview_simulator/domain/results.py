"""What each step hands on. Typed, small, and JSON both ways, so that a workflow can store it between two steps."""

from pathlib import Path

from pydantic import Field

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.record import StepName
from interview_simulator.domain.report import (
    Answer,
    Cost,
    Evaluation,
    LanguageModelUse,
    NotAnalysed,
    Note,
    OtherLanguage,
    SpeechSection,
    StepOutcome,
    VideoSection,
)
from interview_simulator.domain.transcript import Transcript


class ConvertedVideo(Frozen):
    """Result of `convert_video`."""

    playable: Path
    """Video (or sound) that plays and seeks in every current browser."""
    content_type: str
    poster: Path | None
    """A JPEG picture from the video; None where there is none."""
    duration_s: float = Field(ge=0)
    video_codec: str | None
    audio_codec: str | None
    width: int | None
    height: int | None
    re_encoded: bool
    """False when the packets were only put into another container."""
    notes: tuple[Note, ...] = ()
    """What one should know of the recording itself."""


class VideoMetrics(Frozen):
    """Result of `video_metrics`."""

    section: VideoSection | NotAnalysed
    engines: dict[str, str] = Field(default_factory=dict)
    models: dict[str, str] = Field(default_factory=dict)
    estimated_costs: tuple[Cost, ...] = ()


class Transcription(Frozen):
    """Result of `transcription`."""

    language: str
    """ISO 639-1 code, given or detected; `und` where it could not be told."""
    language_probability: float | None = Field(default=None, ge=0, le=1)
    """None when the language was given."""
    other_languages: tuple[OtherLanguage, ...] = ()
    """Where another language than that one was heard, or one that is not offered."""
    duration_s: float = Field(ge=0)
    """Length of the sound; 0 when there is none."""
    speech: Path | None = None
    """The sound as mono WAV, 16 kHz, signed 16-bit; None when there is none."""
    transcript: Transcript
    engines: dict[str, str]
    models: dict[str, str]


class TextMetrics(Frozen):
    """Result of `text_metrics`."""

    speech: SpeechSection | NotAnalysed
    answers: tuple[Answer, ...] | NotAnalysed
    evaluation: Evaluation | None = None
    """What a language model says of the whole; None where none did."""
    language_model: LanguageModelUse | None = None
    """None: no language model was asked."""
    engines: dict[str, str]
    models: dict[str, str] = Field(default_factory=dict)


class Results(Frozen):
    """What the steps have brought so far; a step that failed left None and its outcome tells why."""

    convert_video: ConvertedVideo | None = None
    video_metrics: VideoMetrics | None = None
    transcription: Transcription | None = None
    text_metrics: TextMetrics | None = None
    outcomes: dict[StepName, StepOutcome] = Field(default_factory=dict)

    @property
    def duration_s(self) -> float | None:
        """Length of the recording in seconds, as measured; None where nothing could be."""
        if self.convert_video:
            return round(self.convert_video.duration_s, 3)
        return round(self.transcription.duration_s, 3) if self.transcription else None

    @property
    def files(self) -> tuple[Path, ...]:
        """What the steps made and kept, by the workspace's names."""
        made, found = self.convert_video, self.transcription
        files = ((made.playable, made.poster) if made else ()) + ((found.speech,) if found else ())
        return tuple(path for path in files if path is not None)

    @classmethod
    def of(cls, step: StepName, outcome: StepOutcome, result: Frozen | None = None) -> "Results":
        """The outcome of one step, with its result where it has one (`update_record` has none)."""
        fields: dict[str, object] = {"outcomes": {step: outcome}}
        if result is not None:
            fields[step] = result
        return cls.model_validate(fields)

    def joined(self, other: "Results") -> "Results":
        """These results and those of other steps; no step is in both."""
        found: dict[str, object] = {
            step: getattr(other, step) for step in other.outcomes if step in type(self).model_fields
        }
        return self.model_copy(update={**found, "outcomes": {**self.outcomes, **other.outcomes}})
