from interview_simulator.domain.figures import Figures
from interview_simulator.domain.record import Record
from interview_simulator.domain.report import (
    Answer,
    Fillers,
    Loudness,
    NotAnalysed,
    Pauses,
    Pitch,
    SpeechSection,
    StepOutcome,
    VideoSection,
    Vocabulary,
)
from interview_simulator.domain.results import Results, TextMetrics, Transcription, VideoMetrics
from interview_simulator.domain.transcript import Transcript
from interview_simulator.testing.records import MemoryRecordStore
from interview_simulator.workflow.finish import figures, finished_fields

RECORD = Record(record_id="r1")
SUCCEEDED = StepOutcome(status="succeeded", seconds=0.1)


def speech(words: int = 150) -> SpeechSection:
    return SpeechSection(
        words=words,
        speech_rate_wpm=150.0 if words else 0.0,
        articulation_rate_wpm=180.0 if words else None,
        time_to_first_word_s=0.4 if words else None,
        fillers=Fillers(count=2 if words else 0, per_min=2.0 if words else 0.0),
        pauses=Pauses(count=3, longest_s=1.2, ratio=0.12),
        pitch=Pitch(median_hz=190.0, spread_semitones=2.5) if words else NotAnalysed(reason="No voice was heard."),
        loudness=Loudness(integrated_lufs=-21.0),
        vocabulary=Vocabulary(different=80, different_ratio=0.53),
    )


def answer(score: float | None) -> Answer:
    return Answer(question_id="q", start_s=0, end_s=60, score=score, evaluation="", correction="")


def text(section: SpeechSection | NotAnalysed, *scores: float | None) -> Results:
    made = TextMetrics(speech=section, answers=tuple(map(answer, scores)), engines={})
    return Results.of("text_metrics", SUCCEEDED, made)


def video(looking: float | None) -> Results:
    section = VideoSection(
        sampling_hz=2,
        samples=20,
        face_present_ratio=1,
        multiple_faces_ratio=0,
        looking_at_camera_ratio=looking,
        attention=True,
        attentive_ratio=0.9,
        yaw_deg=None,
        pitch_deg=None,
        roll_deg=None,
        blinks_per_min=None,
        smile_ratio=0.1,
        head_motion_deg_per_s=3,
        objects=NotAnalysed(reason="No engine."),
    )
    return Results.of("video_metrics", SUCCEEDED, VideoMetrics(section=section))


def test_the_main_figures_are_those_of_the_report() -> None:
    found = figures(text(speech(), 0.5, 0.8).joined(video(0.93)))
    assert found == Figures(
        speech_rate_wpm=150.0,
        articulation_rate_wpm=180.0,
        fillers_per_min=2.0,
        pause_ratio=0.12,
        pitch_spread_semitones=2.5,
        looking_at_camera_ratio=0.93,
        score=0.65,
    )


def test_the_score_is_the_mean_of_the_answers_that_were_judged() -> None:
    assert figures(text(speech(), 0.4, None, 0.8)).score == 0.6
    assert figures(text(speech(), None)).score is None


def test_what_was_not_measured_has_no_figure() -> None:
    assert figures(Results()) == Figures()
    no_picture = VideoMetrics(section=NotAnalysed(reason="The recording has no picture, only sound."))
    assert figures(Results.of("video_metrics", SUCCEEDED, no_picture)) == Figures()
    assert figures(text(NotAnalysed(reason="The recording has no sound."))) == Figures()


def test_who_said_nothing_is_not_praised_for_having_no_fillers() -> None:
    assert figures(text(speech(words=0))) == Figures()


def test_the_figures_are_kept_with_the_record() -> None:
    records = MemoryRecordStore()
    records.merge("r1", finished_fields(RECORD, text(speech(), 0.5)))
    record = records.get("r1")
    assert record and record.figures and record.figures.speech_rate_wpm == 150.0


def test_the_record_takes_over_the_measured_duration_where_none_was_told() -> None:
    heard = Transcription(language="en", duration_s=3_725.4, transcript=Transcript(), engines={}, models={})
    fields = finished_fields(RECORD, Results.of("transcription", SUCCEEDED, heard))
    assert fields["duration"] == "01:02:05"
    assert "duration" not in finished_fields(RECORD, Results())
    told = RECORD.model_copy(update={"duration": "00:00:11"})
    assert "duration" not in finished_fields(told, Results.of("transcription", SUCCEEDED, heard))


def test_a_retry_that_measures_less_forgets_the_older_figures() -> None:
    records = MemoryRecordStore()
    records.merge("r1", finished_fields(RECORD, text(speech(), 0.5)))
    records.merge("r1", finished_fields(RECORD, Results.of("text_metrics", StepOutcome(status="failed", seconds=1))))
    record = records.get("r1")
    assert record and record.figures == Figures()
