"""Consent before the first recording, and everything about a person as a file and gone, in a real browser."""

from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from playwright.sync_api import expect
from tests.e2e.test_accessibility import PHONE, is_narrow, violations_in_every_look
from tests.support.page_watching import violations
from tests.support.server import Server

if TYPE_CHECKING:
    from tests.e2e.conftest import OpenPage


def test_consent_is_asked_before_the_camera_and_remembered(mortal_server: Server, open_page: "OpenPage") -> None:
    mortal_server.client.delete("/consent").raise_for_status()
    page = open_page(mortal_server, "#/interview/short")
    page.wait_for_url("**/#/check/short")
    expect(page.get_by_role("heading", name="Your consent to being recorded")).to_be_visible()
    expect(page.get_by_text("You are heard well.")).not_to_be_visible()
    page.set_viewport_size(PHONE)
    assert violations(page) == [] and is_narrow(page)
    page.get_by_role("button", name="I agree").click()
    expect(page.get_by_text("You are heard well.")).to_be_visible()
    assert mortal_server.client.get("/consent").json()["holds"] is True
    page.reload()
    expect(page.get_by_text("You are heard well.")).to_be_visible()


def test_a_file_is_not_sent_before_consent(mortal_server: Server, open_page: "OpenPage", clips: Path) -> None:
    mortal_server.client.delete("/consent").raise_for_status()
    page = open_page(mortal_server)
    page.get_by_label("Choose a file").set_input_files(clips / "jfk.wav")
    expect(page.get_by_role("button", name="Send and analyse")).to_have_count(0)
    page.get_by_role("button", name="I agree").click()
    expect(page.get_by_role("button", name="Send and analyse")).to_be_visible()


def test_consent_is_withdrawn_on_the_privacy_page(mortal_server: Server, open_page: "OpenPage") -> None:
    page = open_page(mortal_server)
    page.get_by_role("link", name="Privacy").click()
    expect(page.get_by_text("You agreed on")).to_be_visible()
    page.get_by_role("button", name="Withdraw my consent").click()
    expect(page.get_by_text("You withdrew it on")).to_be_visible()
    assert mortal_server.client.get("/consent").json()["holds"] is False


def test_everything_is_a_file_and_then_gone(
    mortal_server: Server, open_page: "OpenPage", clips: Path, tmp_path: Path
) -> None:
    mortal_server.upload("r1", clips / "jfk.wav").raise_for_status()
    mortal_server.until_finished("r1")
    mortal_server.client.get("/records/r1/report").raise_for_status()
    page = open_page(mortal_server, "#/privacy")
    expect(page.get_by_text("A report was opened")).to_be_visible()
    page.set_viewport_size(PHONE)
    assert violations_in_every_look(page) == [] and is_narrow(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download everything").click()
    download.value.save_as(tmp_path / "all.zip")
    with ZipFile(tmp_path / "all.zip") as archive:
        assert archive.read("records/r1/recording.wav") == (clips / "jfk.wav").read_bytes()
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    assert len(mortal_server.client.get("/records").json()["results"]) == 1
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete everything").click()
    expect(page.get_by_text("Everything was deleted.")).to_be_visible()
    expect(page.get_by_text("Everything about a person was deleted")).to_be_visible()
    assert mortal_server.client.get("/records").json()["results"] == []
