"""Interviews made to measure, through the API."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.interviews.test_documents import pdf, word_file
from tests.web.answers import problem

from interview_simulator.interviews.documents import LARGEST_BYTES
from interview_simulator.web.bounds import DOCUMENTS

URL = "/interviews/made-to-measure"
ADVERTISEMENT = "Data engineer: databases, SQL, data quality and monitoring of pipelines."


def test_an_advertisement_becomes_an_interview_that_can_be_practised(client: TestClient) -> None:
    answer = client.post(URL, json={"advertisement": ADVERTISEMENT, "language": "en"})
    made = answer.json()
    assert answer.status_code == 201 and made["title"] == ADVERTISEMENT and len(made["questions"]) == 6
    assert client.get(f"/interviews/{made['id']}").json() == made
    assert made["id"] in {card["id"] for card in client.get("/interviews").json()["results"]}
    record = {"record_id": "r1", "duration": "00:00:01", "interview_id": made["id"]}
    assert client.post("/record", json=record).status_code == 200


def test_documents_are_taken_as_a_form_and_nothing_of_them_is_kept(client: TestClient, tmp_path: Path) -> None:
    files = {
        "advertisement": ("ad.pdf", pdf(ADVERTISEMENT), "application/pdf"),
        "cv": ("cv.docx", word_file("Maria Silva, nurse for five years"), "application/octet-stream"),
    }
    made = client.post(URL, data={"language": "en"}, files=files)
    assert made.status_code == 201, made.text
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.stem for path in kept] == [made.json()["id"]]
    assert "Maria" not in kept[0].read_text()


def test_a_form_may_hold_the_text_itself(client: TestClient) -> None:
    files = {"language": (None, "en"), "advertisement": (None, ADVERTISEMENT)}
    assert client.post(URL, files=files).status_code == 201


def test_a_made_interview_is_deleted_on_request(client: TestClient, tmp_path: Path) -> None:
    made = client.post(URL, json={"advertisement": ADVERTISEMENT, "language": "en"}).json()
    assert client.delete(f"/interviews/{made['id']}").status_code == 204
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    problem(client.get(f"/interviews/{made['id']}"), 404)
    problem(client.delete(f"/interviews/{made['id']}"), 404)


def test_a_shipped_interview_cannot_be_deleted(client: TestClient) -> None:
    assert "was not made here" in problem(client.delete("/interviews/aws-basics-pt"), 409)
    assert client.get("/interviews/aws-basics-pt").status_code == 200


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"advertisement": ADVERTISEMENT, "language": "xx"}, "language"),
        ({"language": "en"}, "advertisement"),
    ],
)
def test_what_lacks_is_told_by_its_name(client: TestClient, body: dict[str, str], told: str) -> None:
    assert problem(client.post(URL, json=body), 422).startswith(f"{told}: ")
    files = {name: (None, value) for name, value in body.items()}
    assert problem(client.post(URL, files=files), 422).startswith(f"{told}: ")


@pytest.mark.parametrize(
    "body",
    [
        {"advertisement": "short"},
        {"advertisement": " " * 40},
        {"advertisement": ADVERTISEMENT, "cv": "CURRICULUM VITAE"},
    ],
)
def test_too_little_text_is_told_and_not_taken(client: TestClient, body: dict[str, str]) -> None:
    name = "cv" if "cv" in body else "advertisement"
    files = {name: (f"{name}.txt", value.encode()) for name, value in body.items() if value.strip()}
    answers = [client.post(URL, json={**body, "language": "en"})]
    if files:
        answers.append(client.post(URL, data={"language": "en"}, files=files))
    for answer in answers:
        told = problem(answer, 422, code="too_little_text")
        assert told.startswith(f"{name} has only {len(body[name].strip())} characters of text; at least 20 are needed")
    assert not [card for card in client.get("/interviews").json()["results"] if card["id"].startswith("made-")]


def test_a_document_that_cannot_be_read_is_told(client: TestClient) -> None:
    files = {"advertisement": ("ad.pdf", b"%PDF-1.7 nothing", "application/pdf")}
    assert "advertisement is a PDF" in problem(client.post(URL, data={"language": "en"}, files=files), 422)


@pytest.mark.parametrize("size", [LARGEST_BYTES + 1, DOCUMENTS + 1], ids=["file", "body"])
def test_what_is_too_large_is_refused(client: TestClient, size: int, tmp_path: Path) -> None:
    files = {"advertisement": ("ad.txt", b"a" * size, "text/plain")}
    assert "larger than" in problem(client.post(URL, data={"language": "en"}, files=files), 413)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{", "application/json"),
        (b"x", "text/plain"),
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=y"),
    ],
)
def test_a_body_that_is_none_of_the_two_is_told(client: TestClient, content: bytes, kind: str) -> None:
    problem(client.post(URL, content=content, headers={"content-type": kind}), 422)
