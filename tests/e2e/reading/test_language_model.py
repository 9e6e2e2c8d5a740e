"""The report with a language model behind it: what it says of the whole, and that it was not there when it failed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.e2e.reading.conftest import LOOKS, report_of, send
from tests.support.language_model_server import failing, saying, serving
from tests.support.page_watching import violations
from tests.support.server import Server

if TYPE_CHECKING:
    from tests.e2e.reading.conftest import Open

INTERVIEW = """
id: lived-en
title: Lived times
role: Witness
language: en
questions:
  - id: times
    text: Tell me about a time that was hard.
    kind: behavioural
    key_points:
      - {id: situation, text: "It was the best of times, it was the worst of times.", weight: 1}
      - {id: result, text: "In the end we delivered the work in two weeks.", weight: 1}
"""
JUDGEMENT = {"key_points": [], "evaluation": "You told of the times.", "correction": "Tell how it ended."}
GENERAL, ADVICE = "A tale well told as a whole.", "Begin with yourself."
WHOLE = {"general": GENERAL, "presentation": [ADVICE]}


@pytest.fixture(scope="module")
def advised(tmp_path_factory: pytest.TempPathFactory, tale: Path) -> Iterator[Server]:
    """One answer that the model judged, and one to which its server refused the key."""
    folder = tmp_path_factory.mktemp("advised")
    (folder / "interviews").mkdir()
    (folder / "interviews" / "lived.yaml").write_text(INTERVIEW)
    settings = {"INTERVIEW_SIMULATOR_INTERVIEWS_DIR": str(folder / "interviews")}
    with serving(saying(json.dumps(JUDGEMENT), json.dumps(WHOLE))) as model:
        server = Server(folder / "data", INTERVIEW_SIMULATOR_LANGUAGE_MODEL=model.setting, **settings)
        try:
            for record_id, manner in (("judged", model.manner), ("refused", failing(401))):
                model.manner = manner
                send(server, record_id, tale, interview_id="lived-en")
                server.until_finished(record_id)
            yield server
        finally:
            server.stop()


def test_what_the_model_says_of_the_whole_is_shown(advised: Server, visit: "Open") -> None:
    page = visit(advised, "#/records/judged")
    expect(page.get_by_role("heading", name="What the language model says of the whole")).to_be_visible()
    expect(page.get_by_text(GENERAL)).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=ADVICE)).to_be_visible()
    page.get_by_text("How this report was made").click()
    expect(page.get_by_text("openai:scripted: requests: 2")).to_be_visible()
    assert violations(page) == []


def test_the_report_says_that_the_rubric_took_the_models_place_and_shows_the_parts_of_the_story(
    advised: Server, visit: "Open"
) -> None:
    page = visit(advised, "#/records/refused", LOOKS[3])
    expect(
        page.get_by_text("O modelo de linguagem não foi usado: a chave dele falta ou não foi aceita.")
    ).to_be_visible()
    (answer,) = report_of(advised, "refused")["answers"]
    shown = page.get_by_role("article", name="Tell me about a time that was hard.")
    assert answer["structure"]
    for part in answer["structure"]:
        expect(shown.get_by_text(part["quote"] or part["hint"]).first).to_be_visible()
    expect(shown.get_by_role("term").filter(has_text="Situação")).to_be_visible()
    assert violations(page) == []
