"""What is to be analysed, and with which parts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import Interview, Mark

if TYPE_CHECKING:  # what the engines speak of is NumPy's, and the doors open without it
    from interview_simulator.steps.text_metrics.engine import Evaluator, VoiceAnalyser
    from interview_simulator.steps.transcription.engine import SpeechRecogniser
    from interview_simulator.steps.video_metrics.engine import FaceEngine, ObjectEngine


class Job(Frozen):
    """One recording, and what is known about it before anyone looked."""

    record_id: str
    interview: Interview | None = None
    language: str | None = None
    """ISO 639-1 code; None: detect it."""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Engines:
    """The parts that the steps use, and their limits."""

    faces: "FaceEngine"
    recogniser: "SpeechRecogniser"
    evaluator: "Evaluator"
    voice: "VoiceAnalyser"
    sampling_hz: float
    max_duration_s: float
    objects: "ObjectEngine | None" = None
