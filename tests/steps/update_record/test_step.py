"""From results to report.json and transcript.vtt."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from tests.steps.update_record.strategies import answers, not_analysed, speeches, videos

from interview_simulator.domain.interview import Interview, Question
from interview_simulator.domain.record import StepName
from interview_simulator.domain.report import Answer, NotAnalysed, Report, SpeechSection, StepOutcome, VideoSection
from interview_simulator.domain.results import ConvertedVideo, Results, TextMetrics, Transcription, VideoMetrics
from interview_simulator.domain.transcript import Transcript, Word
from interview_simulator.steps.update_record.step import report_schema, write_report

STEPS: tuple[StepName, ...] = ("convert_video", "video_metrics", "transcription", "text_metrics")
DONE = StepOutcome(status="succeeded", seconds=1.9)
INTERVIEW = Interview(
    id="own",
    title="Our own",
    role="Cook",
    language="en",
    questions=(Question(id="egg", text="How do you boil an egg?"),),
)
CONVERTED = ConvertedVideo(
    playable=Path("playable.webm"),
    content_type="video/webm",
    poster=Path("poster.jpg"),
    duration_s=15.9,
    video_codec="vp8",
    audio_codec="opus",
    width=1280,
    height=720,
    re_encoded=False,
)
WORDS = (
    Word(text="In", start_s=0.1, end_s=0.3, confidence=0.9),
    Word(text="água.", start_s=0.3, end_s=0.9, confidence=0.8),
)
VIDEO: dict[str, Any] = {
    "sampling_hz": 2.0,
    "samples": 32,
    "face_present_ratio": 1.0,
    "multiple_faces_ratio": 0.0,
    "looking_at_camera_ratio": 0.9,
    "attention": True,
    "attentive_ratio": 0.97,
    "yaw_deg": {"median": -2.1, "p05": -9.0, "p95": 6.3},
    "pitch_deg": {"median": 1.0, "p05": -3.0, "p95": 5.0},
    "roll_deg": {"median": 0.0, "p05": -2.0, "p95": 2.0},
    "blinks_per_min": 14.0,
    "smile_ratio": 0.2,
    "head_motion_deg_per_s": 5.1,
    "objects": {"status": "not_analysed", "reason": "No engine looks for objects."},
    "spans": [{"kind": "looked_away", "start_s": 3.0, "end_s": 4.5}],
}
SPEECH: dict[str, Any] = {
    "words": 41,
    "speech_rate_wpm": 154.0,
    "articulation_rate_wpm": 188.0,
    "time_to_first_word_s": 0.1,
    "fillers": {
        "count": 1,
        "per_min": 3.8,
        "items": [{"text": "um", "start_s": 2.1, "end_s": 2.4}],
    },
    "pauses": {
        "count": 2,
        "longest_s": 0.8,
        "ratio": 0.08,
        "items": [{"start_s": 4.4, "end_s": 5.2, "between_sentences": True}],
    },
    "pitch": {"median_hz": 190.0, "spread_semitones": 3.1},
    "loudness": {"integrated_lufs": -21.0},
    "vocabulary": {"different": 30, "different_ratio": 0.7},
}
ANSWER: dict[str, Any] = {
    "question_id": "egg",
    "question": "How do you boil an egg?",
    "start_s": 0.0,
    "end_s": 15.9,
    "score": 0.7,
    "verdict": "partly",
    "evaluation": "…",
    "correction": "…",
    "key_points": [{"id": "water", "coverage": "partly", "quote": "In água."}],
}

KEPT = """
schema_version record_id language duration_s video speech transcript answers summary provenance
video.status video.sampling_hz video.face_present_ratio video.multiple_faces_ratio video.attention
video.attentive_ratio video.yaw_deg.median video.yaw_deg.p05 video.yaw_deg.p95 video.blinks_per_min
video.smile_ratio video.head_motion_deg_per_s video.objects.status video.objects.reason
video.spans.0.kind video.spans.0.start_s video.spans.0.end_s
speech.status speech.words speech.speech_rate_wpm speech.articulation_rate_wpm speech.time_to_first_word_s
speech.fillers.count speech.fillers.per_min speech.fillers.items.0.text speech.fillers.items.0.start_s
speech.fillers.items.0.end_s speech.pauses.count speech.pauses.longest_s speech.pauses.ratio
speech.pauses.items.0.start_s speech.pauses.items.0.end_s speech.pitch.median_hz speech.pitch.spread_semitones
speech.loudness.integrated_lufs
transcript.text transcript.words.0.text transcript.words.0.start_s transcript.words.0.end_s
transcript.words.0.confidence
answers.0.question_id answers.0.start_s answers.0.end_s answers.0.score answers.0.evaluation answers.0.correction
answers.0.key_points.0.id answers.0.key_points.0.coverage answers.0.key_points.0.quote
summary.strengths summary.next_steps
provenance.engines provenance.models provenance.steps.transcription.seconds provenance.steps.transcription.status
"""
"""Keys that other programs read. A key may be added; one that is taken away here breaks them."""


def results(
    video: VideoSection | NotAnalysed, speech: SpeechSection | NotAnalysed, answered: tuple[Answer, ...] = ()
) -> Results:
    """What four steps that went well have brought."""
    transcript = Transcript(text=" ".join(word.text for word in WORDS), words=WORDS)
    return Results(
        convert_video=CONVERTED,
        video_metrics=VideoMetrics(section=video, engines={"faces": "scripted faces"}, models={"faces.task": "0" * 64}),
        transcription=Transcription(
            language="en", duration_s=15.9, transcript=transcript, engines={"speech": "scripted"}, models={}
        ),
        text_metrics=TextMetrics(speech=speech, answers=answered, engines={}),
        outcomes=dict.fromkeys(STEPS, DONE),
    )


@pytest.fixture
def whole() -> Results:
    """Everything was measured."""
    answer = Answer.model_validate(ANSWER)
    return results(VideoSection.model_validate(VIDEO), SpeechSection.model_validate(SPEECH), (answer,))


def written(brought: Results, folder: Path, interview: Interview | None = INTERVIEW) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(write_report("r1", interview, brought, folder)[0].read_text(encoding="utf-8"))
    return report


@pytest.mark.parametrize("key", KEPT.split())
def test_a_key_that_other_programs_read_is_kept(key: str, whole: Results, tmp_path: Path) -> None:
    there: Any = written(whole, tmp_path)
    for part in key.split("."):
        there = there[int(part) if isinstance(there, list) else part]
    assert there is not None


def test_the_figures_arrive_as_they_were_measured(whole: Results, tmp_path: Path) -> None:
    report = written(whole, tmp_path)
    for section, measured in (("video", VIDEO), ("speech", SPEECH)):
        for key, value in measured.items():
            assert report[section][key] == (value if not isinstance(value, dict) else report[section][key] | value)
    assert report["answers"][0] == report["answers"][0] | {k: v for k, v in ANSWER.items() if k != "key_points"}


@given(videos | not_analysed, speeches, answers)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_measured_the_report_keeps_its_schema_and_is_read_back(
    tmp_path: Path, video: VideoSection | NotAnalysed, speech: SpeechSection, answered: tuple[Answer, ...]
) -> None:
    report = written(results(video, speech, answered), tmp_path)
    jsonschema.Draft202012Validator(report_schema()).validate(report)
    assert Report.model_validate(report).model_dump(mode="json") == report


@given(videos | not_analysed, speeches, answers)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_writing_twice_writes_the_same_bytes_into_the_same_files(
    tmp_path: Path, video: VideoSection | NotAnalysed, speech: SpeechSection, answered: tuple[Answer, ...]
) -> None:
    brought = results(video, speech, answered)
    first = {path.name: path.read_bytes() for path in write_report("r1", INTERVIEW, brought, tmp_path)}
    write_report("r1", INTERVIEW, brought, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
    assert set(first) == {"report.json", "transcript.vtt"}


def test_the_schema_is_a_json_schema_itself() -> None:
    jsonschema.Draft202012Validator.check_schema(report_schema())


def test_a_report_that_was_tampered_with_breaks_the_schema(whole: Results, tmp_path: Path) -> None:
    report = written(whole, tmp_path)
    report["video"]["face_present_ratio"] = 1.5
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, report_schema())


@pytest.mark.parametrize(
    ("failed", "skipped", "without", "kept"),
    [
        ("convert_video", "video_metrics", ["video"], ["speech", "transcript", "answers"]),
        ("transcription", "text_metrics", ["speech", "transcript", "answers"], ["video"]),
    ],
    ids=["the picture's branch", "the sound's branch"],
)
def test_a_failed_branch_leaves_the_other_branchs_sections_and_says_why(
    failed: StepName, skipped: StepName, without: list[str], kept: list[str], whole: Results, tmp_path: Path
) -> None:
    outcomes = {
        **whole.outcomes,
        failed: StepOutcome(status="failed", seconds=0.1, reason=f"{failed} broke."),
        skipped: StepOutcome(
            status="skipped", seconds=0.0, reason=f"It needs {failed}, which failed.", code="earlier_step_failed"
        ),
    }
    half = whole.model_copy(update={failed: None, skipped: None, "outcomes": outcomes})
    full_report, half_report = written(whole, tmp_path), written(half, tmp_path)
    for section in without:
        assert half_report[section]["status"] == "not_analysed"
        assert set(half_report[section]) == {"status", "reason", "code"} and failed in half_report[section]["reason"]
    for section in kept:
        assert half_report[section] == full_report[section]
    assert half_report["provenance"]["steps"][failed]["reason"] == f"{failed} broke."


def test_a_recording_without_sound_says_so_in_place_of_the_speech(tmp_path: Path) -> None:
    silent = NotAnalysed(reason="There is no sound.", code="no_sound")
    report = written(results(VideoSection.model_validate(VIDEO), silent), tmp_path)
    assert report["speech"] == silent.model_dump()


def test_letters_of_every_language_stay_readable_in_both_files(whole: Results, tmp_path: Path) -> None:
    report, captions = write_report("r1", INTERVIEW, whole, tmp_path)
    assert "In água." in report.read_text(encoding="utf-8") and "In água." in captions.read_text(encoding="utf-8")
