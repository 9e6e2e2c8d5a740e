"""AWS in this process: moto's services and its interpreter of state machines, the real handlers, real media.

Moto's Lambda ends in `LambdaFunction.invoke`; here that calls our handler. What moto cannot do is done here: Transcribe
writes a result and tells of its end, Rekognition answers, and each answer is held against botocore's model.
"""

import importlib
import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import boto3
import botocore.loaders
import botocore.session
import pytest
import yaml
from botocore.awsrequest import AWSResponse
from botocore.validate import validate_parameters
from moto import mock_aws
from moto.awslambda.models import LambdaFunction
from tests.conftest import MakeRecording
from tests.support.aws_server import RECORDS_TABLE
from tests.support.transcribe_results import hearing

from interview_simulator.aws_lambda import parts

DEPLOY = Path(__file__).parents[2] / "deploy" / "aws"
REGION = "us-east-1"
BUCKET, TABLE, MACHINE = "media", "records", "interview-backend-analyze"
STEP_FUNCTIONS = ("ConvertVideo", "CalculateVideoMetrics", "Transcription", "CalculateTextMetrics", "UpdateTable")
HANDLERS = {
    "ConvertVideoFunction": "convert_video",
    "CalculateVideoMetricsFunction": "calculate_video_metrics",
    "TranscriptionFunction": "transcription",
    "TranscriptionEndedFunction": "transcription_ended",
    "CalculateTextMetricsFunction": "calculate_text_metrics",
    "UpdateTableFunction": "update_table",
    "RecordingArrivedFunction": "recording_arrived",
    "ApiFunction": "api",
}
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": REGION,
    "BUCKET": BUCKET,
    "TABLE_NAME": TABLE,
    "RECORDS_TABLE_SECONDARY_INDEX": "user_index",
    "STATE_MACHINE_ARN": f"arn:aws:states:{REGION}:123456789012:stateMachine:{MACHINE}",
    "PAGE_ORIGIN": "https://page.example",
    "INTERVIEW_SIMULATOR_EVENTS_S": "0",
}
ELSEWHERE = {"CreateBucket", "DescribeExecution", "GetExecutionHistory", "Invoke"}
"""Not of functions: calls of the tests and of the interpreter; CreateBucket is how botocore words a signed form."""
MODELS = botocore.loaders.create_loader()
"""AWS's service models, read once for all tests."""
Answer = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Call:
    """One call of AWS that a function made."""

    function: str
    service: str
    operation: str
    asked: dict[str, Any]


@dataclass
class Cloud:
    """What stands in the simulated account, and what was seen of it."""

    calls: list[Call] = field(default_factory=list)
    function: str = ""
    """The function that is running; they run one at a time, so that each call belongs to one."""
    running: threading.RLock = field(default_factory=threading.RLock)
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    heard: str = "I agree completely."
    failures: dict[str, list[Exception]] = field(default_factory=dict)
    """Errors that a function raises before it does its work, one after the other."""

    def invoke(self, function: str, event: Any) -> Any:
        """Call the handler as Lambda does."""
        with self.running:
            self.function = function
            try:
                if self.failures.get(function):
                    raise self.failures[function].pop(0)
                handler = importlib.import_module(f"interview_simulator.aws_lambda.{HANDLERS[function]}").handler
                return handler(event, None)
            finally:
                self.function = ""

    def arrive(self, key: str, content: bytes, owner: str | None = "ana@example.org") -> None:
        """The browser has sent a file to the bucket, by this account's form; EventBridge tells of it."""
        metadata = {} if owner is None else {"owner": quote(owner)}
        boto3.client("s3").put_object(Bucket=BUCKET, Key=key, Body=content, Metadata=metadata)
        self.invoke("RecordingArrivedFunction", {"detail": {"bucket": {"name": BUCKET}, "object": {"key": key}}})

    def await_end(self, record_id: str, attempt: int = 1) -> str:
        """Wait for the end of the execution; its status."""
        arn = f"{ENVIRONMENT['STATE_MACHINE_ARN'].replace('stateMachine', 'execution')}:{record_id}-{attempt}"
        states = boto3.client("stepfunctions")
        ended = threading.Event()
        while True:
            status = str(states.describe_execution(executionArn=arn)["status"])
            if status != "RUNNING":
                return status
            ended.wait(0.1)

    def history(self, record_id: str, attempt: int = 1) -> list[dict[str, Any]]:
        """The execution's events."""
        arn = f"{ENVIRONMENT['STATE_MACHINE_ARN'].replace('stateMachine', 'execution')}:{record_id}-{attempt}"
        return list(boto3.client("stepfunctions").get_execution_history(executionArn=arn, maxResults=1000)["events"])

    def report(self, record_id: str) -> dict[str, Any]:
        """The report in the bucket."""
        body = boto3.client("s3").get_object(Bucket=BUCKET, Key=f"artefacts/{record_id}/report.json")["Body"]
        return dict(json.loads(body.read()))


def definition(function_arn: Callable[[str], str]) -> str:
    """The state machine as JSON, with its substitutions."""
    text = (DEPLOY / "analyze.asl.yaml").read_text()
    for name in STEP_FUNCTIONS:
        text = text.replace(f"${{{name}FunctionArn}}", function_arn(f"{name}Function"))
    return json.dumps(yaml.safe_load(text.replace("${RecordsTableName}", TABLE)))


