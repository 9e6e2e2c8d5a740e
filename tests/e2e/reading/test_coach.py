"""The coach on the report's page, without a language model: what comes next, and answers about the feedback."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.e2e.reading.conftest import LOOKS, Look, report_of
from tests.support.page_watching import violations

if TYPE_CHECKING:
    from tests.e2e.reading.conftest import Open
    from tests.support.server import Server

TALE = "#/records/tale2"


def test_the_next_question_can_be_answered_at_once(practised: "Server", visit: "Open") -> None:
    page = visit(practised, TALE)
    first, _ = practised.client.get("/records/tale2/follow-ups").json()["results"]
    answer = page.get_by_role("article", name="What were the times like?")
    expect(answer.get_by_text(first["question"])).to_be_visible()
    expect(answer.get_by_text(first["reason"])).to_be_visible()
    answer.get_by_role("button", name="Answer it now").click()
    expect(page.get_by_role("heading", name="Check camera and microphone")).to_be_visible()
    expect(page.get_by_text(first["question"])).to_be_visible()
    choosing = visit(practised, "#/")
    expect(choosing.get_by_role("heading", name="An interview made to measure")).to_be_visible()
    expect(choosing.get_by_text(first["question"])).to_have_count(0)


@pytest.mark.parametrize("look", [LOOKS[1], LOOKS[2]], ids=str)
def test_feedback_can_be_talked_about(practised: "Server", visit: "Open", look: Look) -> None:
    page = visit(practised, TALE, look)
    answer = page.get_by_role("article", name="What were the times like?")
    answer.locator("summary").last.click()
    log = answer.get_by_role("log")
    answer.get_by_role("button", name="What was missing?").press("Enter")
    missing = [
        point["text"]
        for point in report_of(practised, "tale2")["answers"][0]["key_points"]
        if point["coverage"] != "covered"
    ]
    assert missing
    for point in missing:
        expect(log).to_contain_text(point)
    box = answer.get_by_role("textbox")
    box.fill("Can you answer it for me?")
    box.press("Enter")
    expect(log).to_contain_text("An answer that covers every point: “It was the best of times")
    expect(box).to_have_value("")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
