"""The API keeps what /openapi.json promises, whatever it is sent."""

from collections.abc import Callable

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

load_all_checks()
KEPT = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
    ]
)
EXAMPLES = 15
WITHIN_S = 120.0
"""The first choice from the bank of questions makes vectors of all of it."""
METHODS = {"get", "post", "put", "delete"}


def test_every_operation_names_its_problems(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    operations = [one for path in description["paths"].values() for method, one in path.items() if method in METHODS]
    assert len(operations) >= 14
    for operation in operations:
        for kind in ("4XX", "5XX"):
            assert operation["responses"][kind]["content"] == problem, operation["operationId"]
        assert "422" not in operation["responses"]
    properties = set(description["components"]["schemas"]["Problem"]["properties"])
    assert properties == {"type", "title", "status", "detail", "code"}


def test_no_valid_request_breaks_the_api_or_its_description(client: TestClient, app: FastAPI) -> None:
    """`client` keeps the workflow running; the events of a record that waits have no end, so they are left out."""
    described = schemathesis.openapi.from_asgi("/openapi.json", app).exclude(operation_id="get_events")
    tried = [tries(operation.ok(), GenerationMode.POSITIVE) for operation in described.get_all_operations()]
    assert len(tried) >= 13 and all(count > 0 for count in tried)


@pytest.mark.parametrize("operation_id", ["post_record", "get_upload", "get_download", "get_report", "delete_record"])
def test_no_invalid_request_breaks_the_api_or_its_description(
    client: TestClient, app: FastAPI, operation_id: str
) -> None:
    described = schemathesis.openapi.from_asgi("/openapi.json", app)
    assert tries(described.find_operation_by_id(operation_id), GenerationMode.NEGATIVE) > 0


def tries(
    operation: schemathesis.APIOperation,
    mode: GenerationMode,
    most: int = EXAMPLES,
    *,
    headers: dict[str, str] | None = None,
    holds_too: Callable[[schemathesis.Response], None] = lambda _: None,
) -> int:
    """Send at most so many requests to this operation; returns how many were sent."""
    sent: list[schemathesis.Case] = []

    @given(operation.as_strategy(generation_mode=mode))
    @settings(max_examples=most, derandomize=True, deadline=None, database=None)
    def holds(case: schemathesis.Case) -> None:
        sent.append(case)
        holds_too(case.call_and_validate(checks=KEPT, timeout=WITHIN_S, headers=headers))

    holds()
    return len(sent)
