"""The main figures of a report, kept with the record so that attempts can be compared without reading every report."""

from pydantic import Field

from interview_simulator.domain.frozen import Frozen


class Figures(Frozen):
    """One attempt in figures; None where something was not measured. Their meanings are those of the report."""

    speech_rate_wpm: float | None = Field(default=None, ge=0)
    articulation_rate_wpm: float | None = Field(default=None, ge=0)
    fillers_per_min: float | None = Field(default=None, ge=0)
    pause_ratio: float | None = Field(default=None, ge=0, le=1)
    pitch_spread_semitones: float | None = Field(default=None, ge=0)
    looking_at_camera_ratio: float | None = Field(default=None, ge=0, le=1)
    score: float | None = Field(default=None, ge=0, le=1)
    """Mean over the answers that were judged."""
