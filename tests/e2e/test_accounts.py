"""People who sign in on the page, meet their own records, and show one to a mentor or to whoever has a link."""

import subprocess
import sys
from collections.abc import Iterator
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.support.page_watching import violations
from tests.support.server import Server
from tests.support.waiting import PATIENCE_S

from interview_simulator.privacy.consent import VERSION
from interview_simulator.web.identity import OWN_HEADER

if TYPE_CHECKING:
    from tests.e2e.conftest import OpenPage

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, clips: Path) -> Iterator[Server]:
    """A server where people sign in, with a report of Ana's and a record of Bob's."""
    settings = {"INTERVIEW_SIMULATOR_ACCOUNTS": "true", "INTERVIEW_SIMULATOR_SIGN_UP": "open"}
    started = Server(tmp_path_factory.mktemp("accounts") / "data", **settings)
    ana, bob = (signed_up(started, f"{name}@example.org") for name in ("ana", "bob"))
    for client, name in ((ana, "ana"), (bob, "bob")):
        record = {"record_id": f"{name}-1", "duration": "00:00:11", "question": f"What does {name} ask?"}
        client.put("/consent", json={"version": VERSION}).raise_for_status()
        client.post("/record", json=record).raise_for_status()
    send(ana, "ana-1", clips / "jfk.wav")
    yield started
    started.stop()


def signed_up(server: Server, email: str) -> httpx.Client:
    client = httpx.Client(base_url=server.address, timeout=PATIENCE_S, headers={OWN_HEADER: "page"})
    client.post("/sign-up", json={"email": email, "password": PASSWORD}).raise_for_status()
    return client


def send(client: httpx.Client, record_id: str, recording: Path) -> None:
    form = client.get("/upload", params={"filename": f"{record_id}.wav"}).raise_for_status().json()
    with recording.open("rb") as file:
        httpx.post(form["url"], data=form["fields"], files={"file": file}, timeout=PATIENCE_S).raise_for_status()
    client.get(f"/records/{record_id}/events").raise_for_status()


def reset_secret(server: Server, email: str, role: str) -> str:
    """Of a new account, as the command line hands it over."""
    command = (sys.executable, "-m", "interview_simulator.cli", "accounts", "create", email, "--role", role)
    environment = {**environ, "INTERVIEW_SIMULATOR_DATA_DIR": str(server.data_dir)}
    told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    return told.strip().rpartition("/")[2]


def sign_in(page: Page, password: str) -> None:
    page.get_by_label("E-mail address").fill("ana@example.org")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def choose_password(page: Page) -> None:
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_from_signing_in_to_a_link_that_shows_the_report(server: Server, open_page: "OpenPage") -> None:
    page = open_page(server, "#/records", cuts_expected=True)
    sign_in(page, "wrong password")
    expect(page.get_by_text("The e-mail address or the password is wrong.")).to_be_visible()
    assert violations(page) == []
    sign_in(page, PASSWORD)
    expect(page.get_by_role("heading", name="What does ana ask?")).to_be_visible()
    expect(page.get_by_role("heading", name="What does bob ask?")).to_have_count(0)

    page.get_by_role("link", name="Report: What does ana ask?").click()
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("The link", exact=True).input_value()
    assert violations(page) == []
    guest = open_page(server, link.removeprefix(f"{server.address}/"), cuts_expected=True)
    expect(guest.get_by_role("heading", name="What does ana ask?", level=1)).to_be_visible()
    expect(guest.get_by_text("ask not what your country can do for you").first).to_be_visible()
    expect(guest.get_by_role("heading", name="Show it to somebody")).to_have_count(0)

    page.get_by_role("button", name="Take back: Whoever has the link").click()
    expect(page.get_by_text("It is not shown to them any more.")).to_be_visible()
    guest.reload()
    expect(guest.get_by_role("heading", name="This link shows nothing any more")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_role("heading", name="What does ana ask?")).to_have_count(0)


