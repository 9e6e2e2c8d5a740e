"""What a client may name is a recording of its own making; keys come from the server, and URLs do one thing."""

from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from tests.web.answers import problem

CONTENT = b"five!"
PART = {"number": 1, "size": len(CONTENT), "sha256": sha256(CONTENT).hexdigest()}
KEY = "recordings/r1.wav"


@pytest.fixture
def part_url(client: TestClient) -> str:
    client.post("/uploads", json={"filename": "r1.wav"}).raise_for_status()
    return str(client.post("/uploads/r1/parts", json=PART).raise_for_status().json()["url"])


def token_of(url: str) -> str:
    return parse_qs(urlsplit(url).query)["token"][0]


@pytest.mark.parametrize("content", [b"fiv", b"five!!", b"FIVE!"], ids=["shorter", "longer", "other bytes"])
def test_a_parts_url_takes_its_bytes_alone(client: TestClient, part_url: str, content: bytes) -> None:
    problem(client.put(part_url, content=content), 422)
    assert client.get("/uploads/r1").json()["parts"] == []


def test_a_parts_url_reads_nothing_and_writes_to_no_other_file(client: TestClient, part_url: str) -> None:
    client.post("/uploads", json={"filename": "r2.wav"}).raise_for_status()
    token = token_of(part_url)
    problem(client.get(f"/media/{KEY}", params={"token": token}), 403)
    problem(client.put("/media/recordings/r2.wav", params={"token": token}, content=CONTENT), 403)
    form = {"key": KEY, "policy": token}
    problem(client.post("/media", data=form, files={"file": CONTENT}), 403)
    assert client.get("/uploads/r2").json()["parts"] == []


def test_a_forms_policy_is_no_url_of_a_part(client: TestClient, part_url: str) -> None:
    policy = client.get("/upload", params={"filename": "r1.wav"}).json()["fields"]["policy"]
    problem(client.put(f"/media/{KEY}", params={"token": policy}, content=CONTENT), 403)


@pytest.mark.parametrize("key", ["recordings/r2.wav", "artefacts/r1/report.json", "../secret", "secret"])
def test_a_forms_key_cannot_be_another(client: TestClient, key: str) -> None:
    fields = client.get("/upload", params={"filename": "r1.wav"}).json()["fields"]
    problem(client.post("/media", data={**fields, "key": key}, files={"file": CONTENT}), 403)
    assert client.get("/records").json()["results"] == []


@pytest.mark.parametrize("route", ["/upload", "/uploads"])
@pytest.mark.parametrize("filename", ["artefacts/r1/report.json", "report.json", "a/b.wav", "../r1.wav", ".wav"])
def test_only_a_recording_can_be_sent(client: TestClient, route: str, filename: str) -> None:
    if route == "/upload":
        problem(client.get(route, params={"filename": filename}), 422)
    else:
        problem(client.post(route, json={"filename": filename}), 422)


def test_a_url_is_given_for_files_of_records_alone(client: TestClient, analysed: str) -> None:
    for key in ("artefacts/r1/speech.wav", "artefacts/r1/../../secret", "artefacts/r2/report.json", "secret"):
        answer = client.get("/download", params={"filename": key})
        assert answer.status_code in (404, 422), key
    assert client.get("/download", params={"filename": "artefacts/r1/report.json"}).status_code == 200
