"""More records than the server tells at once."""

from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.support.page_watching import violations
from tests.support.server import Server

if TYPE_CHECKING:
    from tests.e2e.conftest import OpenPage

HELD, SHOWN_AT_ONCE = 130, 20


def test_the_list_goes_on_for_the_eye_for_the_keyboard_and_read_aloud(
    mortal_server: Server, open_page: "OpenPage"
) -> None:
    for number in range(HELD):
        day = f"2026-{1 + number // 28:02}-{1 + number % 28:02}"
        about = {"record_id": f"r{number:03}", "duration": "00:00:02", "date": f"{day}T10:00:00Z"}
        mortal_server.client.post("/record", json={**about, "question": f"Question {number:03}?"}).raise_for_status()
    page = open_page(mortal_server, "#/records")
    rows, more = page.locator("ul.rows > li"), page.get_by_role("button", name="Show more")
    expect(rows).to_have_count(SHOWN_AT_ONCE)
    for shown in range(SHOWN_AT_ONCE, HELD, SHOWN_AT_ONCE):
        more.click()
        added = min(SHOWN_AT_ONCE, HELD - shown)
        expect(rows).to_have_count(shown + added)
        expect(page.get_by_role("status").filter(has_text=f"{added} more recordings are shown")).to_be_attached()
        expect(page.locator(f"#record-r{HELD - 1 - shown:03}")).to_be_focused()
    expect(more).to_have_count(0)
    assert violations(page) == []


def test_a_search_finds_what_was_not_shown_yet(mortal_server: Server, open_page: "OpenPage") -> None:
    for number in range(HELD):
        about = {
            "record_id": f"r{number:03}",
            "duration": "00:00:02",
            "date": f"2026-01-01T10:{number // 60:02}:{number % 60:02}Z",
        }
        mortal_server.client.post("/record", json={**about, "question": f"Question {number:03}?"}).raise_for_status()
    page = open_page(mortal_server, "#/records")
    page.get_by_role("searchbox").fill("Question 000?")
    expect(page.locator("ul.rows > li")).to_have_count(1)