def test_a_session_that_ends_in_the_middle_loses_nothing(server: Server, open_page: "OpenPage") -> None:
    page = open_page(server, "#/records/ana-1", cuts_expected=True)
    sign_in(page, PASSWORD)
    page.get_by_label("E-mail address of the mentor").fill("mia@example.org")
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Show it to them").click()
    expect(page.get_by_text("You are not signed in any more.")).to_be_visible()
    expect(page.get_by_label("E-mail address", exact=True)).to_have_value("ana@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("mia@example.org sees this recording now.")).to_be_visible()


def test_a_mentor_comments_on_a_moment_and_grades(server: Server, open_page: "OpenPage") -> None:
    owner = open_page(server, "#/records/ana-1", cuts_expected=True)
    sign_in(owner, PASSWORD)
    owner.get_by_label("E-mail address of the mentor").fill("max@example.org")
    owner.get_by_role("button", name="Show it to them").click()
    expect(owner.get_by_text("max@example.org sees this recording now.")).to_be_visible()

    mentor = open_page(server, f"#/reset/{reset_secret(server, 'max@example.org', 'mentor')}")
    choose_password(mentor)
    mentor.get_by_role("link", name="Shown to me").click()
    mentor.get_by_role("link", name="Report: What does ana ask?").click()
    mentor.locator("audio").evaluate("(audio) => { audio.currentTime = 7 }")
    mentor.get_by_label("What you say about the moment 0:07").fill("Here you found your pace.")
    mentor.get_by_role("button", name="Say it").click()
    mentor.get_by_text("Grade this answer").click()
    mentor.get_by_label("Your grade, from 0 to 100").fill("80")
    mentor.get_by_role("button", name="Save the grade").click()
    expect(mentor.get_by_text("Change your grade")).to_be_visible()
    assert violations(mentor) == []

    owner.reload()
    expect(owner.get_by_text("Here you found your pace.")).to_be_visible()
    expect(owner.get_by_text("80%")).to_be_visible()
    owner.get_by_role("button", name="Watch at 0:07").click()
    owner.wait_for_function("document.querySelector('audio').currentTime === 7")


def test_whoever_is_invited_joins_and_finds_what_their_group_is_asked_to_practise(
    server: Server, open_page: "OpenPage"
) -> None:
    page = open_page(server, f"#/reset/{reset_secret(server, 'root@example.org', 'administrator')}")
    choose_password(page)
    page.get_by_role("link", name="Accounts").click()
    page.get_by_label("E-mail address").fill("neli@example.org")
    page.get_by_role("button", name="Invite").click()
    invitation = page.get_by_label("Hand this link to neli@example.org").input_value()
    assert violations(page) == []

    page.get_by_role("link", name="Groups").click()
    page.get_by_label("Name").fill("Evening class")
    page.get_by_label("E-mail addresses, one a line").fill("neli@example.org")
    page.get_by_role("button", name="Ask for an interview").click()
    page.get_by_label("Interview", exact=True).select_option("AWS basics")
    page.get_by_role("button", name="Make the group").click()
    expect(page.get_by_role("heading", name="Evening class")).to_be_visible()
    assert violations(page) == []

    invited = open_page(server, invitation.removeprefix(f"{server.address}/"))
    invited.get_by_label("E-mail address").fill("neli@example.org")
    invited.get_by_label("New password", exact=True).fill(PASSWORD)
    invited.get_by_role("button", name="Make the account").click()
    expect(invited.get_by_role("heading", name="You are asked to practise")).to_be_visible()
    expect(invited.get_by_text("root@example.org, for “Evening class”")).to_be_visible()
    assert violations(invited) == []


def test_who_is_shut_out_cannot_go_on(server: Server, open_page: "OpenPage") -> None:
    page = open_page(server, f"#/reset/{reset_secret(server, 'rosa@example.org', 'administrator')}")
    choose_password(page)
    gone = signed_up(server, "gone@example.org")
    page.get_by_role("link", name="Accounts").click()
    page.get_by_label("Role of gone@example.org").select_option("Mentor")
    expect(page.get_by_label("Role of gone@example.org")).to_have_value("mentor")
    page.get_by_role("button", name="Shut the account of gone@example.org").click()
    expect(page.get_by_role("button", name="Open the account of gone@example.org again")).to_be_visible()
    assert gone.get("/records").status_code == 401
