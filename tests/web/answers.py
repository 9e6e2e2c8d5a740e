"""What every test of the API asks of an error."""

from typing import Any


def problem(answer: Any, status: int) -> str:
    """The detail of a problem of this status."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    document = answer.json()
    assert document["status"] == status and document["title"]
    assert set(document) - {"code"} == {"type", "title", "status", "detail"}
    return str(document["detail"])
