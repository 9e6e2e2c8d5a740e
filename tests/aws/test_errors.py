"""Every error that AWS declares for a call of ours has a meaning, and the meaning tells whether to try again."""

import socket
from typing import Any

import boto3
import botocore.exceptions
import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from interview_simulator.aws.errors import BUSY, MEANING, SENTENCE, errors_of_a_store, errors_of_an_engine
from interview_simulator.errors import (
    InterviewSimulatorError,
    NotFoundError,
    ServiceRefusedError,
    ServiceUnavailableError,
    StoreUnavailableError,
)

CALLS = {
    "s3": (
        "AbortMultipartUpload", "CompleteMultipartUpload", "CreateMultipartUpload", "DeleteObject", "GetObject",
        "HeadObject", "ListMultipartUploads", "ListObjectsV2", "ListParts", "PutObject", "UploadPart",
    ),
    "dynamodb": ("DeleteItem", "GetItem", "Query", "Scan", "UpdateItem"),
    "transcribe": ("DeleteTranscriptionJob", "GetTranscriptionJob", "StartTranscriptionJob"),
    "rekognition": ("DetectFaces", "DetectLabels"),
    "stepfunctions": ("SendTaskFailure", "SendTaskSuccess", "StartExecution", "StopExecution"),
}  # fmt: skip

ABOUT: dict[str, Any] = {
    "endpoint_url": "https://s3", "error": "broken", "report": "wrong", "provider": "role", "error_msg": "busy",
    "actual_bytes": 1, "expected_bytes": 2,
}  # fmt: skip


def refusal(code: str, status: int = 400) -> ClientError:
    return ClientError(
        {"Error": {"Code": code, "Message": "as AWS says"}, "ResponseMetadata": {"HTTPStatusCode": status}}, "Call"
    )


def meaning(error: Exception) -> InterviewSimulatorError:
    with pytest.raises(InterviewSimulatorError) as found, errors_of_a_store("file r1.webm"):
        raise error
    assert found.value.__cause__ is error
    return found.value


@pytest.mark.parametrize(("service", "call"), [(service, call) for service, calls in CALLS.items() for call in calls])
def test_every_declared_error_of_a_call_is_in_the_table(service: str, call: str) -> None:
    model = botocore.session.get_session().get_service_model(service)
    declared = {shape.error_code for shape in model.operation_model(call).error_shapes}
    assert declared <= set(MEANING)


@pytest.mark.parametrize("code", sorted(MEANING))
def test_each_code_becomes_the_error_of_the_table_with_a_sentence(code: str) -> None:
    error = meaning(refusal(code))
    assert type(error) is (StoreUnavailableError if MEANING[code] is BUSY else MEANING[code])
    assert str(error).endswith((".", "says"))


def test_every_meaning_has_a_sentence() -> None:
    assert {*MEANING.values(), StoreUnavailableError} == set(SENTENCE)


@pytest.mark.parametrize("code", ["SlowDown", "ThrottlingException", "ProvisionedThroughputExceededException"])
def test_throttling_is_worth_another_try(code: str) -> None:
    assert meaning(refusal(code)).permanent is False


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_an_unknown_error_of_the_server_is_worth_another_try(status: int) -> None:
    assert type(meaning(refusal("NeverHeardOf", status))) is StoreUnavailableError


def test_an_unknown_error_of_ours_is_not() -> None:
    error = meaning(refusal("NeverHeardOf", 400))
    assert type(error) is ServiceRefusedError and error.permanent


def test_an_engine_is_no_store() -> None:
    with pytest.raises(ServiceUnavailableError), errors_of_an_engine("picture"):
        raise refusal("ThrottlingException")


def test_what_is_missing_is_named() -> None:
    assert str(meaning(refusal("NoSuchKey", 404))) == "There is no file r1.webm."
    assert isinstance(meaning(refusal("404", 404)), NotFoundError)


def test_a_server_that_does_not_answer_is_worth_another_try() -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        port = unheard.getsockname()[1]
    s3 = boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{port}",
        region_name="us-east-1",
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
        config=Config(retries={"total_max_attempts": 1}, connect_timeout=1),
    )
    with pytest.raises(StoreUnavailableError), errors_of_a_store("file r1.webm"):
        s3.head_object(Bucket="bucket", Key="r1.webm")


@pytest.mark.parametrize(
    ("kind", "permanent"),
    [
        (botocore.exceptions.ConnectTimeoutError, False),
        (botocore.exceptions.CredentialRetrievalError, False),
        (botocore.exceptions.EndpointConnectionError, False),
        (botocore.exceptions.IncompleteReadError, False),
        (botocore.exceptions.ReadTimeoutError, False),
        (botocore.exceptions.ConnectionClosedError, False),
        (botocore.exceptions.ResponseStreamingError, False),
        (botocore.exceptions.NoCredentialsError, True),
        (botocore.exceptions.NoRegionError, True),
        (botocore.exceptions.ParamValidationError, True),
    ],
)
def test_what_broke_on_the_way_tells_whether_to_try_again(kind: type[Exception], permanent: bool) -> None:
    assert meaning(kind(**ABOUT)).permanent is permanent
