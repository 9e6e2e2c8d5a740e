"""A reload, a broken network, a killed server: each time the stored file is whole and the report appears."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error, Page, Response, Route, expect
from tests.e2e import steps
from tests.support.server import Server
from tests.support.waiting import PATIENCE_S

if TYPE_CHECKING:
    from tests.e2e.conftest import OpenPage

PART_WITHIN_MS = 1000 * PATIENCE_S
MOST_LOST_S = 1.0
"""The slice that was being recorded; a busy machine's camera also shows its last picture late."""

WRITE_ON_AND_ON = """async () => {
  const root = await navigator.storage.getDirectory();
  const all = await root.getDirectoryHandle("recordings");
  for await (const folder of all.values()) {
    const file = await folder.getFileHandle("journal.json");
    const text = await (await file.getFile()).text();
    const write = async () => {
      const writable = await file.createWritable();
      await writable.write(text);
      await writable.close();
      setTimeout(write, 5);
    };
    void write();
  }
}"""


def is_sent_part(response: Response) -> bool:
    return response.request.method == "PUT" and response.status == 204


def test_a_reload_in_the_middle_of_a_recording_loses_at_most_a_second(server: Server, open_page: "OpenPage") -> None:
    page = open_page(server, "#/interview/long?mode=real")
    with page.expect_response(is_sent_part, timeout=PART_WITHIN_MS):
        steps.start(page)
    kept_s = steps.until_kept(page, steps.kept_seconds(page) + 2)
    parts_sent: list[str] = []
    page.on("request", lambda request: parts_sent.append(request.url) if request.method == "PUT" else None)
    page.reload()

    page.get_by_role("link", name="Interview Simulator").click()
    page.get_by_role("link", name="Send it").click()
    record_id = steps.record_id_being_sent(page)
    steps.until_reported(page, record_id)
    assert steps.decoded_seconds(steps.stored_file(server, record_id)) >= kept_s - MOST_LOST_S
    assert len(parts_sent) == 1, "the part that was sent before the reload is not sent again"
    assert server.client.get(f"/records/{record_id}").json()["marks"] == [{"question_id": "place", "start_s": 0.0}]


def test_a_network_that_is_cut_twice_only_delays_the_report(server: Server, open_page: "OpenPage") -> None:
    page = open_page(server, "#/interview/short", cuts_expected=True)
    steps.start(page)
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Next question").click()
    page.get_by_role("button", name="Finish and see the report").click()
    expect(page.get_by_text("The server does not answer at the moment.")).to_be_visible()

    cut: list[str] = []

    def cut_again(route: Route) -> None:
        cut.append(route.request.url)
        route.abort("connectionreset")

    page.route("**/complete", cut_again)
    page.context.set_offline(False)
    expect(page.get_by_role("progressbar", name="Sent")).to_have_js_property("position", 1)
    expect(page.get_by_text("The server does not answer at the moment.")).to_be_visible()
    record_id = steps.record_id_being_sent(page)
    assert cut and server.client.get(f"/uploads/{record_id}").json()["parts"]

    page.unroute("**/complete")
    steps.until_reported(page, record_id)
    assert steps.lasts(steps.decoded_seconds(steps.stored_file(server, record_id)), 12.0)


def test_a_server_that_is_killed_during_an_upload_gets_the_rest_after_its_restart(
    mortal_server: Server, open_page: "OpenPage"
) -> None:
    page = open_page(mortal_server, "#/interview/short?mode=real", cuts_expected=True)

    def kill_first(route: Route) -> None:
        mortal_server.kill()
        route.continue_()

    page.route("**/media/**", kill_first, times=1)
    steps.start(page)
    page.keyboard.press("Enter")
    record_id = steps.record_id_being_sent(page)
    expect(page.get_by_text("The server does not answer at the moment.")).to_be_visible()
    mortal_server.start_again()
    steps.until_reported(page, record_id)
    assert steps.lasts(steps.decoded_seconds(steps.stored_file(mortal_server, record_id)), 12.0)
    assert mortal_server.client.get(f"/records/{record_id}").json()["status"] == "succeeded"


def test_a_crash_of_the_tab_leaves_what_another_tab_takes_over(server: Server, open_page: "OpenPage") -> None:
    page = open_page(server, "#/interview/short")
    steps.start(page)
    page.keyboard.press("Enter")
    steps.until_kept(page, 3)

    other = page.context.new_page()
    other.goto(f"{server.address}/#/")
    expect(other.get_by_role("link", name="Start: Two short questions")).to_be_visible()
    expect(other.get_by_text("Something was left unsent")).to_have_count(0)  # the first tab is busy with it
    record_id = kept_record_id(other)
    other.goto(f"{server.address}/#/sending/{record_id}")
    expect(other.get_by_text("Another tab is busy with this recording.")).to_be_visible()

    kept_s = steps.kept_seconds(page)
    crash(page)
    steps.until_reported(other, record_id)
    assert steps.decoded_seconds(steps.stored_file(server, record_id)) >= kept_s - MOST_LOST_S


def test_what_was_left_can_be_thrown_away(server: Server, open_page: "OpenPage") -> None:
    page = open_page(server, "#/interview/short")
    steps.start(page)
    page.keyboard.press("Enter")
    steps.until_kept(page, 1)
    record_id = kept_record_id(page)
    page.get_by_role("link", name="Interview Simulator").click()
    page.get_by_role("button", name="Throw it away").click()
    page.get_by_role("dialog").get_by_role("button", name="Throw it away").click()
    expect(page.get_by_text("Something was left unsent")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("link", name="Start: Two short questions")).to_be_visible()
    assert kept_record_ids(page) == []
    assert server.client.get(f"/records/{record_id}").status_code == 404


def test_a_journal_that_is_written_anew_while_it_is_read_is_still_read(server: Server, open_page: "OpenPage") -> None:
    page = open_page(server, "#/interview/short")
    steps.start(page)
    page.keyboard.press("Enter")
    steps.until_kept(page, 1)
    page.get_by_role("link", name="Interview Simulator").click()
    expect(page.get_by_text("Something was left unsent")).to_be_visible()

    writing = page.context.new_page()
    writing.goto(f"{server.address}/healthz")
    writing.evaluate(WRITE_ON_AND_ON)
    for _ in range(10):
        page.reload()
        expect(page.get_by_text("Something was left unsent")).to_be_visible()


def crash(page: Page) -> None:
    """As when the browser kills a tab; nothing of the page gets to run any more."""
    with page.expect_event("crash"), pytest.raises(Error, match="crash"):
        page.goto("chrome://crash")


def kept_record_ids(page: Page) -> list[str]:
    """The recordings in the browser's own file system."""
    found: list[str] = page.evaluate(
        """async () => {
            const root = await navigator.storage.getDirectory();
            const all = await root.getDirectoryHandle("recordings", { create: true });
            return await Array.fromAsync(all.keys());
        }"""
    )
    return found


def kept_record_id(page: Page) -> str:
    (found,) = kept_record_ids(page)
    return found
