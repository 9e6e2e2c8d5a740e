"""Documents of other people's bug reports, which lie in ../shared: every line is read, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from interview_simulator.interviews.reader import DocumentReader

AD = [
    "Senior Backend Engineer (Python)",
    "Northwind Analytics, Lisbon - hybrid",
    "You design REST APIs in Python and PostgreSQL, own the data pipelines in Airflow, and run them on AWS with "
    "Terraform and Kubernetes.",
    "What you bring: five years with Python, SQL tuning, caching with Redis, CI/CD, and incident response.",
    "Nice to have: Kafka, dbt. We offer 28 days of holiday and a salary of 70,000 to 85,000 EUR.",
]
LINES = {
    **dict.fromkeys(("ad.docm", "ad.odt", "ad.rtf", "ad_bom.pdf", "ad_noprint_rc4.pdf", "ad_tracked.docx"), AD),
    **dict.fromkeys(("ad_utf16le.txt", "cv_controls.docx", "cv_textbox.docx"), AD),
    "cv_merged.docx": AD[:3],
    "cv_textbox_heading.docx": ["CURRICULUM VITAE", *AD],
    "cv_header.docx": [
        "Ana Example - Python, PostgreSQL, Airflow",
        "Ten years of data pipelines for retail and energy companies.",
    ],
    "cv_latex_200.pdf": [
        "Ana Example",
        "Site Reliability Engineer",
        "Designed and provisioned the entire infrastructure on AWS with Terraform and Kubernetes",
        "Built REST APIs in Python and tuned SQL queries in PostgreSQL for forty analysts",
        "Led incident response, wrote the postmortems and halved the time to recovery",
    ],
}


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    made = DocumentReader()
    yield made
    made.close()


@pytest.mark.parametrize("name", LINES)
def test_every_line_of_the_document_is_read_once(reader: DocumentReader, shared_cases: Path, name: str) -> None:
    text = reader.text_of_file(shared_cases / name).replace("–", "-").replace("€", "EUR")
    assert [line for line in text.splitlines() if line] == LINES[name]
