"""What is to be analysed, and with which parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interview_simulator.decoding.decoder import IN_PROCESS, Decoder
from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import Interview, Mark, own_question
from interview_simulator.domain.record import Record

if TYPE_CHECKING:  # what the engines speak of is NumPy's, and the doors open without it
    from interview_simulator.language_model.engine import LanguageModel
    from interview_simulator.steps.text_metrics.engine import AnswerMatcher, Evaluator, VoiceAnalyser
    from interview_simulator.steps.transcription.engine import SpeechRecogniser
    from interview_simulator.steps.video_metrics.engine import FaceEngine, ObjectEngine


class Job(Frozen):
    """One recording, and what is known about it before anyone looked."""

    record_id: str
    interview: Interview | None = None
    language: str | None = None
    """ISO 639-1 code; None: detect it."""
    marks: tuple[Mark, ...] = ()


def job_of(record: Record, interviews: Mapping[str, Interview]) -> Job:
    """What is to be analysed for this record; a language that was asked for wins over the interview's."""
    interview = interviews.get(record.interview_id or "")
    if interview is None and record.question is not None:
        interview = own_question(record.question, record.language or "en")
    language = record.language or (interview.language if interview else None)
    return Job(record_id=record.record_id, interview=interview, language=language, marks=record.marks)


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
    matcher: "AnswerMatcher | None" = None
    language_model: "LanguageModel | None" = None
    """None: answers are judged by `evaluator` alone."""
    decoder: Decoder = IN_PROCESS
