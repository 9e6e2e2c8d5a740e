"""Each function in a process of its own, with nothing but what its package has, against AWS on a port."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import MakeRecording
from tests.deploy.packages import missing
from tests.deploy.reading import DEPLOY, ROOT, template
from tests.support import aws_server
from tests.support.rekognition_answers import FACE
from tests.support.transcribe_results import hearing

from interview_simulator.stores.records.dynamodb import DynamoRecordStore

SCRIPT = Path(__file__).parents[1] / "support" / "one_function.py"
FUNCTIONS = [name for name, made in template()["Resources"].items() if made["Type"] == "AWS::Serverless::Function"]
STEP = {"record_id": "r1", "attempt": 1}
BEGAN = {**STEP, "began": "2026-11-25T00:00:00Z"}


class Account:
    """A bucket and a table, and functions that know them."""

    def __init__(self) -> None:
        self.bucket, self.table = aws_server.new_bucket(), aws_server.new_table()
        self.records = DynamoRecordStore(self.table, endpoint_url=aws_server.address())

    def run(self, function: str, module: str, event: dict[str, Any]) -> Any:
        """The function's answer to the event."""
        environment = {
            **os.environ,
            **aws_server.ENVIRON,
            "AWS_ENDPOINT_URL": aws_server.address(),
            "BUCKET": self.bucket,
            "TABLE_NAME": self.table,
            "STATE_MACHINE_ARN": "arn:aws:states:us-east-1:123456789012:stateMachine:analyze",
            "PAGE_ORIGIN": "https://page.example",
            "INTERVIEW_SIMULATOR_EVENTS_S": "0",
        }
        done = subprocess.run(
            [sys.executable, SCRIPT, module, ",".join(missing(function))],
            input=json.dumps(event),
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture
def account() -> Iterator[Account]:
    started = {"executionArn": "arn:aws:states:us-east-1:123456789012:execution:analyze:r1-1", "startDate": 0}
    with (
        aws_server.answering(
            "rekognition", DetectFaces=lambda _: {"FaceDetails": [FACE]}, DetectLabels=lambda _: {"Labels": []}
        ),
        aws_server.answering("stepfunctions", StartExecution=lambda _: started, SendTaskSuccess=lambda _: {}),
    ):
        yield Account()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_can_compare_addresses_of_every_domain(function: str) -> None:
    assert "idna" not in missing(function)


def test_an_analysis_needs_nothing_that_is_not_packed(account: Account, make_recording: MakeRecording) -> None:
    clip = make_recording("talk_collins.mp4", seconds=3.0, size=(320, 180))
    account.records.merge("r1", {"email": "ana@example.org", "interview_id": "aws-basics-en", "language": "en"})
    aws_server.put_object(account.bucket, "recordings/r1.webm", clip.read_bytes())
    arrived = {"detail": {"bucket": {"name": account.bucket}, "object": {"key": "recordings/r1.webm"}}}
    account.run("RecordingArrivedFunction", "recording_arrived", arrived)
    account.run("ConvertVideoFunction", "convert_video", STEP)
    account.run("CalculateVideoMetricsFunction", "calculate_video_metrics", STEP)
    with aws_server.transcribing(hearing("A compute service of AWS is AWS Lambda.")) as jobs:
        account.run("TranscriptionFunction", "transcription", {**STEP, "token": "t"})
        ended = {"detail": {"TranscriptionJobName": jobs[0]["TranscriptionJobName"]}}
        account.run("TranscriptionEndedFunction", "transcription_ended", ended)
    account.run("CalculateTextMetricsFunction", "calculate_text_metrics", STEP)
    account.run("UpdateTableFunction", "update_table", {**STEP, "branches": [BEGAN, BEGAN]})
    record = account.records.get("r1")
    assert record is not None
    assert {name: step.reason for name, step in record.steps.items() if step.reason} == {}
    assert record.status == "succeeded" and record.attention is True


def test_the_api_needs_nothing_that_is_not_packed(account: Account) -> None:
    event = {
        "resource": "/upload", "path": "/upload", "httpMethod": "GET", "headers": {}, "multiValueHeaders": {},
        "queryStringParameters": {"filename": "r1.webm"}, "multiValueQueryStringParameters": {"filename": ["r1.webm"]},
        "requestContext": {"stage": "Prod", "authorizer": {"claims": {"email": "ana@example.org"}}},
        "body": None, "isBase64Encoded": False,
    }  # fmt: skip
    answer = account.run("ApiFunction", "api", event)
    assert answer["statusCode"] == 200 and "fields" in json.loads(answer["body"])


def test_the_models_of_all_services_that_are_called_stay_in_the_packages() -> None:
    source = "".join(path.read_text() for path in (ROOT / "src").rglob("*.py"))
    called = set(re.findall(r'\bclient\(\s*"([a-z0-9-]+)"', source))
    (kept,) = re.findall(r"^SERVICES := (.*)$", (DEPLOY / "functions" / "Makefile").read_text(), re.MULTILINE)
    assert "dynamodb" in called and called | {"bedrock-runtime"} <= set(kept.split())


def test_what_is_not_packed_cannot_be_imported(account: Account) -> None:
    assert "numpy" in missing("UpdateTableFunction") and "numpy" not in missing("ConvertVideoFunction")
    with pytest.raises(AssertionError, match="not in the package"):
        account.run("RecordingArrivedFunction", "api", {})
