"""A recording's way through the deployed state machine: the same street as on one machine."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest
from tests.aws_lambda.conftest import BUCKET, TABLE, Cloud

from interview_simulator.domain.interview import Mark
from interview_simulator.errors import ServiceUnavailableError
from interview_simulator.interviews.catalogue import catalogue
from interview_simulator.stores.records.dynamodb import DynamoRecordStore
from interview_simulator.testing.faces import FACING_THE_CAMERA, ScriptedFaces
from interview_simulator.testing.speech import ScriptedRecogniser, spoken
from interview_simulator.workflow.inline import analyse_here
from interview_simulator.workflow.job import Engines, Job
from interview_simulator.workflow.workspace import FolderWorkspace

INTERVIEW = "aws-basics-en"
HEARD = "A compute service of AWS is AWS Lambda."


def record(record_id: str = "r1") -> Any:
    return DynamoRecordStore(TABLE).get(record_id)


def failed_steps(record_id: str = "r1") -> dict[str, str | None]:
    return {name: step.reason for name, step in record(record_id).steps.items() if step.status == "failed"}


@pytest.mark.parametrize("marks", [(Mark(question_id="compute-service", start_s=0.0),), ()], ids=["marks", "no marks"])
def test_the_report_is_the_one_that_one_machine_makes(
    cloud: Cloud, clip: Path, tmp_path: Path, marks: tuple[Mark, ...]
) -> None:
    cloud.heard = HEARD
    asked = {"interview_id": INTERVIEW, "marks": [mark.model_dump() for mark in marks], "language": "en"}
    DynamoRecordStore(TABLE).merge("r1", asked)
    cloud.arrive("recordings/r1.webm", clip.read_bytes(), owner=None)
    assert cloud.await_end("r1") == "SUCCEEDED"
    there = cloud.report("r1")

    job = Job(record_id="r1", interview=catalogue()[INTERVIEW], language="en", marks=marks)
    analyse_here(job, local_engines(), FolderWorkspace(clip, tmp_path), lambda *_: None)
    here = json.loads((tmp_path / "report.json").read_text())
    for report in (there, here):
        del report["provenance"]
        report["video"].pop("objects", None)
    assert there == here
    assert there["answers"][0]["key_points"] and there["transcript"]["text"] == HEARD
    assert record().status == "succeeded" and record().objects == () and record().attention is True


def local_engines() -> Engines:
    """On one machine, with ears and eyes that hear and see the same."""
    from interview_simulator.steps.text_metrics.rubric import RubricEvaluator
    from interview_simulator.steps.text_metrics.voice import Voice

    confident = [word.model_copy(update={"confidence": 0.99}) for word in spoken(HEARD)]
    rubric = RubricEvaluator()
    return Engines(
        faces=ScriptedFaces(FACING_THE_CAMERA.model_copy(update={"eyes_closed": 0.01, "smile": 0.01})),
        recogniser=ScriptedRecogniser(tuple(confident)),
        evaluator=rubric,
        matcher=rubric,
        voice=Voice(),
        sampling_hz=0.2,
        max_duration_s=600.0,
    )


def test_what_lies_between_two_states_stays_small(cloud: Cloud, clip: Path) -> None:
    cloud.heard = "word " * 1000
    cloud.arrive("recordings/r1.webm", clip.read_bytes())
    assert cloud.await_end("r1") == "SUCCEEDED"
    details = [value for event in cloud.history("r1") for value in event.values() if isinstance(value, dict)]
    assert max(len(str(detail.get("output", ""))) for detail in details) < 2000


def test_a_recording_that_arrives_twice_is_analysed_once(cloud: Cloud, clip: Path) -> None:
    for _ in range(2):
        cloud.arrive("recordings/r1.webm", clip.read_bytes())
    assert cloud.await_end("r1") == "SUCCEEDED"
    assert len(boto3.client("stepfunctions").list_executions(stateMachineArn=machine())["executions"]) == 1
    assert record().attempt == 1


def machine() -> str:
    from tests.aws_lambda.conftest import ENVIRONMENT

    return ENVIRONMENT["STATE_MACHINE_ARN"]


def test_a_beginning_that_broke_off_is_begun_when_the_event_comes_again(cloud: Cloud, clip: Path) -> None:
    store = DynamoRecordStore(TABLE)
    store.merge("r1", {"recording": "recordings/r1.webm"})
    store.begin_attempt("r1", 0)
    cloud.arrive("recordings/r1.webm", clip.read_bytes(), owner=None)
    assert cloud.await_end("r1") == "SUCCEEDED"


def test_what_may_pass_is_tried_again(cloud: Cloud, clip: Path) -> None:
    cloud.failures["CalculateVideoMetricsFunction"] = [ServiceUnavailableError("AWS was too busy.")]
    cloud.arrive("recordings/r1.webm", clip.read_bytes())
    assert cloud.await_end("r1") == "SUCCEEDED"
    assert record().status == "succeeded"


def test_a_branch_that_fails_leaves_the_other_its_result(cloud: Cloud, clip: Path) -> None:
    cloud.failures["CalculateVideoMetricsFunction"] = [ValueError("our fault")]
    cloud.arrive("recordings/r1.webm", clip.read_bytes())
    assert cloud.await_end("r1") == "SUCCEEDED"
    report = cloud.report("r1")
    assert record().status == "partly_failed"
    assert set(failed_steps()) == {"video_metrics"}
    assert report["video"]["status"] == "not_analysed" and "ValueError" in report["video"]["reason"]
    assert report["transcript"]["text"] == "I agree completely."


class TimedoutError(Exception):
    """As Lambda names a function that it stopped."""


TimedoutError.__name__ = "Sandbox.Timedout"


def test_a_step_that_was_stopped_from_outside_is_said_to_have_taken_too_long(cloud: Cloud, clip: Path) -> None:
    cloud.failures["ConvertVideoFunction"] = [TimedoutError()]
    cloud.arrive("recordings/r1.webm", clip.read_bytes())
    assert cloud.await_end("r1") == "SUCCEEDED"
    steps = cloud.report("r1")["provenance"]["steps"]
    assert "longer than it may" in steps["convert_video"]["reason"]
    assert steps["convert_video"]["code"] == "took_too_long" and steps["video_metrics"]["status"] == "skipped"


def test_what_is_no_recording_ends_in_a_report_that_says_so(cloud: Cloud) -> None:
    cloud.arrive("recordings/r1.webm", b"no recording")
    assert cloud.await_end("r1") == "SUCCEEDED"
    assert record().status == "failed"
    report = cloud.report("r1")
    assert report["video"]["status"] == report["transcript"]["status"] == "not_analysed"


def test_without_ffmpeg_the_video_is_said_to_be_unconverted_and_nothing_is_invented(
    cloud: Cloud, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FFMPEG_ENABLED", "false")
    cloud.arrive("recordings/r1.webm", clip.read_bytes())
    assert cloud.await_end("r1") == "SUCCEEDED"
    report = cloud.report("r1")
    assert "without FFmpeg" in str(failed_steps()["convert_video"])
    assert report["video"]["status"] == "not_analysed" and report["video"]["code"] == "earlier_step_failed"
    assert report["provenance"]["steps"]["convert_video"]["code"] == "no_ffmpeg"
    assert record().attention is None and record().objects is None and record().poster is None
    assert report["transcript"]["text"] == "I agree completely."


def test_a_report_that_cannot_be_written_marks_the_record(cloud: Cloud, clip: Path) -> None:
    cloud.failures["UpdateTableFunction"] = [ValueError("our fault")]
    cloud.arrive("recordings/r1.webm", clip.read_bytes())
    assert cloud.await_end("r1") == "FAILED"
    assert record().status == "failed"
    assert "could not be written" in str(record().steps["update_record"].reason)


def test_nothing_is_left_of_a_transcription(cloud: Cloud, clip: Path) -> None:
    cloud.arrive("recordings/r1.webm", clip.read_bytes())
    assert cloud.await_end("r1") == "SUCCEEDED"
    assert "Contents" not in boto3.client("s3").list_objects_v2(Bucket=BUCKET, Prefix="working/")


def erased() -> None:
    DynamoRecordStore(TABLE).claim("r1", "ana@example.org", {"duration": "00:00:06"})
    DynamoRecordStore(TABLE).erase("r1")


def taken_by_another() -> None:
    DynamoRecordStore(TABLE).claim("r1", "ben@example.org", {"duration": "00:00:06"})


@pytest.mark.parametrize(
    ("change", "owner"),
    [(erased, "ana@example.org"), (erased, None), (taken_by_another, "ana@example.org"), (lambda: None, None)],
    ids=["the record was deleted", "deleted, sent in parts", "another account has the record", "nobody waits for it"],
)
def test_what_arrives_for_no_record_of_its_owner_is_removed(
    cloud: Cloud, clip: Path, change: Callable[[], None], owner: str | None
) -> None:
    change()
    cloud.arrive("recordings/r1.webm", clip.read_bytes(), owner)
    assert "Contents" not in boto3.client("s3").list_objects_v2(Bucket=BUCKET)
    found = record()
    assert found is None or (found.email, found.recording, found.attempt) == ("ben@example.org", None, 0)
