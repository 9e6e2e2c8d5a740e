"""The report in a real browser, over a real server and real analyses."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.reading.conftest import LOOKS, Look, report_of
from tests.support.page_watching import violations
from tests.support.waiting import until

from interview_simulator.domain.rounding import whole

if TYPE_CHECKING:
    from tests.e2e.reading.conftest import Open
    from tests.support.server import Server

TALE = "#/records/tale2"
NEAR_S = 0.05


def ready(page: Page) -> Page:
    """The page once the video can be searched."""
    media = page.locator("video, audio")
    until(lambda: bool(media.evaluate("(media) => media.readyState >= 1")))
    return page


def at_s(page: Page) -> float:
    time_s: float = page.locator("video, audio").evaluate("(media) => media.currentTime")
    return time_s


def until_at(page: Page, time_s: float) -> None:
    """Wait until the video stands at this moment."""
    until(lambda: abs(at_s(page) - time_s) < NEAR_S)


def until_after(page: Page, time_s: float) -> None:
    """Wait until the video has played beyond this moment."""
    until(lambda: at_s(page) > time_s)


@pytest.fixture(scope="module")
def report(practised: "Server") -> dict[str, Any]:
    return report_of(practised, "tale2")


def test_what_to_do_next_comes_first(practised: "Server", visit: "Open", report: dict[str, Any]) -> None:
    page = ready(visit(practised, TALE))
    headings = page.locator("main h2").all_text_contents()
    assert headings[0] == "What to do next"
    assert report["summary"]["next_steps"]
    for sentence in (*report["summary"]["next_steps"], *report["summary"]["strengths"]):
        expect(page.get_by_role("listitem").filter(has_text=sentence).first).to_be_visible()


def test_a_click_on_a_word_leads_to_its_moment(practised: "Server", visit: "Open", report: dict[str, Any]) -> None:
    page = ready(visit(practised, TALE))
    index, word = next((i, w) for i, w in enumerate(report["transcript"]["words"]) if "worst" in w["text"])
    page.get_by_role("group", name="Transcript").get_by_role("button").nth(index).click()
    until_at(page, word["start_s"])


def test_the_keyboard_leads_from_word_to_word(practised: "Server", visit: "Open", report: dict[str, Any]) -> None:
    page = ready(visit(practised, TALE))
    words = page.get_by_role("group", name="Transcript").get_by_role("button")
    words.first.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(words.nth(5)).to_be_focused()
    page.keyboard.press("Enter")
    until_at(page, report["transcript"]["words"][5]["start_s"])
    page.keyboard.press("End")
    expect(words.last).to_be_focused()


def test_the_word_that_is_said_is_lit_while_the_video_plays(
    practised: "Server", visit: "Open", report: dict[str, Any]
) -> None:
    page = ready(visit(practised, TALE))
    lit = page.get_by_role("group", name="Transcript").locator("[aria-current]")
    seen = set()
    page.locator("video").evaluate("(video) => { video.muted = true; return video.play(); }")
    for word in [w for w in report["transcript"]["words"] if w["end_s"] - w["start_s"] > 0.2][:4]:
        until_after(page, word["start_s"] + 0.1)
        expect(lit).to_have_count(1)
        seen.add(lit.evaluate("(node) => [...node.closest('[role=group]').querySelectorAll('button')].indexOf(node)"))
    assert len(seen) >= 2
    page.locator("video").evaluate("(video) => video.pause()")
    now_s = at_s(page)
    said = [w for w in report["transcript"]["words"] if w["start_s"] <= now_s < w["end_s"] + 0.3]
    expect(lit).to_have_text([said[-1]["text"]] if said else [])


def test_a_quote_leads_to_where_it_was_said(practised: "Server", visit: "Open", report: dict[str, Any]) -> None:
    page = ready(visit(practised, TALE))
    points = [point for answer in report["answers"] for point in answer["key_points"]]
    quote = next(point["quote"] for point in points if point["quote"])
    starts = [w["start_s"] for w in report["transcript"]["words"] if w["text"].startswith(quote.split()[0])]
    page.get_by_role("button", name=quote).first.press("Enter")
    until(lambda: any(abs(at_s(page) - start_s) < NEAR_S for start_s in starts))
    expect(page.locator("video")).to_be_in_viewport(ratio=0.9)


def test_marks_and_the_slider_lead_to_their_moments(practised: "Server", visit: "Open", report: dict[str, Any]) -> None:
    page = ready(visit(practised, TALE))
    page.get_by_role("group", name="Pauses").get_by_role("button").first.press("Enter")
    until_at(page, report["speech"]["pauses"]["items"][0]["start_s"])
    page.get_by_role("group", name="Questions").get_by_role("button", name="Question 2").click()
    until_at(page, report["answers"][1]["start_s"])
    page.get_by_role("slider", name="Position in the recording").press("ArrowRight")
    until_at(page, report["answers"][1]["start_s"] + 1)


def test_every_key_point_says_in_words_whether_it_was_covered(
    practised: "Server", visit: "Open", report: dict[str, Any]
) -> None:
    page = ready(visit(practised, TALE))
    words = {"covered": "covered", "partly": "partly covered", "missing": "not found"}
    expected = [
        f"{point['text']} {words[point['coverage']]}" for answer in report["answers"] for point in answer["key_points"]
    ]
    assert {point["coverage"] for answer in report["answers"] for point in answer["key_points"]} >= {"missing"}
    expect(page.locator(".points li p:first-child")).to_have_text(expected)


def test_the_attempt_before_stands_beside_this_one(practised: "Server", visit: "Open") -> None:
    page = ready(visit(practised, TALE))
    before, now = (practised.client.get(f"/records/{name}").json()["figures"] for name in ("tale1", "tale2"))
    rate = page.get_by_role("row", name="Pace", exact=False).first
    expect(rate).to_contain_text(f"{whole(before['speech_rate_wpm'])} words/min")
    expect(rate).to_contain_text(f"{whole(now['speech_rate_wpm'])} words/min")
    page.get_by_role("columnheader").get_by_role("link").click()
    expect(page.locator("audio")).to_be_visible()
    expect(page.get_by_role("heading", name="Compared with your previous attempt")).to_have_count(0)


def test_what_was_not_analysed_says_why(practised: "Server", visit: "Open") -> None:
    page = ready(visit(practised, "#/records/sound"))
    expect(page.locator("audio")).to_be_visible()
    missing = page.get_by_role("region", name="What was not analysed")
    expect(missing).to_contain_text("The recording has no picture, only sound.")
    expect(missing).to_contain_text("No interview was chosen")
    page = ready(visit(practised, "#/records/nomarks"))
    expect(page.get_by_role("region", name="What was not analysed")).to_contain_text(
        "No answer to one of the questions was found in what was said."
    )


def test_a_report_without_anything_says_what_failed(practised: "Server", visit: "Open") -> None:
    page = visit(practised, "#/records/broken")
    expect(page.get_by_text("Preparing the video: The recording could not be read").first).to_be_visible()
    expect(page.get_by_role("button", name="Analyse again")).to_be_visible()
    expect(page.locator("video, audio")).to_have_count(0)


@pytest.mark.parametrize(("button", "name"), [("Report (JSON)", "report.json"), ("Captions (VTT)", "transcript.vtt")])
def test_what_can_be_read_can_be_kept(practised: "Server", visit: "Open", button: str, name: str) -> None:
    page = ready(visit(practised, TALE))
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    kept = Path(download.value.path()).read_bytes()
    stem, ending = name.split(".")
    assert download.value.suggested_filename == f"{stem}-tale2.{ending}"
    stored = next((practised.data_dir / "media").rglob(f"tale2/{name}")).read_bytes()
    assert kept == stored
    if ending == "json":
        assert json.loads(kept)["record_id"] == "tale2"


def test_captions_belong_to_the_video(practised: "Server", visit: "Open") -> None:
    page = ready(visit(practised, TALE))
    cues = page.evaluate(
        """async () => {
            const { track } = document.querySelector("track");
            track.mode = "showing";
            await new Promise((done) => document.querySelector("track").addEventListener("load", done));
            return [...track.cues].map((cue) => cue.text);
        }"""
    )
    assert "best of times" in " ".join(cues)


def test_on_paper_everything_is_unfolded_and_nothing_is_to_be_pressed(practised: "Server", visit: "Open") -> None:
    page = ready(visit(practised, TALE))
    folded = page.locator("details:not([open])")
    before = folded.count()
    assert before > 0
    page.emulate_media(media="print")
    expect(folded).to_have_count(0)
    for hidden in ("video", "nav", ".timeline"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.get_by_role("button", name="Print or save as PDF")).to_be_hidden()
    expect(page.get_by_text("It was the best of times, it was the worst of times.").last).to_be_visible()
    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="screen")
    expect(folded).to_have_count(before)


def test_the_page_speaks_the_readers_language_and_marks_the_interviews(practised: "Server", visit: "Open") -> None:
    page = ready(visit(practised, TALE, LOOKS[1]))
    expect(page.locator("html")).to_have_attribute("lang", "pt-BR")
    expect(page.get_by_role("heading", name="O que fazer a seguir")).to_be_visible()
    expect(page.locator("h1")).to_have_attribute("lang", "en")
    assert page.locator("ol[lang=en] li").count() > 0


def test_the_policy_is_strict(practised: "Server") -> None:
    policy = practised.client.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy


@pytest.mark.parametrize("record_id", ["tale2", "sound", "broken"])
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_everyone_can_read_the_report(practised: "Server", visit: "Open", look: Look, record_id: str) -> None:
    page = visit(practised, f"#/records/{record_id}", look)
    expect(page.locator("details").last).to_be_visible()
    if record_id != "broken":
        ready(page)
    page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
