"""An interview for one job, made without a language model, practised and deleted."""

from typing import TYPE_CHECKING

from playwright.sync_api import FilePayload, expect
from tests.e2e.test_accessibility import is_narrow, violations_in_every_look
from tests.interviews.test_documents import pdf
from tests.support.server import Server
from tests.support.waiting import PATIENCE_S

if TYPE_CHECKING:
    from tests.e2e.conftest import OpenPage

ADVERTISEMENT = "Data engineer\nYou know databases and SQL, watch data quality and build pipelines with Python."
MADE_WITHIN_MS = 1000 * PATIENCE_S
"""The first time, the questions of the bank are embedded as well."""
CV = "Maria Silva, data analyst for five years: SQL, dashboards, Python."


def test_an_advertisement_becomes_an_interview_until_it_is_deleted(server: Server, open_page: "OpenPage") -> None:
    page = open_page(server)
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_label("Job advertisement").fill(ADVERTISEMENT)
    page.get_by_label("CV from a file").set_input_files(
        {"name": "cv.txt", "mimeType": "text/plain", "buffer": CV.encode("utf-16")}
    )
    expect(page.get_by_text("66 characters were read from cv.txt. Check the text above")).to_be_visible()
    shown = page.get_by_label("Your CV (not needed)")
    expect(shown).to_have_value(CV)
    shown.fill(f"{CV} Kafka.")
    assert violations_in_every_look(page) == [] and is_narrow(page)
    page.get_by_role("button", name="Make the interview").click()
    expect(page.get_by_text("Your interview is ready.")).to_be_visible(timeout=MADE_WITHIN_MS)
    start = page.get_by_role("link", name="Start: Data engineer", exact=True)
    expect(start).to_be_focused()
    card = page.get_by_role("article").filter(has=start)
    expect(card).to_contain_text("no language model wrote them")
    expect(card).to_contain_text("6 questions")
    assert violations_in_every_look(page) == [] and is_narrow(page)

    start.click()
    expect(page.get_by_role("heading", name="Check camera and microphone")).to_be_visible()
    interview_id = page.url.rsplit("/", 1)[1]
    made = server.client.get(f"/interviews/{interview_id}").json()
    assert "Maria" not in str(made)
    page.go_back()
    page.get_by_role("button", name="Delete: Data engineer").click()
    assert violations_in_every_look(page) == []
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("The interview is deleted.")).to_be_visible()
    expect(start).to_have_count(0)
    assert server.client.get(f"/interviews/{interview_id}").status_code == 404


def test_what_cannot_be_read_is_told(server: Server, open_page: "OpenPage") -> None:
    page = open_page(server, cuts_expected=True)
    page.get_by_label("Job advertisement").fill(ADVERTISEMENT)
    broken: FilePayload = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 no more"}
    page.get_by_label("CV from a file").set_input_files(broken)
    told = page.get_by_role("alert")
    expect(told).to_have_text("cv.pdf: This file cannot be read. Paste its text instead.")
    expect(page.get_by_label("Your CV (not needed)")).to_have_value("")
    short: FilePayload = {"name": "cv.txt", "mimeType": "text/plain", "buffer": b"CURRICULUM VITAE"}
    page.get_by_label("CV from a file").set_input_files(short)
    expect(told).to_contain_text("cv.txt: An advertisement or a CV needs at least 20 characters of text")
    expect(page.get_by_label("Job advertisement")).to_have_value(ADVERTISEMENT)
    assert violations_in_every_look(page) == [] and is_narrow(page)


def test_an_advertisement_is_read_from_a_file(server: Server, open_page: "OpenPage") -> None:
    page = open_page(server)
    page.get_by_label("Advertisement from a file").set_input_files(
        {
            "name": "ad.pdf",
            "mimeType": "application/pdf",
            "buffer": b"\xef\xbb\xbf" + pdf("Data engineer wanted in Porto"),
        }
    )
    expect(page.get_by_label("Job advertisement")).to_have_value("Data engineer wanted in Porto")
    expect(page.get_by_text("29 characters were read from ad.pdf.")).to_be_visible()
