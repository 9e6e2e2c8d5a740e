"""Documents read through the API, so that they can be looked at before they are used."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.interviews.test_documents import pdf, word_file
from tests.web.answers import problem

from interview_simulator.interviews.documents import LARGEST_BYTES
from interview_simulator.web.bounds import DOCUMENTS

URL = "/documents/text"
TEXT = "Maria Silva, nurse for five years"


def sent(content: bytes, name: str = "cv.pdf") -> dict[str, tuple[str, bytes, str]]:
    return {"document": (name, content, "application/octet-stream")}


@pytest.mark.parametrize(
    "content", [pdf(TEXT), word_file(TEXT), TEXT.encode("utf-16"), b"{\\rtf1 " + TEXT.encode() + b"}"]
)
def test_the_text_of_a_document_is_answered_and_nothing_of_it_is_kept(
    client: TestClient, tmp_path: Path, content: bytes
) -> None:
    answer = client.post(URL, files=sent(content))
    assert (answer.status_code, answer.json()) == (200, {"text": TEXT, "characters": len(TEXT)})
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7 nothing", "document_broken"),
        (b"\x01\x02", "document_kind"),
        (pdf(TEXT, "open sesame"), "document_locked"),
        (b"\xff\xd8\xff picture", "document_without_text"),
        (b"CURRICULUM VITAE", "too_little_text"),
    ],
)
def test_what_is_wrong_with_a_document_has_a_code(client: TestClient, content: bytes, code: str) -> None:
    assert problem(client.post(URL, files=sent(content)), 422, code=code).startswith("document ")


@pytest.mark.parametrize("size", [LARGEST_BYTES + 1, DOCUMENTS + 1], ids=["file", "body"])
def test_what_is_too_large_is_refused(client: TestClient, size: int) -> None:
    assert "larger than" in problem(client.post(URL, files=sent(b"a" * size)), 413)


def test_a_form_without_an_end_is_refused_while_it_comes(client: TestClient) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="document"; filename="cv.pdf"\r\n\r\n'
    content = iter([head, *[b"a" * 100_000] * (DOCUMENTS // 100_000 + 1)])
    answer = client.post(URL, content=content, headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert "larger than the 5 MB" in problem(answer, 413)


def test_a_form_without_a_document_is_told(client: TestClient) -> None:
    assert problem(client.post(URL, files={"cv": b"x"}), 422).startswith("document: ")
    assert "multipart form" in problem(client.post(URL, json={"document": TEXT}), 422)
