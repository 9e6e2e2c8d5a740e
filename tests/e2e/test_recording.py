"""From the choice of an interview to its report, in a real browser."""

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect
from tests.e2e import steps
from tests.support.server import Server

if TYPE_CHECKING:
    from tests.e2e.conftest import OpenPage


def test_two_answers_become_a_report(
    server: Server, open_page: "OpenPage", truth: dict[str, Any], tmp_path: Path
) -> None:
    page = open_page(server)
    page.get_by_role("link", name="Start: Two short questions").click()
    expect(page.get_by_text("You are heard well.")).to_be_visible()
    expect(page.get_by_text("The light is good.")).to_be_visible()
    page.get_by_role("link", name="Go to the interview").click()
    steps.record_two_answers(page)
    record_id = steps.record_id_being_sent(page)
    steps.until_reported(page, record_id)

    recording = steps.stored_file(server, record_id)
    assert steps.lasts(steps.decoded_seconds(recording), 12.0)
    record = server.client.get(f"/records/{record_id}").json()
    assert record["status"] == "succeeded" and record["interview_id"] == "short"
    assert record["duration"] in ("00:00:12", "00:00:13")
    first, second = record["marks"]
    assert (first["question_id"], second["question_id"]) == ("place", "learning")
    assert first["start_s"] == 0.0 and steps.lasts(second["start_s"], 6.0)

    report = server.client.get(f"/records/{record_id}/report").json()
    said = set(steps.words_of(truth["talk_collins.mp4"]["transcript"]))
    heard = steps.words_of(report["transcript"]["text"])
    assert len(heard) >= 15 and sum(word in said for word in heard) / len(heard) >= 0.8
    assert report["video"]["face_present_ratio"] >= 0.9
    assert [answer["question_id"] for answer in report["answers"]] == ["place", "learning"]

    command = [sys.executable, "-m", "interview_simulator.cli", "analyze", recording, "--out", tmp_path / "out"]
    done = subprocess.run([*map(str, command), "--language", "en"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_file_that_exists_already_goes_the_same_way(server: Server, open_page: "OpenPage", clips: Path) -> None:
    page = open_page(server)
    page.get_by_label("Choose a file").set_input_files(clips / "jfk.wav")
    page.get_by_role("button", name="Send and analyse").click()
    steps.assert_sent_and_heard(page, server, clips / "jfk.wav")


def test_a_skipped_question_makes_no_mark_and_a_repeated_one_a_new_mark(server: Server, open_page: "OpenPage") -> None:
    page = open_page(server, "#/interview/short")
    steps.start(page)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Recording", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Finish and see the report")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Recording", exact=True)).to_be_visible()
    expect(page.get_by_text(re.compile("^0:0[1-4]$"))).to_be_visible()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Finish and see the report").click()
    record_id = steps.record_id_being_sent(page)
    steps.until_sent(page)
    first, again = server.client.get(f"/records/{record_id}").json()["marks"]
    assert first == {"question_id": "learning", "start_s": 0.0}
    assert again["question_id"] == "learning" and steps.lasts(again["start_s"], 6.0)


def test_the_real_interview_runs_through_without_hint_or_pause(server: Server, open_page: "OpenPage") -> None:
    page = open_page(server, "#/interview/short?mode=real")
    steps.start(page)
    expect(page.get_by_role("heading", name="Where are you, and why?")).to_be_visible()
    expect(page.get_by_text("Name the city first.")).to_have_count(0)
    expect(page.get_by_role("button", name="Pause")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What else are you learning?")).to_be_visible()
    expect(page.get_by_text("Recording", exact=True)).to_be_visible()
    record_id = steps.record_id_being_sent(page)
    steps.until_sent(page)
    assert steps.lasts(steps.decoded_seconds(steps.stored_file(server, record_id)), 12.0)


def test_a_question_of_ones_own_is_asked_and_reported_without_a_judgement(
    server: Server, open_page: "OpenPage"
) -> None:
    page = open_page(server)
    page.get_by_label("Your question").fill("Where are you, and why?")
    page.get_by_role("button", name="Practise this question").click()
    page.get_by_role("link", name="Go to the interview").click()
    steps.start(page)
    page.keyboard.press("Enter")
    steps.until_kept(page, 4)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Finish and see the report").click()
    record_id = steps.record_id_being_sent(page)
    steps.until_reported(page, record_id)
    expect(page.get_by_role("heading", level=1, name="Where are you, and why?")).to_be_visible()
    record = server.client.get(f"/records/{record_id}").json()
    assert (record["question"], record["interview_id"]) == ("Where are you, and why?", None)
    (answer,) = server.client.get(f"/records/{record_id}/report").json()["answers"]
    assert answer["score"] is None and answer["verdict"] == "not_judged"


def test_a_recorder_that_hands_over_nothing_is_told_of(server: Server, open_page: "OpenPage") -> None:
    """As WebKit's does where a part of GStreamer is missing: it runs, and there is never a slice."""
    page = open_page(server, "#/check/long")
    page.evaluate(
        """() => {
            const { addEventListener } = EventTarget.prototype;
            MediaRecorder.prototype.addEventListener = function (type, ...rest) {
                if (type !== "dataavailable") addEventListener.call(this, type, ...rest);
            };
        }"""
    )
    page.get_by_role("link", name="Go to the interview").click()
    steps.start(page)
    expect(page.get_by_role("alert")).to_contain_text("recorder hands over nothing")
    page.get_by_role("link", name="Back to camera and microphone").click()
    expect(page.get_by_role("heading", name="Check camera and microphone")).to_be_visible()
    page.get_by_role("link", name="Practise").click()
    expect(page.get_by_text("Something was left unsent")).to_have_count(0)


def test_a_question_is_read_aloud_by_a_voice_of_this_device(server: Server, open_page: "OpenPage") -> None:
    page = open_page(server, "#/check/short")
    page.evaluate(
        """() => {
            const voice = (lang, localService) => ({ lang, localService, name: lang, voiceURI: lang, default: false });
            const voices = [voice("pt-BR", true), voice("en-US", false), voice("en-GB", true)];
            speechSynthesis.getVoices = () => voices;
            window.SpeechSynthesisUtterance = function (text) { this.text = text; };
            window.spoken = [];
            speechSynthesis.speak = ({ text, lang, voice }) => spoken.push([text, lang, voice.lang]);
        }"""
    )
    page.get_by_role("link", name="Go to the interview").click()
    steps.start(page)
    page.get_by_role("button", name="Read aloud").click()
    assert page.evaluate("spoken") == [["Where are you, and why?", "en-GB", "en-GB"]]
    expect(page.get_by_text("Time to think", exact=True)).to_be_visible()
