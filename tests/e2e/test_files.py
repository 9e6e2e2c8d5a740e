"""A recording that exists already: dropped on the page or chosen, in one part or several."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Page, Request, expect
from tests.e2e import steps
from tests.support.server import Server

if TYPE_CHECKING:
    from tests.e2e.conftest import OpenPage

PART_BYTES = 5 * 2**20


def drop(page: Page, file: Path, name: str, kind: str) -> None:
    """Drop a file, of which the page gets to know name and bytes as from a file manager."""
    page.evaluate(
        """() => {
            const input = Object.assign(document.createElement("input"), { type: "file", id: "dragged" });
            document.body.append(input);
        }"""
    )
    page.locator("#dragged").set_input_files({"name": name, "mimeType": kind, "buffer": file.read_bytes()})
    page.get_by_role("region", name="A recording you already have").evaluate(
        """(section) => {
            const input = document.getElementById("dragged");
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(input.files[0]);
            input.remove();
            for (const type of ["dragenter", "dragover", "drop"])
                section.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
        }"""
    )


def test_a_dropped_file_is_sent_and_analysed(server: Server, open_page: "OpenPage", clips: Path) -> None:
    page = open_page(server)
    expect(page.get_by_role("link", name="Start: Two short questions")).to_be_visible()
    drop(page, clips / "jfk.wav", "speech.wav", "audio/wav")
    expect(page.get_by_text("speech.wav, 0.4 MB")).to_be_visible()
    page.get_by_role("button", name="Send and analyse").click()
    steps.assert_sent_and_heard(page, server, clips / "jfk.wav")


def test_a_dropped_file_of_another_kind_is_refused_at_once(server: Server, open_page: "OpenPage") -> None:
    page = open_page(server)
    expect(page.get_by_role("link", name="Start: Two short questions")).to_be_visible()
    drop(page, Path(__file__), "letter.txt", "text/plain")
    expect(page.get_by_text("Files of this kind cannot be analysed.")).to_be_visible()
    expect(page.get_by_role("button", name="Send and analyse")).to_have_count(0)


def test_a_file_of_several_parts_arrives_byte_for_byte(
    server: Server, open_page: "OpenPage", clips: Path, tmp_path: Path
) -> None:
    """A clip with a sound of eleven seconds in more than two parts: what comes after it in the file is padding."""
    large = tmp_path / "large.wav"
    sound = (clips / "jfk.wav").read_bytes()
    padding = 2 * PART_BYTES
    large.write_bytes(sound + b"junk" + padding.to_bytes(4, "little") + bytes(padding))
    parts: list[int] = []

    def count(request: Request) -> None:
        if request.url.endswith("/parts"):
            parts.append(json.loads(request.post_data or "")["size"])

    page = open_page(server)
    page.on("request", count)
    page.get_by_label("Choose a file").set_input_files(large)
    page.get_by_role("button", name="Send and analyse").click()
    record_id = steps.record_id_being_sent(page)
    steps.until_sent(page)
    assert steps.stored_file(server, record_id).read_bytes() == large.read_bytes()
    assert server.until_finished(record_id)["status"] == "succeeded"
    assert len(parts) == 3 and parts[:2] == [PART_BYTES, PART_BYTES] and sum(parts) == large.stat().st_size
