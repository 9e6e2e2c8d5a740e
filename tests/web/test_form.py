"""The upload form: what is no such form is refused, and nothing is left of it."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.web.answers import problem

from interview_simulator.compose import App
from interview_simulator.stores.media.receiving import Receiving
from interview_simulator.web.form import LARGEST_FIELD, MOST_FIELDS

Part = tuple[str, bytes]
BOUNDARY = "xxboundaryxx"
HEADERS = {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}


def body(*parts: Part, end: str = f"--{BOUNDARY}--\r\n") -> bytes:
    """A form of these fields in this order; the field `file` has a file name."""
    pieces = []
    for name, content in parts:
        file_name = '; filename="r1.wav"' if name == "file" else ""
        pieces += [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file_name}\r\n\r\n'.encode()]
        pieces += [content, b"\r\n"]
    return b"".join([*pieces, end.encode()])


@pytest.fixture
def fields(client: TestClient) -> dict[str, Part]:
    """`key` and `policy` for r1.wav."""
    form = client.get("/upload", params={"filename": "r1.wav"}).json()
    return {name: (name, value.encode()) for name, value in form["fields"].items()}


@pytest.fixture
def refused(client: TestClient, parts: App, files: Callable[[], list[str]]) -> Callable[..., str]:
    """Send this body; the detail of the problem, when nothing was left behind."""

    def send(content: bytes, status: int = 422, headers: dict[str, str] = HEADERS) -> str:
        detail = problem(client.post("/media", content=content, headers=headers), status)
        assert files() == [] and parts.records.list_all() == []
        return detail

    return send


def test_a_form_with_key_policy_and_file_is_stored(
    client: TestClient, fields: dict[str, Part], recording: bytes, parts: App
) -> None:
    form = body(fields["key"], fields["policy"], ("file", recording))
    assert client.post("/media", content=form, headers=HEADERS).status_code == 204
    assert b"".join(parts.media.read("recordings/r1.wav")) == recording


@pytest.mark.parametrize(("first", "lacking"), [("key", "policy"), ("policy", "key")])
def test_fields_that_come_after_the_file_come_too_late(
    refused: Callable[..., str], fields: dict[str, Part], recording: bytes, first: str, lacking: str
) -> None:
    assert f"lacks {lacking} before" in refused(body(fields[first], ("file", recording), fields[lacking]))


def test_a_second_key_behind_the_file_does_not_move_it(
    client: TestClient, fields: dict[str, Part], recording: bytes, parts: App, files: Callable[[], list[str]]
) -> None:
    form = body(fields["key"], fields["policy"], ("file", recording), ("key", b"recordings/victim.wav"))
    assert client.post("/media", content=form, headers=HEADERS).status_code == 204
    assert parts.records.get("victim") is None
    assert "recordings/r1.wav" in files()


def test_a_form_without_a_file_is_refused(refused: Callable[..., str], fields: dict[str, Part]) -> None:
    assert "no file" in refused(body(fields["key"], fields["policy"]))


def test_a_form_with_two_files_is_refused(
    refused: Callable[..., str], fields: dict[str, Part], recording: bytes
) -> None:
    assert "two files" in refused(body(*fields.values(), ("file", recording), ("file", recording)))


def test_a_field_of_many_bytes_is_refused(refused: Callable[..., str]) -> None:
    assert "too long" in refused(body(("key", b"x" * (LARGEST_FIELD + 1))))


def test_a_form_of_many_fields_is_refused(refused: Callable[..., str]) -> None:
    assert "too many" in refused(body(*((f"field{i}", b"x") for i in range(MOST_FIELDS + 1))))


def test_a_form_that_ends_in_its_file_is_refused(
    refused: Callable[..., str], fields: dict[str, Part], recording: bytes
) -> None:
    assert "send" in refused(body(*fields.values(), ("file", recording), end=""))


def test_a_form_with_another_boundary_is_refused(refused: Callable[..., str], fields: dict[str, Part]) -> None:
    other = {"content-type": "multipart/form-data; boundary=other"}
    assert "broken" in refused(body(*fields.values(), ("file", b"x")), headers=other)


@pytest.mark.parametrize(
    "kind", ["application/json", "multipart/form-data", "application/x-www-form-urlencoded", "multipart/mixed"]
)
def test_what_is_no_form_is_refused(refused: Callable[..., str], kind: str) -> None:
    assert "multipart form" in refused(b"{}", headers={"content-type": kind})


def test_an_empty_body_is_refused(refused: Callable[..., str]) -> None:
    assert "no file" in refused(b"")


def test_a_policy_that_was_changed_is_forbidden(
    refused: Callable[..., str], fields: dict[str, Part], recording: bytes
) -> None:
    forged = ("policy", fields["policy"][1][:-2] + b"xx")
    assert "signature" in refused(body(fields["key"], forged, ("file", recording)), status=403)


def test_a_policy_is_for_its_own_key(refused: Callable[..., str], fields: dict[str, Part], recording: bytes) -> None:
    other = ("key", b"recordings/other.wav")
    assert "another file" in refused(body(other, fields["policy"], ("file", recording)), status=403)


def test_a_download_token_is_no_policy(
    refused: Callable[..., str], fields: dict[str, Part], recording: bytes, own: Receiving
) -> None:
    token = own.signer.sign("GET", "recordings/r1.wav", None, 60).encode()
    assert "method" in refused(body(fields["key"], ("policy", token), ("file", recording)), status=403)


def test_an_upload_form_expires(
    refused: Callable[..., str], fields: dict[str, Part], recording: bytes, clock: Any, parts: App
) -> None:
    clock.now_s += parts.settings.upload_url_s + 1
    assert "expired" in refused(body(*fields.values(), ("file", recording)), status=403)


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "found out on the way"])
def test_a_file_over_the_limit_is_too_large(
    client: TestClient, fields: dict[str, Part], parts: App, files: Callable[[], list[str]], announced: bool
) -> None:
    form = body(*fields.values(), ("file", b"x" * (parts.settings.max_upload_bytes + 1)))
    answer = client.post("/media", content=form if announced else iter([form]), headers=HEADERS)
    assert "larger than" in problem(answer, 413)
    assert files() == [] and parts.records.list_all() == []


def test_a_client_that_goes_away_leaves_nothing(
    app: FastAPI, client: TestClient, fields: dict[str, Part], recording: bytes, parts: App, files: Any
) -> None:
    half = body(*fields.values(), ("file", recording), end="")[:-1000]
    begun: dict[str, Any] = {"type": "http.request", "body": half, "more_body": True}
    messages = iter([begun, {"type": "http.disconnect"}])

    async def receive() -> dict[str, Any]:
        return next(messages)

    async def send(message: Any) -> None:
        """Nobody listens any more."""

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": "/media",
        "raw_path": b"/media",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in (*HEADERS.items(), ("host", "testserver"))],
    }
    asyncio.run(app(scope, receive, send))
    assert next(messages, None) is None
    assert files() == [] and parts.records.list_all() == []
