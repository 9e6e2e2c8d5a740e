"""What the errors of AWS mean here: one table. Beyond the stores and engines on AWS nobody sees botocore's."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from interview_simulator.errors import (
    BadInputError,
    ConflictError,
    InterviewSimulatorError,
    NotFoundError,
    ServiceRefusedError,
    ServiceUnavailableError,
    StoreUnavailableError,
    TooLargeError,
)

Kind = type[InterviewSimulatorError]
BUSY = ServiceUnavailableError
"""Stands for "try again": a store says so by StoreUnavailableError, an engine by ServiceUnavailableError."""

MEANING: dict[str, Kind] = {
    # nothing is there; S3 answers HEAD without a body, so its code is the status
    "404": NotFoundError,
    "NoSuchKey": NotFoundError,
    "NoSuchUpload": NotFoundError,
    "NotFoundException": NotFoundError,
    "ExecutionDoesNotExist": NotFoundError,
    "TaskDoesNotExist": NotFoundError,
    "TaskTimedOut": NotFoundError,
    # what was sent cannot be used
    "EntityTooLarge": TooLargeError,
    "ImageTooLargeException": TooLargeError,
    "ItemCollectionSizeLimitExceededException": TooLargeError,
    "BadDigest": BadInputError,
    "BadRequestException": BadInputError,
    "EncryptionTypeMismatch": BadInputError,
    "EntityTooSmall": BadInputError,
    "InvalidImageFormatException": BadInputError,
    "InvalidParameterException": BadInputError,
    "InvalidPart": BadInputError,
    "InvalidPartOrder": BadInputError,
    "InvalidRange": BadInputError,
    "InvalidRequest": BadInputError,
    "InvalidS3ObjectException": BadInputError,
    "InvalidExecutionInput": BadInputError,
    "InvalidOutput": BadInputError,
    "InvalidToken": BadInputError,
    "InvalidWriteOffset": BadInputError,
    "TooManyParts": BadInputError,
    "ValidationException": BadInputError,
    # it does not fit what is there
    "ConditionalCheckFailedException": ConflictError,
    "ConflictException": ConflictError,
    "ExecutionAlreadyExists": ConflictError,
    "InvalidObjectState": ConflictError,
    # busy, throttled or broken: later it may go
    "ExecutionLimitExceeded": BUSY,
    "InternalError": BUSY,
    "KmsThrottlingException": BUSY,
    "InternalFailureException": BUSY,
    "InternalServerError": BUSY,
    "LimitExceededException": BUSY,
    "OperationAborted": BUSY,
    "ProvisionedThroughputExceededException": BUSY,
    "ReplicatedWriteConflictException": BUSY,
    "RequestLimitExceeded": BUSY,
    "RequestTimeout": BUSY,
    "ServiceUnavailable": BUSY,
    "SlowDown": BUSY,
    "ThrottlingException": BUSY,
    "TransactionConflictException": BUSY,
    # the installation is not set up for it
    "AccessDenied": ServiceRefusedError,
    "AccessDeniedException": ServiceRefusedError,
    "ExpiredToken": ServiceRefusedError,
    "InvalidAccessKeyId": ServiceRefusedError,
    "InvalidArn": ServiceRefusedError,
    "InvalidName": ServiceRefusedError,
    "KmsAccessDeniedException": ServiceRefusedError,
    "KmsInvalidStateException": ServiceRefusedError,
    "NoSuchBucket": ServiceRefusedError,
    "ResourceNotFoundException": ServiceRefusedError,
    "SignatureDoesNotMatch": ServiceRefusedError,
    "StateMachineDeleting": ServiceRefusedError,
    "StateMachineDoesNotExist": ServiceRefusedError,
}
SENTENCE: dict[Kind, str] = {
    NotFoundError: "There is no {what}.",
    TooLargeError: "The {what} is larger than AWS takes ({code}).",
    BadInputError: "AWS cannot use the {what} ({code}): {message}",
    ConflictError: "The {what} is in a state in which this cannot be done ({code}); wait and do it again.",
    ServiceUnavailableError: "AWS was too busy for the {what} ({code}); try again in a moment.",
    StoreUnavailableError: "AWS was too busy for the {what} ({code}); try again in a moment.",
    ServiceRefusedError: "AWS refused the {what} ({code}); check the rights and the set-up of this installation.",
}


@contextmanager
def errors_of_a_store(what: str) -> Iterator[None]:
    """Raises our errors in place of botocore's; `what` is the thing that was asked for, as in "file r1.webm"."""
    with _ours(what, StoreUnavailableError):
        yield


@contextmanager
def errors_of_an_engine(what: str) -> Iterator[None]:
    """As `errors_of_a_store`, for a service that is no store."""
    with _ours(what, ServiceUnavailableError):
        yield


def code_of(error: Any) -> str:
    """The code by which AWS names the error."""
    return str(error.response.get("Error", {}).get("Code", ""))


@contextmanager
def _ours(what: str, busy: Kind) -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        message = str(error.response.get("Error", {}).get("Message", ""))
        raise _error(_meaning(error), busy, what, code_of(error), message) from error
    except BotoCoreError as error:
        raise _error(_meaning_on_the_way(error), busy, what, type(error).__name__, str(error)) from error


def _error(kind: Kind, busy: Kind, what: str, code: str, message: str) -> InterviewSimulatorError:
    kind = busy if kind is BUSY else kind
    return kind(SENTENCE[kind].format(what=what, code=code, message=message))


def _meaning(error: Any) -> Kind:
    """By the code; one that is not in the table, by the status."""
    status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", HTTPStatus.BAD_REQUEST))
    passing = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS
    return MEANING.get(code_of(error), BUSY if passing else ServiceRefusedError)


def _meaning_on_the_way(error: Exception) -> Kind:
    """No answer came: the network may be back later, missing credentials or a wrong call will not be."""
    from botocore import exceptions

    passing = (
        exceptions.ConnectionError,
        exceptions.CredentialRetrievalError,
        exceptions.HTTPClientError,
        exceptions.IncompleteReadError,
        exceptions.ResponseStreamingError,
    )
    return BUSY if isinstance(error, passing) else ServiceRefusedError
