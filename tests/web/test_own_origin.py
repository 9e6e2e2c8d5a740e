"""Only this server's own names are answered, and pages of other sites change nothing; there are no accounts here."""

import json
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.support import scripted_server
from tests.support.server import Server
from tests.web.answers import problem

from interview_simulator.compose import App
from interview_simulator.settings import Settings
from interview_simulator.web.app import create_app

FOREIGN = [
    "Host: evil.example",
    "Host: evil.example:8000",
    "Host: localhost.evil.example",
    "Host: 127.0.0.1.nip.io",
    "Host: 127.0.0.1.evil.example:80",
    "Host: evil-localhost",
    "Host: localhost.",
    "Host: 0.0.0.0",
    "Host: 10.0.0.7:8000",
    "Host: [2001:db8::1]:8000",
    "Host: 127.1",
    "Host: 2130706433",
]
NO_NAME = [
    "Host: localhost@evil.example",
    "Host: evil.example#localhost",
    "Host: localhost:80:80",
    "Host: localhost, evil.example",
    "Host: [127.0.0.1",
    "Host:",
    "Host: localhost\r\nHost: evil.example",
    "Host: evil.example\r\nHost: localhost",
    "Accept: */*",
]
OWN = [
    "Host: localhost",
    "Host: LocalHost:8000",
    "Host: 127.0.0.1:8000",
    "Host: 127.9.9.9",
    "Host: [::1]:8000",
    "host: [::1]",
]
OTHER_PAGES = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://testserver:9000"},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "http://127.0.0.1"},
    {"Origin": "http://["},
    {"Origin": "null"},
    {"Origin": ""},
]
ADVERTISEMENT = b"We look for a data engineer who knows SQL and Python well."
FORM = {"files": {"advertisement": ("ad.txt", ADVERTISEMENT)}, "data": {"language": "en"}}
CALLS: list[tuple[str, str, dict[str, object]]] = [
    ("DELETE", "/records/r1", {}),
    ("DELETE", "/everything", {}),
    ("POST", "/records/r1/retry", {}),
    (
        "POST",
        "/record",
        {"content": b'{"record_id": "r2", "duration": null}', "headers": {"Content-Type": "text/plain"}},
    ),
    ("POST", "/record", {"json": {"record_id": "r2", "duration": None}}),
    ("POST", "/uploads", {"json": {"filename": "r2.webm"}}),
    ("POST", "/media", {"files": {"file": b"RIFF"}, "data": {"key": "recordings/r2.wav", "policy": "none"}}),
    ("PUT", "/media/recordings/r2.wav?token=none", {"content": b"RIFF"}),
    ("POST", "/interviews/made-to-measure", FORM),
    ("POST", "/documents/text", {"files": {"document": ("ad.txt", ADVERTISEMENT)}}),
    ("POST", "/follow-up", {"content": b"{}", "headers": {"Content-Type": "text/plain"}}),
    ("PUT", "/consent", {"json": {"version": "1"}}),
    ("DELETE", "/consent", {}),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("server") / "data", sys.executable, str(scripted_server.__file__))
    yield started
    started.stop()


@pytest.fixture(scope="module")
def download(server: Server, clips: Path) -> str:
    """The path of a recording's signed URL; its record is r1."""
    server.upload("r1", clips / "jfk.wav").raise_for_status()
    server.until_finished("r1")
    url: str = server.client.get("/download", params={"filename": "r1.wav"}).raise_for_status().json()["url"]
    return url.removeprefix(server.address)


def status(server: Server, request_line: str, headers: str) -> tuple[int, str]:
    """What is answered to exactly these bytes: the status, and the problem's sentence."""
    url = server.client.base_url
    with socket.create_connection((url.host, url.port), timeout=10) as connection:
        connection.sendall(f"{request_line}\r\n{headers}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    is_problem = b"application/problem+json" in head
    return int(head.split()[1]), json.loads(body)["detail"] if is_problem else ""


@pytest.mark.parametrize("headers", [*FOREIGN, *NO_NAME])
def test_by_another_name_nothing_is_read_downloaded_or_deleted(server: Server, download: str, headers: str) -> None:
    expected = 421 if headers in FOREIGN else 400
    for call in ("GET /records", "GET /records/r1", f"GET {download}", "GET /", "GET /export", "GET /metrics"):
        code, sentence = status(server, f"{call} HTTP/1.1", headers)
        assert (code, sentence.count(".") > 0) == (expected, True), call
    for call in ("DELETE /records/r1", "DELETE /everything"):
        assert status(server, f"{call} HTTP/1.1", headers)[0] == expected
    assert server.client.get("/records/r1").status_code == 200


@pytest.mark.parametrize("headers", OWN)
def test_by_its_own_names_everything_is_answered(server: Server, download: str, headers: str) -> None:
    for call in ("GET /records/r1", f"GET {download}", "GET /healthz"):
        assert status(server, f"{call} HTTP/1.1", headers)[0] == 200


def test_a_request_without_a_name_is_refused(server: Server) -> None:
    assert status(server, "GET /records HTTP/1.0", "Accept: */*")[0] == 400


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_supervisors_ask_by_any_name(server: Server, path: str) -> None:
    assert status(server, f"GET {path} HTTP/1.1", "Host: 10.42.0.7:8000")[0] == 200


@pytest.mark.parametrize("headers", OTHER_PAGES, ids=str)
@pytest.mark.parametrize(("method", "path", "sent"), CALLS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_page_of_another_site_changes_nothing(
    client: TestClient, parts: App, method: str, path: str, sent: dict[str, object], headers: dict[str, str]
) -> None:
    parts.records.merge("r1", {"status": "failed"})
    all_headers = {**sent.get("headers", {}), **headers}  # type: ignore[dict-item]  # of the parameters above
    refused = client.request(method, path, **{**sent, "headers": all_headers})  # type: ignore[arg-type]
    assert "own page" in problem(refused, 403)
    record = parts.records.get("r1")
    assert record is not None and record.attempt == 0 and not parts.made
    assert parts.records.get("r2") is None and parts.uploads.under_way("") == []


@pytest.mark.slow  # a document is read in another process
@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}], ids=str)
def test_the_own_page_and_scripts_may(client: TestClient, parts: App, headers: dict[str, str]) -> None:
    parts.records.merge("r1", {})
    assert client.post("/interviews/made-to-measure", **FORM, headers=headers).status_code == 201  # type: ignore[arg-type]
    assert client.delete("/records/r1", headers=headers).status_code == 204


@pytest.mark.parametrize(
    ("settings", "answered", "refused"),
    [
        ({"public_url": "https://p.example"}, ["p.example", "P.example:443", "localhost"], ["q.p.example", "10.0.0.7"]),
        ({"public_url": "https://p.example", "accounts": True}, ["p.example", "127.0.0.1"], ["example", "10.0.0.7"]),
        ({"public_url": "http://[2001:db8::1]:80"}, ["[2001:db8::1]:80", "[2001:DB8::1]"], ["[2001:db8::2]"]),
        ({"accounts": True}, ["10.0.0.7:8000", "any.example"], []),
    ],
    ids=str,
)
def test_the_public_url_is_a_name_of_the_server(
    parts: App, settings: dict[str, object], answered: list[str], refused: list[str]
) -> None:
    app = create_app(replace(parts, settings=Settings.model_validate(settings)))
    client = TestClient(app)
    found = {host: client.get("/session", headers={"Host": host}).status_code for host in (*answered, *refused)}
    assert found == {**dict.fromkeys(answered, 200), **dict.fromkeys(refused, 421)}
