"""Whoever has signed in meets nothing but their own."""

import json
from typing import Any
from urllib.parse import unquote

import pytest
from tests.aws_lambda.conftest import TABLE, Cloud

from interview_simulator.stores.records.dynamodb import DynamoRecordStore
from interview_simulator.web.observed import SECURITY_HEADERS


def ask(cloud: Cloud, method: str, path: str, query: dict[str, str] | None = None, body: Any = None) -> Any:
    event = {
        "resource": path, "path": path, "httpMethod": method, "headers": {"origin": "https://page.example"},
        "multiValueHeaders": {"origin": ["https://page.example"], "content-type": ["application/json"]},
        "queryStringParameters": query, "multiValueQueryStringParameters": {k: [v] for k, v in (query or {}).items()},
        "requestContext": {"stage": "Prod", "authorizer": {"claims": {"email": "Ana@example.org"}}},
        "body": None if body is None else json.dumps(body), "isBase64Encoded": False,
    }  # fmt: skip
    return cloud.invoke("ApiFunction", event)


@pytest.fixture
def anothers(cloud: Cloud) -> str:
    """A record that belongs to someone else."""
    DynamoRecordStore(TABLE).merge("b1", {"email": "bo@example.org", "recording": "recordings/b1.webm"})
    return "b1"


@pytest.mark.parametrize(
    ("method", "path", "query", "body"),
    [
        ("GET", "/records/b1", None, None),
        ("GET", "/records/b1/report", None, None),
        ("GET", "/records/b1/events", None, None),
        ("POST", "/records/b1/retry", None, None),
        ("DELETE", "/records/b1", None, None),
        ("GET", "/upload", {"filename": "b1.webm"}, None),
        ("GET", "/download", {"filename": "b1.webm"}, None),
        ("GET", "/download", {"filename": "artefacts/b1/report.json"}, None),
        ("POST", "/uploads", None, {"filename": "b1.webm"}),
        ("GET", "/uploads/b1", None, None),
        ("DELETE", "/uploads/b1", None, None),
        ("POST", "/record", None, {"record_id": "b1", "duration": "00:00:06"}),
    ],
)
def test_anothers_record_is_not_there(
    cloud: Cloud, anothers: str, method: str, path: str, query: dict[str, str] | None, body: Any
) -> None:
    assert ask(cloud, method, path, query, body)["statusCode"] == 404
    assert DynamoRecordStore(TABLE).get(anothers) is not None


def test_anothers_address_is_refused(cloud: Cloud) -> None:
    assert ask(cloud, "GET", "/records", {"email": "bo@example.org"})["statusCode"] == 403
    record = {"record_id": "r1", "email": "bo@example.org", "duration": "00:00:06"}
    assert ask(cloud, "POST", "/record", body=record)["statusCode"] == 403
    assert ask(cloud, "GET", "/records")["statusCode"] == 403


def test_a_form_writes_nothing_and_its_file_makes_the_record_ones_own(cloud: Cloud) -> None:
    form = json.loads(ask(cloud, "GET", "/upload", {"filename": "r1.webm"})["body"])
    assert DynamoRecordStore(TABLE).list_all() == []
    cloud.arrive(form["fields"]["key"], b"no recording", unquote(form["fields"]["x-amz-meta-owner"]))
    record = DynamoRecordStore(TABLE).get("r1")
    assert record is not None and record.email == "Ana@example.org"
    listed = json.loads(ask(cloud, "GET", "/records", {"email": "ana@example.org"})["body"])
    assert [found["record_id"] for found in listed["results"]] == ["r1"]


def test_the_page_may_read_the_answers(cloud: Cloud) -> None:
    answer = ask(cloud, "GET", "/interviews")
    assert answer["statusCode"] == 200
    assert answer["headers"]["access-control-allow-origin"] == "https://page.example"


def test_it_is_ready_when_its_table_is_there_and_leaves_figures_to_cloudwatch(cloud: Cloud) -> None:
    assert json.loads(ask(cloud, "GET", "/readyz")["body"]) == {"status": "ready"}
    assert ask(cloud, "GET", "/metrics")["statusCode"] == 404


def test_every_answer_bears_the_headers_that_protect(cloud: Cloud) -> None:
    for path in ("/interviews", "/nowhere"):
        assert set(ask(cloud, "GET", path)["headers"]) >= {name.lower() for name in SECURITY_HEADERS}


def test_progress_is_told_in_one_short_answer(cloud: Cloud) -> None:
    DynamoRecordStore(TABLE).merge("r1", {"email": "ana@example.org"})
    answer = ask(cloud, "GET", "/records/r1/events")
    assert answer["body"].startswith("event: progress") and "event: done" not in answer["body"]
