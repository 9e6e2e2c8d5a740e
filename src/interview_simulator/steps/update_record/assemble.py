"""Puts the results of the steps together into the report. Pure; what is missing says why."""

from interview_simulator.domain.interview import UNDETERMINED, Interview
from interview_simulator.domain.record import StepName
from interview_simulator.domain.report import (
    NO_LANGUAGE_MODEL,
    Answer,
    Evaluation,
    NotAnalysed,
    OtherLanguage,
    Provenance,
    Report,
    SpeechSection,
    VideoSection,
)
from interview_simulator.domain.results import Results
from interview_simulator.domain.transcript import Transcript
from interview_simulator.steps.update_record.summary import summarise
from interview_simulator.version import __version__


def assemble(record_id: str, interview: Interview | None, results: Results) -> Report:
    """The report of one recording."""
    language, others = _language(interview, results), _other_languages(results)
    video, speech, answers = _video(results), _speech(results), _answers(results)
    return Report(
        record_id=record_id,
        interview_id=interview.id if interview else None,
        language=language,
        duration_s=results.duration_s,
        video=video,
        speech=speech,
        transcript=_transcript(results),
        answers=answers,
        evaluation=_general(results),
        summary=summarise(language or "en", video, speech, answers, others),
        notes=results.convert_video.notes if results.convert_video else (),
        other_languages=others,
        provenance=_provenance(results),
    )


def _language(interview: Interview | None, results: Results) -> str | None:
    if results.transcription and results.transcription.language != UNDETERMINED:
        return results.transcription.language
    return interview.language if interview else None


def _other_languages(results: Results) -> tuple[OtherLanguage, ...]:
    return results.transcription.other_languages if results.transcription else ()


def _video(results: Results) -> VideoSection | NotAnalysed:
    return results.video_metrics.section if results.video_metrics else _not_analysed("video_metrics", results)


def _speech(results: Results) -> SpeechSection | NotAnalysed:
    return results.text_metrics.speech if results.text_metrics else _not_analysed("text_metrics", results)


def _transcript(results: Results) -> Transcript | NotAnalysed:
    return results.transcription.transcript if results.transcription else _not_analysed("transcription", results)


def _answers(results: Results) -> tuple[Answer, ...] | NotAnalysed:
    return results.text_metrics.answers if results.text_metrics else _not_analysed("text_metrics", results)


def _general(results: Results) -> Evaluation | NotAnalysed:
    text = results.text_metrics
    if text is None or text.language_model is None:
        return NO_LANGUAGE_MODEL
    fallback = text.language_model.fallback
    return text.evaluation or NotAnalysed(reason=fallback.reason if fallback else NO_LANGUAGE_MODEL.reason)


def _not_analysed(step: StepName, results: Results) -> NotAnalysed:
    outcome = results.outcomes.get(step)
    if outcome is None or outcome.reason is None:
        return NotAnalysed(reason=f"The step {step} has not run.", code="not_run")
    return NotAnalysed(reason=outcome.reason, code=outcome.code or "other")


def _provenance(results: Results) -> Provenance:
    done = [results.video_metrics, results.transcription, results.text_metrics]
    converted = results.convert_video
    facts = {"video_codec", "audio_codec", "width", "height", "re_encoded", "content_type"}
    return Provenance(
        software=f"interview-simulator {__version__}",
        engines={kind: name for result in done if result for kind, name in result.engines.items()},
        models={file: digest for result in done if result for file, digest in result.models.items()},
        steps=results.outcomes,
        language_model=results.text_metrics.language_model if results.text_metrics else None,
        media=converted.model_dump(mode="json", include=facts) if converted else {},
        estimated_costs=results.video_metrics.estimated_costs if results.video_metrics else (),
    )
