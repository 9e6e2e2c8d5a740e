"""axe finds nothing on any page, in both languages, light and dark, at the width of a phone and of a desk."""

from typing import TYPE_CHECKING, Literal

from playwright.sync_api import Page, ViewportSize, expect
from tests.e2e import steps
from tests.support.page_watching import violations
from tests.support.server import Server

if TYPE_CHECKING:
    from tests.e2e.conftest import OpenPage

SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
PHONE: ViewportSize = {"width": 390, "height": 844}


def violations_in_every_look(page: Page) -> list[str]:
    """In every colour scheme and language; the page is left in English and light."""
    found: list[str] = []
    language = page.locator("header select")
    for locale in ("pt-BR", "en"):
        language.select_option(locale)
        expect(page.locator("html")).to_have_attribute("lang", locale)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += [f"{locale} {scheme} {each}" for each in violations(page)]
    page.emulate_media(color_scheme="light")
    return found


def is_narrow(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    fits: bool = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return fits


def test_choosing_and_the_device_check(server: Server, open_page: "OpenPage") -> None:
    page = open_page(server)
    page.set_viewport_size(PHONE)
    expect(page.get_by_role("link", name="Start: Two short questions")).to_be_visible()
    assert violations_in_every_look(page) == [] and is_narrow(page)
    page.goto(f"{server.address}/#/check/short")
    expect(page.get_by_text("You are heard well.")).to_be_visible()
    assert violations_in_every_look(page) == [] and is_narrow(page)
    page.get_by_label("Record sound only, without a picture").check()
    expect(page.get_by_text("Without a picture the report has nothing on gaze")).to_be_visible()
    assert violations_in_every_look(page) == [] and is_narrow(page)


def test_every_refusal_of_the_devices_is_explained(server: Server, open_page: "OpenPage") -> None:
    for name, said in (
        ("NotAllowedError", "This page may not use your camera and microphone"),
        ("NotFoundError", "No camera or no microphone was found"),
        ("NotReadableError", "Another program is using your camera or microphone"),
    ):
        page = open_page(server)
        page.set_viewport_size(PHONE)
        page.evaluate(
            """(name) => {
                navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", name));
                location.hash = "#/check/own?question=Why%3F&language=en";
            }""",
            name,
        )
        expect(page.get_by_role("heading", name=said)).to_be_visible()
        assert violations_in_every_look(page) == [] and is_narrow(page)
        expect(page.get_by_role("button", name="Go on with sound only")).to_be_visible()


def test_the_interview_in_every_phase_and_the_sending(server: Server, open_page: "OpenPage") -> None:
    page = open_page(server, "#/interview/short", cuts_expected=True)
    expect(page.get_by_role("button", name="Start the interview")).to_be_focused()
    assert violations_in_every_look(page) == []
    steps.start(page)
    expect(page.get_by_role("button", name="Start answering")).to_be_focused()
    assert violations_in_every_look(page) == []
    page.get_by_role("button", name="Start answering").click()
    expect(page.get_by_role("button", name="I have finished")).to_be_focused()
    assert violations_in_every_look(page) == []
    expect(page.get_by_role("button", name="Next question")).to_be_focused()
    assert violations_in_every_look(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_text("0:05", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Go on", exact=True)).to_be_focused()
    page.set_viewport_size(PHONE)
    assert violations_in_every_look(page) == [] and is_narrow(page)
    page.get_by_role("button", name="End the interview").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []

    page.context.set_offline(True)
    page.get_by_role("dialog").get_by_role("button", name="End the interview").click()
    expect(page.get_by_text("The server does not answer at the moment.")).to_be_visible()
    assert violations_in_every_look(page) == [] and is_narrow(page)
    page.context.set_offline(False)
    steps.until_sent(page)
    assert violations_in_every_look(page) == [] and is_narrow(page)


def test_what_was_left_unsent(server: Server, open_page: "OpenPage") -> None:
    page = open_page(server, "#/interview/short")
    steps.start(page)
    page.keyboard.press("Enter")
    steps.until_kept(page, 1)
    page.get_by_role("link", name="Interview Simulator").click()
    page.set_viewport_size(PHONE)
    expect(page.get_by_text("Something was left unsent")).to_be_visible()
    assert violations_in_every_look(page) == [] and is_narrow(page)
