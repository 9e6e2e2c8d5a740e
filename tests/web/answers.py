"""What every test of the API asks of an error."""

from typing import Any


def problem(answer: Any, status: int, code: str | None = None) -> str:
    """The detail of a problem of this status, and of this code if one is named."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    document = answer.json()
    assert document["status"] == status and document["title"]
    assert set(document) - {"code"} == {"type", "title", "status", "detail"}
    assert code is None or document["code"] == code
    return str(document["detail"])
