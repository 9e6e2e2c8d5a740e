"""AWS on a port of this machine, for tests: moto's server, and in front of it what moto leaves out.

- One call at a time: DynamoDB and S3 take each call for one item as a whole; moto does not.
- Parts: S3 checks signature and signed headers, size and SHA-256, and that the upload is under way; moto does not.
- Lists: S3 tells the SHA-256 of a part, and when an upload was begun; moto tells neither.
- Transcribe writes its result into the bucket; moto writes none.
- Answers that moto cannot give are scripted, and held against botocore's model of the service.
"""

import hashlib
import json
import os
import re
import threading
import uuid
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote

ENVIRON = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}
Hear = Callable[[dict[str, Any], bytes], dict[str, Any]]
"""From the job that was asked for and the bytes of the sound to the result that Transcribe would write."""

Answered = tuple[str, list[tuple[str, str]], bytes]
"""Status, headers and body."""
Answer = Callable[[dict[str, Any]], dict[str, Any]]
"""From what was asked to what the service answers; raises a ClientError for a refusal."""


@cache
def address() -> str:
    """Where the server listens; it is started at the first call and ends with the process."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Tests have nothing to read there."""

    os.environ.pop("AWS_PROFILE", None)
    os.environ.update(ENVIRON)
    front = Front(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", 0, front, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


@cache
def aws(service: str) -> Any:
    """A client for setting the scene."""
    import boto3

    return boto3.client(service, endpoint_url=address())


def new_bucket() -> str:
    """The name of a new, empty bucket."""
    name = f"bucket-{uuid.uuid4().hex}"
    aws("s3").create_bucket(Bucket=name)
    return name


def new_table() -> str:
    """The name of a new, empty table of records, as the template makes it."""
    name = f"records-{uuid.uuid4().hex}"
    aws("dynamodb").create_table(TableName=name, **RECORDS_TABLE)
    return name


@contextmanager
def transcribing(hear: Hear) -> Iterator[list[dict[str, Any]]]:
    """Transcribe hears this; yields the jobs as they are asked for."""
    Front.hear, Front.jobs = hear, []
    try:
        yield Front.jobs
    finally:
        Front.hear = None


@contextmanager
def answering(service: str, **answers: Answer) -> Iterator[None]:
    """Calls of these operations get these answers; one that the service could not give is refused as WrongScript."""
    before = Front.answers
    Front.answers = {**before, **{operation: (service, answer) for operation, answer in answers.items()}}
    try:
        yield
    finally:
        Front.answers = before


def put_object(bucket: str, key: str, content: bytes) -> None:
    """Put an object without a call."""
    _backend().put_object(bucket, key, content)


def _backend() -> Any:
    from moto.s3.models import s3_backends

    return s3_backends["123456789012"]["aws"]


RECORDS_TABLE: dict[str, Any] = {
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": key, "AttributeType": "S"} for key in ("record_id", "email", "date")],
    "KeySchema": [{"AttributeName": "record_id", "KeyType": "HASH"}],
    "GlobalSecondaryIndexes": [
        {
            "IndexName": "user_index",
            "KeySchema": [{"AttributeName": "email", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"},
        },
        {
            "IndexName": "user_dates",
            "KeySchema": [
                {"AttributeName": "email", "KeyType": "HASH"},
                {"AttributeName": "date", "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": "ALL"},
        },
    ],
}
"""As the template makes it."""


class Front:
    """A WSGI application before moto's."""

    hear: ClassVar[Hear | None] = None
    jobs: ClassVar[list[dict[str, Any]]] = []
    answers: ClassVar[dict[str, tuple[str, Answer]]] = {}

    def __init__(self, moto: Any) -> None:
        self._moto, self._lock = moto, threading.Lock()
        self._begun: dict[str, str] = {}
        self._checksums: dict[tuple[str, str], str] = {}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        operation = environ.get("HTTP_X_AMZ_TARGET", "").rpartition(".")[2]
        if operation in Front.answers:
            status, headers, answer = _by_script(*Front.answers[operation], operation, json.loads(body))
        else:
            with self._lock:
                status, headers, answer = self._answer(environ, operation, body)
        if environ["REQUEST_METHOD"] != "HEAD":  # there the length is that of what is not sent
            headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
            headers.append(("Content-Length", str(len(answer))))
        start_response(status, headers)
        return [answer]

    def _answer(self, environ: dict[str, Any], operation: str, body: bytes) -> Answered:
        query = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"], keep_blank_values=True).items()}
        call, part = environ["REQUEST_METHOD"], (query.get("uploadId", ""), query.get("partNumber", ""))
        if call == "PUT" and all(part) and (refusal := self._refused(environ, query, body)):
            return refusal
        status, headers, answer = self._by_moto(environ, body)
        if status.startswith("2"):
            self._remember(call, query, environ.get("HTTP_X_AMZ_CHECKSUM_SHA256"), answer)
        if operation == "StartTranscriptionJob" and Front.hear:
            Front.jobs.append(json.loads(body))
            _transcribe(Front.jobs[-1], Front.hear)
        return status, headers, self._completed(answer, part[0]) if call == "GET" else answer

    def _refused(self, environ: dict[str, Any], query: dict[str, str], body: bytes) -> Answered | None:
        if query["uploadId"] not in self._begun:
            return _error("404 NOT FOUND", "NoSuchUpload")
        return refused(environ, query, body)

    def _remember(self, call: str, query: dict[str, str], checksum: str | None, answer: bytes) -> None:
        """What the lists have to tell of uploads and parts."""
        if call == "PUT" and "uploadId" in query and checksum:
            self._checksums[query["uploadId"], query["partNumber"]] = checksum
        if call == "POST" and "uploads" in query:
            self._begun[_tag("UploadId", answer)] = datetime.now(UTC).isoformat(timespec="milliseconds")[:23] + "Z"
        if call == "DELETE" and "uploadId" in query:
            self._begun.pop(query["uploadId"], None)

    def _completed(self, answer: bytes, upload_id: str) -> bytes:
        """A list with what moto leaves out."""
        answer = re.sub(rb"<Upload>.*?</Upload>", self._with_time, answer, flags=re.DOTALL)
        if not upload_id:
            return answer
        return re.sub(rb"<Part>.*?</Part>", lambda part: self._with_checksum(upload_id, part), answer, flags=re.S)

    def _by_moto(self, environ: dict[str, Any], body: bytes) -> Answered:
        from werkzeug.test import run_wsgi_app

        answered = run_wsgi_app(self._moto, {**environ, "wsgi.input": BytesIO(body)}, buffered=True)
        return answered[1], list(answered[2]), b"".join(answered[0])

    def _with_time(self, found: re.Match[bytes]) -> bytes:
        began = self._begun[_tag("UploadId", found[0])]
        return re.sub(rb"<Initiated>.*?</Initiated>", f"<Initiated>{began}</Initiated>".encode(), found[0])

    def _with_checksum(self, upload_id: str, found: re.Match[bytes]) -> bytes:
        checksum = self._checksums.get((upload_id, _tag("PartNumber", found[0])))
        if checksum is None:
            return found[0]
        return found[0].replace(b"</Part>", f"<ChecksumSHA256>{checksum}</ChecksumSHA256></Part>".encode())


def _by_script(service: str, answer: Answer, operation: str, asked: dict[str, Any]) -> Answered:
    from botocore.exceptions import ClientError, ParamValidationError
    from botocore.session import get_session
    from botocore.validate import validate_parameters

    try:
        said = answer(asked)
        validate_parameters(said, get_session().get_service_model(service).operation_model(operation).output_shape)
        status = "200 OK"
    except ClientError as error:
        said, status = {"__type": error.response["Error"]["Code"], "message": "as scripted"}, "400 BAD REQUEST"
    except ParamValidationError as error:
        said, status = {"__type": "WrongScript", "message": str(error)}, "400 BAD REQUEST"
    return status, [("Content-Type", "application/x-amz-json-1.1")], json.dumps(said).encode()


def _transcribe(job: dict[str, Any], hear: Hear) -> None:
    bucket, key = job["Media"]["MediaFileUri"].removeprefix("s3://").split("/", 1)
    result = hear(job, _backend().get_object(bucket, key).value)
    put_object(job["OutputBucketName"], job["OutputKey"], json.dumps(result).encode())


def refused(environ: dict[str, Any], query: dict[str, str], body: bytes) -> Answered | None:
    """What S3 answers to a presigned PUT that was not signed like this, or whose bytes are not those announced."""
    if "X-Amz-Signature" not in query:
        return None
    sent = {name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name.startswith("HTTP_")}
    sent["content-length"] = environ.get("CONTENT_LENGTH") or "0"
    signed = query["X-Amz-SignedHeaders"].split(";")
    if query["X-Amz-Signature"] != _signature(environ, query, {name: sent.get(name, "") for name in signed}):
        return _error("403 FORBIDDEN", "SignatureDoesNotMatch")
    checksum = b64encode(hashlib.sha256(body).digest()).decode()
    if "x-amz-checksum-sha256" in signed and sent["x-amz-checksum-sha256"] != checksum:
        return _error("400 BAD REQUEST", "BadDigest")
    return None


def _signature(environ: dict[str, Any], query: dict[str, str], headers: dict[str, str]) -> str:
    """Signature Version 4 of a presigned URL, by botocore, from what was sent."""
    from botocore.auth import S3SigV4QueryAuth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    auth = S3SigV4QueryAuth(
        Credentials(ENVIRON["AWS_ACCESS_KEY_ID"], ENVIRON["AWS_SECRET_ACCESS_KEY"]), "s3", "us-east-1"
    )
    unsigned = {name: value for name, value in query.items() if name != "X-Amz-Signature"}
    url = f"http://{environ['HTTP_HOST']}{environ['PATH_INFO']}"
    request = AWSRequest("PUT", url, headers=headers, params=unsigned)
    request.context["timestamp"] = query["X-Amz-Date"]
    canonical = auth.canonical_request(request)
    return str(auth.signature(auth.string_to_sign(request, canonical), request))


def _error(status: str, code: str) -> Answered:
    body = f'<?xml version="1.0"?><Error><Code>{code}</Code><Message>{code}</Message></Error>'.encode()
    return status, [("Content-Type", "application/xml")], body


def _tag(name: str, xml: bytes) -> str:
    found = re.search(rf"<{name}>(.*?)</{name}>".encode(), xml)
    assert found is not None
    return unquote(found[1].decode())
