import json
from pathlib import Path

import pytest

from interview_simulator.domain.language_names import NAMES, name_of
from interview_simulator.domain.report import NotAnalysed, OtherLanguage, StepOutcome
from interview_simulator.domain.results import ConvertedVideo, Results, Transcription
from interview_simulator.domain.transcript import Transcript, Word
from interview_simulator.report_text import report_text
from interview_simulator.steps.update_record.assemble import assemble
from interview_simulator.steps.update_record.phrases import PHRASES
from interview_simulator.steps.update_record.step import write_report

DONE = StepOutcome(status="succeeded", seconds=1.0)
FAILED = StepOutcome(status="failed", seconds=0.2, reason="The picture cannot be read.")
SKIPPED = StepOutcome(status="skipped", seconds=0.0, reason="It needs the result of convert_video, which failed.")
HELLO = Transcription(
    language="en",
    duration_s=2.0,
    transcript=Transcript(text="Hello", words=(Word(text="Hello", start_s=0.1, end_s=0.5, confidence=0.9),)),
    engines={"speech": "scripted"},
    models={"model.bin": "0" * 64},
)


@pytest.fixture
def half() -> Results:
    """The picture's branch failed, the sound's went well up to the text metrics."""
    return Results(
        transcription=HELLO,
        outcomes={"convert_video": FAILED, "video_metrics": SKIPPED, "transcription": DONE, "text_metrics": FAILED},
    )


def test_a_failed_branch_leaves_the_others_results(half: Results) -> None:
    report = assemble("r1", None, half)
    assert isinstance(report.transcript, Transcript) and report.transcript.text == "Hello"
    assert report.duration_s == 2.0


def test_what_was_not_measured_says_why_and_holds_no_number(half: Results) -> None:
    report = assemble("r1", None, half)
    assert report.video == NotAnalysed(reason="It needs the result of convert_video, which failed.")
    assert report.speech == NotAnalysed(reason="The picture cannot be read.")
    assert set(report.model_dump()["video"]) == {"status", "reason", "code"}


def test_engines_models_and_outcomes_are_named(half: Results) -> None:
    provenance = assemble("r1", None, half).provenance
    assert provenance.engines == {"speech": "scripted"}
    assert provenance.models == {"model.bin": "0" * 64}
    assert provenance.steps["convert_video"].reason == "The picture cannot be read."


def test_the_facts_of_the_conversion_are_named_without_paths() -> None:
    converted = ConvertedVideo(
        playable=Path("playable.webm"),
        content_type="video/webm",
        poster=None,
        duration_s=2.0,
        video_codec="vp8",
        audio_codec=None,
        width=640,
        height=360,
        re_encoded=False,
    )
    media = assemble("r1", None, Results(convert_video=converted, outcomes={"convert_video": DONE})).provenance.media
    assert media["video_codec"] == "vp8" and "playable" not in media


def test_writing_twice_writes_the_same_bytes(half: Results, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write_report("r1", None, half, tmp_path)]
    second = [path.read_bytes() for path in write_report("r1", None, half, tmp_path)]
    assert first == second and len(first) == 2


def test_no_captions_are_written_without_a_transcript(tmp_path: Path) -> None:
    files = write_report("r1", None, Results(outcomes={"transcription": FAILED}), tmp_path)
    assert [path.name for path in files] == ["report.json"]


def test_schema_version_comes_first(half: Results, tmp_path: Path) -> None:
    report = json.loads(write_report("r1", None, half, tmp_path)[0].read_text())
    assert next(iter(report)) == "schema_version"


@pytest.mark.parametrize(
    ("heard", "offered", "step", "line"),
    [
        (
            "pt",
            True,
            "Part or all of this was spoken in Portuguese and written down as English;",
            "! Portuguese was heard from 0:01 on; what was said there is not judged. Analyse again: --language pt.",
        ),
        (
            "de",
            False,
            "Part or all of this was spoken in German, which cannot be judged;",
            "! German was heard from 0:01 on; what was said there is not judged. It is not offered.",
        ),
    ],
)
def test_another_language_is_told_before_all_else(heard: str, offered: bool, step: str, line: str) -> None:
    other = OtherLanguage(language=heard, offered=offered, start_s=1.2, end_s=2.0)
    said = HELLO.model_copy(update={"other_languages": (other,)})
    report = assemble("r1", None, Results(transcription=said, outcomes={"transcription": DONE}))
    assert report.other_languages == (other,)
    assert report.summary.next_steps[0].startswith(step)
    moment = report.summary.moments[0]
    assert moment is not None and moment.start_s == 1.2
    assert line in report_text(report).splitlines()


def test_each_language_of_the_summary_has_the_same_names() -> None:
    assert set(NAMES) == set(PHRASES) and len({frozenset(names) for names in NAMES.values()}) == 1
    assert name_of("pt", "pt") == "português" and name_of("xx", "en") == "“xx”"
