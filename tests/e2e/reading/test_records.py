"""The list of recordings in a real browser, over a real server and real analyses."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.e2e.reading.conftest import LOOKS, Look, announce, send
from tests.support.page_watching import violations
from tests.support.waiting import LONG_PATIENCE_S, PATIENCE_S

from interview_simulator.domain.rounding import whole

if TYPE_CHECKING:
    from tests.e2e.reading.conftest import Open
    from tests.support.server import Server

UNDO_S = 8.0


def until_gone(server: "Server", record_id: str, within_s: float) -> float:
    """Seconds until the server has forgotten the record."""
    began_s = time.monotonic()
    while time.monotonic() - began_s < within_s:
        if server.client.get(f"/records/{record_id}").status_code == 404:
            return time.monotonic() - began_s
        time.sleep(0.05)
    raise AssertionError(f"{record_id} is still there after {within_s} s")


def test_the_list_tells_what_when_how_long_and_whether_it_is_ready(practised: "Server", visit: "Open") -> None:
    page = visit(practised, "#/records")
    newest = page.get_by_role("article", name="Telling stories").first
    expect(newest).to_contain_text("Nov 21, 2026, 9:30")
    expect(newest).to_contain_text("0:16 min")
    expect(newest).to_contain_text("Report ready")
    expect(newest.locator("img")).to_be_visible()
    newest.get_by_role("link", name="Report").click()
    expect(page.get_by_role("heading", name="What to do next")).to_be_visible()


def test_the_link_to_the_video_leads_to_the_video(practised: "Server", visit: "Open") -> None:
    page = visit(practised, "#/records")
    page.get_by_role("article", name="Telling stories").first.get_by_role("link", name="Video").click()
    expect(page.locator("video")).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize(
    ("search", "titles"),
    [
        ("telling", ["Telling stories", "Telling stories"]),
        ("what did people BELIEVE", ["Telling stories", "Telling stories"]),
        ("nov 19", ["Free recording"]),
        ("comportamental", ["Entrevista comportamental"]),
        ("no such thing", []),
    ],
)
def test_a_search_looks_at_title_questions_and_date(
    practised: "Server", visit: "Open", search: str, titles: list[str]
) -> None:
    page = visit(practised, "#/records")
    page.get_by_role("searchbox").fill(search)
    expect(page.locator("article h2")).to_have_text(titles)
    if not titles:
        expect(page.get_by_text("No recording matches “no such thing”.")).to_be_visible()


def test_a_deleted_row_comes_back_with_undo(practised: "Server", visit: "Open") -> None:
    announce(practised, "kept", question="Shall I stay?")
    page = visit(practised, "#/records")
    row = page.get_by_role("article", name="Shall I stay?")
    row.get_by_role("button", name="Delete").press("Enter")
    expect(row).to_have_count(0)
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    undo.press("Enter")
    expect(row).to_be_visible()
    expect(undo).to_have_count(0)
    assert practised.client.get("/records/kept").status_code == 200
    practised.client.delete("/records/kept").raise_for_status()


def test_the_server_hears_of_a_deletion_when_the_time_for_undo_is_over(practised: "Server", visit: "Open") -> None:
    announce(practised, "late", question="Shall I go?")
    page = visit(practised, "#/records")
    row = page.get_by_role("article", name="Shall I go?")
    row.get_by_role("button", name="Delete").click()
    assert until_gone(practised, "late", within_s=UNDO_S + 5) > UNDO_S - 2
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    expect(row).to_have_count(0)


def test_who_leaves_the_page_has_deleted(practised: "Server", visit: "Open") -> None:
    announce(practised, "left", question="Shall I leave?")
    page = visit(practised, "#/records")
    page.get_by_role("article", name="Shall I leave?").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.goto("about:blank")
    assert until_gone(practised, "left", within_s=5) < UNDO_S - 3


def test_a_failed_analysis_tells_why_and_can_be_repeated(practised: "Server", visit: "Open") -> None:
    before = practised.client.get("/records/broken").json()["attempt"]
    page = visit(practised, "#/records")
    row = page.get_by_role("article", name="Entrevista comportamental")
    expect(row).to_contain_text("The analysis failed")
    expect(row).to_contain_text("Preparing the video: The recording could not be read")
    with page.expect_response(lambda answer: answer.url.endswith("/records/broken/retry")) as asked:
        row.get_by_role("button", name="Analyse again").click()
    assert asked.value.status == 202
    record = practised.until_finished("broken")
    assert record["attempt"] == before + 1
    expect(row).to_contain_text("The analysis failed")


def test_the_figures_over_time_are_charts_with_a_table(practised: "Server", visit: "Open") -> None:
    page = visit(practised, "#/records")
    chart = page.get_by_role("img", name="Pace", exact=True)
    expect(chart).to_be_visible()
    values = [
        f"{whole(practised.client.get(f'/records/{record_id}').json()['figures']['speech_rate_wpm'])} words/min"
        for record_id in ("nomarks", "sound", "tale1", "tale2")
    ]
    assert chart.locator("desc").text_content() == ", ".join(values)
    page.get_by_text("Show as a table").click()
    rates = page.get_by_role("table").locator("tbody tr").locator("td:nth-of-type(2)")
    expect(rates).to_have_text(values)


def test_nobody_has_practised_yet(fresh: "Server", visit: "Open") -> None:
    for look in LOOKS[:2]:
        page = visit(fresh, "#/records", look)
        expect(page.get_by_role("heading", level=2)).to_be_visible()
        assert violations(page) == []
    page.locator("main a.button").click()
    expect(page.get_by_role("heading", level=1, name="O que você quer praticar?")).to_be_visible()


@pytest.fixture
def sent(practised: "Server", clips: Path, tale: Path) -> Iterator["Server"]:
    """Two recordings more, of which one waits for the other."""
    send(practised, "one", tale, question="Is this first?", date="2026-11-20T10:00:00Z")
    send(practised, "two", clips / "jfk.wav", question="Is this second?", date="2026-11-21T10:00:00Z")
    yield practised
    for record_id in ("one", "two"):
        practised.client.delete(f"/records/{record_id}").raise_for_status()


def test_an_analysis_is_followed_without_reloading(sent: "Server", visit: "Open") -> None:
    page = visit(sent, "#/records")
    second = page.get_by_role("article", name="Is this second?")
    expect(second.get_by_role("progressbar")).to_be_visible()
    report = visit(sent, "#/records/two", LOOKS[3])
    expect(report.get_by_role("progressbar", name="Sua gravação está sendo analisada")).to_be_visible()
    assert violations(page) + violations(report) == []
    expect(second).to_contain_text("Report ready", timeout=1000 * LONG_PATIENCE_S)
    expect(page.get_by_role("progressbar")).to_have_count(0, timeout=1000 * LONG_PATIENCE_S)
    expect(report.get_by_role("heading", name="O que fazer a seguir")).to_be_visible(timeout=1000 * PATIENCE_S)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_everyone_can_use_the_list(practised: "Server", visit: "Open", look: Look) -> None:
    page = visit(practised, "#/records", look)
    expect(page.locator("article img").first).to_be_visible()
    page.locator("summary").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
