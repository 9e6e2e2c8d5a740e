"""What each function calls in a whole analysis is what its role allows."""

import json
from pathlib import Path
from typing import Any

from tests.aws_lambda.conftest import BUCKET, ENVIRONMENT, TABLE, Call, Cloud
from tests.deploy.reading import lists, matches, resolved, statements

ACTION = {
    "HeadObject": "GetObject",
    "ListObjectsV2": "ListBucket",
    "ListMultipartUploads": "ListBucketMultipartUploads",
    "ListParts": "ListMultipartUploadParts",
    "CreateMultipartUpload": "PutObject",
    "UploadPart": "PutObject",
    "CompleteMultipartUpload": "PutObject",
}
"""Where the action that IAM knows has another name than the call."""
SERVICE = {"sfn": "states"}
ACCOUNT = "us-east-1:123456789012"


def action(call: Call) -> str:
    return f"{SERVICE.get(call.service, call.service)}:{ACTION.get(call.operation, call.operation)}"


def resource(call: Call) -> str:
    asked = call.asked
    if call.service == "s3":
        return f"arn:aws:s3:::{asked['Bucket']}" + (f"/{asked['Key']}" if "Key" in asked else "")
    if call.service == "dynamodb":
        index = f"/index/{asked['IndexName']}" if "IndexName" in asked else ""
        return f"arn:aws:dynamodb:{ACCOUNT}:table/{asked['TableName']}{index}"
    if call.service == "transcribe":
        return f"arn:aws:transcribe:{ACCOUNT}:transcription-job/{asked['TranscriptionJobName']}"
    if call.service == "sfn":
        return str(asked.get("executionArn", ENVIRONMENT["STATE_MACHINE_ARN"]))
    return str(asked.get("resource", "*"))


def allowed(call: Call) -> bool:
    return any(
        statement["Effect"] == "Allow"
        and action(call) in lists(statement["Action"])
        and any(matches(resolved(each), resource(call)) for each in lists(statement["Resource"]))
        for statement in statements(call.function)
    )


def api_call(cloud: Cloud, method: str, path: str, query: dict[str, str] | None = None, body: Any = None) -> Any:
    """As API Gateway calls, for someone who has signed in."""
    event = {
        "resource": path, "path": path, "httpMethod": method, "headers": {"content-type": "application/json"},
        "multiValueHeaders": {"content-type": ["application/json"]},
        "queryStringParameters": query, "multiValueQueryStringParameters": {k: [v] for k, v in (query or {}).items()},
        "requestContext": {"stage": "Prod", "httpMethod": method, "path": path,
                           "authorizer": {"claims": {"email": "ana@example.org"}}},
        "body": None if body is None else json.dumps(body), "isBase64Encoded": False,
    }  # fmt: skip
    answer = cloud.invoke("ApiFunction", event)
    assert answer["statusCode"] < 300, answer
    return json.loads(answer["body"]) if answer["body"] else None


def test_every_call_of_a_whole_analysis_is_allowed(cloud: Cloud, clip: Path) -> None:
    form = api_call(cloud, "GET", "/upload", {"filename": "r1.webm"})
    assert allowed(Call("ApiFunction", "s3", "PutObject", {"Bucket": BUCKET, "Key": form["fields"]["key"]}))
    cloud.arrive("recordings/r1.webm", clip.read_bytes())
    api_call(cloud, "POST", "/record", body={"record_id": "r1", "email": "ana@example.org", "duration": "00:00:06"})
    assert cloud.await_end("r1") == "SUCCEEDED"
    api_call(cloud, "GET", "/records", {"email": "ana@example.org"})
    api_call(cloud, "GET", "/records/r1/report")
    api_call(cloud, "GET", "/download", {"filename": "r1.webm"})
    api_call(cloud, "POST", "/records/r1/retry")
    cloud.await_end("r1", attempt=2)
    api_call(cloud, "POST", "/uploads", body={"filename": "r2.webm"})
    api_call(cloud, "DELETE", "/uploads/r2")
    api_call(cloud, "DELETE", "/records/r1")
    refused = {(call.function, action(call), resource(call)) for call in cloud.calls if not allowed(call)}
    assert refused == set()
    assert {call.function for call in cloud.calls} >= {"ApiFunction", "UpdateTableFunction", "TranscriptionFunction"}
    assert BUCKET in str(cloud.calls) and TABLE in str(cloud.calls)
