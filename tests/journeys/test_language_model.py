"""A recording with a language model, from the sound to the report."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.support.language_model_server import Manner, failing, saying, serving

INTERVIEW = """\
id: country
title: A speech
role: Citizen
language: en
questions:
  - id: ask
    text: What should one ask?
    key_points:
      - {id: you, text: "Ask what you can do for your country."}
    model_answer: One asks what one can do for one's country.
"""
JUDGED = {
    "key_points": [{"id": "you", "coverage": "covered", "quote": "ask what you can do for your country"}],
    "evaluation": "You said it.",
    "correction": "Nothing is missing.",
}
WHOLE = {"general": "One sentence carried it.", "presentation": ["Keep it short."]}


def report(clips: Path, out: Path, manner: Manner) -> dict[str, Any]:
    interview = out.parent / "country.yaml"
    interview.write_text(INTERVIEW)
    with serving(manner) as server:
        command = [sys.executable, "-m", "interview_simulator.cli", "analyze", str(clips / "jfk.wav")]
        subprocess.run(
            [*command, "--out", str(out), "--interview", str(interview)],
            env={**os.environ, "INTERVIEW_SIMULATOR_LANGUAGE_MODEL": server.setting},
            check=True,
            capture_output=True,
        )
    document: dict[str, Any] = json.loads((out / "report.json").read_text())
    return document


def test_the_models_words_and_what_they_took_are_in_the_report(clips: Path, tmp_path: Path) -> None:
    found = report(clips, tmp_path / "out", saying(json.dumps(JUDGED), json.dumps(WHOLE)))
    (answer,) = found["answers"]
    assert (answer["score"], answer["evaluation"]) == (1.0, "You said it.")
    assert "what you can do for your country" in answer["key_points"][0]["quote"]
    assert found["evaluation"] == {"status": "analysed", **WHOLE}
    used = found["provenance"]["language_model"]
    assert (
        used["requests"] == 2
        and used["fallback"] is None
        and set(used["prompts"])
        == {
            "evaluate-answer v1",
            "evaluate-interview v1",
        }
    )
    assert found["provenance"]["engines"]["content"].startswith("openai:scripted, rubric")


@pytest.mark.parametrize(("manner", "failure"), [(saying("no"), "malformed"), (failing(401), "missing_key")])
def test_a_model_that_fails_leaves_a_whole_report_that_says_so(
    clips: Path, tmp_path: Path, manner: Manner, failure: str
) -> None:
    found = report(clips, tmp_path / "out", manner)
    assert found["answers"][0]["score"] is not None
    assert found["provenance"]["language_model"]["fallback"]["failure"] == failure
    assert found["evaluation"]["status"] == "not_analysed" and "openai:scripted" in found["evaluation"]["reason"]
    assert found["provenance"]["engines"]["content"].startswith("rubric")
    assert found["provenance"]["steps"]["text_metrics"]["status"] == "succeeded"