def face(**others: Any) -> dict[str, Any]:
    """A FaceDetail that looks at the camera."""
    return {
        "Confidence": 99.9,
        "BoundingBox": {"Left": 0.4, "Top": 0.3, "Width": 0.2, "Height": 0.3},
        "Pose": {"Yaw": 0.0, "Pitch": 0.0, "Roll": 0.0},
        "EyeDirection": {"Yaw": 0.0, "Pitch": 0.0, "Confidence": 99.0},
        "EyesOpen": {"Value": True, "Confidence": 99.0},
        "Smile": {"Value": False, "Confidence": 99.0},
        "Sunglasses": {"Value": False, "Confidence": 99.0},
        **others,
    }


@pytest.fixture(scope="session")
def clip(make_recording: MakeRecording) -> Path:
    """Six seconds of a person who speaks, as a browser records them."""
    return make_recording("talk_collins.mp4", seconds=6.0, size=(320, 180))


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    """The account as the template makes it."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    made = Cloud()
    made.answers["rekognition", "DetectFaces"] = lambda _: {"FaceDetails": [face()]}
    made.answers["rekognition", "DetectLabels"] = lambda _: {"Labels": []}
    monkeypatch.setattr(LambdaFunction, "invoke", lambda function, body, *rest: _invoked(made, function, body, *rest))
    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        session = botocore.session.get_session()
        session.register_component("data_loader", MODELS)
        boto3.setup_default_session(botocore_session=session)
        _listen(made)
        _forget_parts()
        _furnish()
        yield made
    boto3.DEFAULT_SESSION = None
    _forget_parts()


def _forget_parts() -> None:
    """Every test has a process of its own, as every cold start has."""
    from interview_simulator.aws_lambda import recording_arrived

    sys.modules.pop("interview_simulator.aws_lambda.api", None)

    for cached in (parts.analysis, parts.transcribing, recording_arrived.arrivals):
        cached.cache_clear()


def _furnish() -> None:
    boto3.client("s3").create_bucket(Bucket=BUCKET)
    boto3.client("dynamodb").create_table(TableName=TABLE, **RECORDS_TABLE)
    role = boto3.client("iam").create_role(RoleName="functions", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    arns = {name: _function(name, role) for name in HANDLERS}
    boto3.client("stepfunctions").create_state_machine(
        name=MACHINE, definition=definition(arns.__getitem__), roleArn=role
    )


def _function(name: str, role: str) -> str:
    made = boto3.client("lambda").create_function(
        FunctionName=name, Runtime="python3.13", Role=role, Handler="unused.handler", Code={"ZipFile": b"unused"}
    )
    return str(made["FunctionArn"])


def _invoked(cloud: Cloud, function: Any, body: str, _request: Any, response: dict[str, Any]) -> bytes:
    """What Lambda answers: the handler's result, or its error by the name of its class."""
    try:
        return json.dumps(cloud.invoke(function.function_name, json.loads(body))).encode()
    except Exception as error:  # noqa: BLE001  # Lambda answers with every error by its name
        response["x-amz-function-error"] = "Unhandled"
        said = {"errorMessage": str(error), "errorType": type(error).__name__, "stackTrace": []}
        return json.dumps(said).encode()


def _listen(cloud: Cloud) -> None:
    events = boto3.DEFAULT_SESSION.events if boto3.DEFAULT_SESSION else None
    assert events is not None

    def note(params: dict[str, Any], model: Any, **_: Any) -> None:
        if cloud.function and model.name not in ELSEWHERE:
            service = model.service_model.service_id.hyphenize()
            cloud.calls.append(Call(cloud.function, service, model.name, dict(params)))

    def answer(model: Any, params: dict[str, Any], **_: Any) -> Any:
        service = model.service_model.service_name
        scripted = cloud.answers.get((service, model.name))
        if scripted is None:
            return None
        said = scripted(params)
        validate_parameters(said, model.output_shape)
        return AWSResponse("", 200, {}, None), said

    def transcribe(params: Any = None, **_: Any) -> None:
        asked = next(call.asked for call in reversed(cloud.calls) if call.operation == "StartTranscriptionJob")
        threading.Thread(target=_transcribed, args=(cloud, asked), daemon=True).start()

    events.register("before-parameter-build.*.*", note)
    events.register("before-call.rekognition.*", answer)
    events.register("after-call.transcribe.StartTranscriptionJob", transcribe)


def _transcribed(cloud: Cloud, job: dict[str, Any]) -> None:
    """The job ends: its result is in the bucket, and EventBridge tells of it."""
    transcribes = boto3.session.Session()
    s3, name = transcribes.client("s3"), job["TranscriptionJobName"]
    sound = s3.get_object(Bucket=BUCKET, Key=job["Media"]["MediaFileUri"].removeprefix(f"s3://{BUCKET}/"))
    result = hearing(cloud.heard)(job, sound["Body"].read())
    s3.put_object(Bucket=BUCKET, Key=job["OutputKey"], Body=json.dumps(result).encode())
    transcribe = transcribes.client("transcribe")
    for _ in range(3):  # moto's jobs take a step towards their end whenever they are asked
        transcribe.get_transcription_job(TranscriptionJobName=name)
    with suppress(Exception):
        cloud.invoke(
            "TranscriptionEndedFunction",
            {"detail": {"TranscriptionJobName": name, "TranscriptionJobStatus": "COMPLETED"}},
        )
