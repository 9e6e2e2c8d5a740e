"""`interview-simulator interviews check`, and what it looks at."""

import subprocess
import sys
from pathlib import Path

import pytest

from interview_simulator.interviews.catalogue import SHIPPED, catalogue, load_interview
from interview_simulator.interviews.completeness import missing

BARE = """\
id: own
title: Our own interview
role: Cook
language: en
questions:
  - id: egg
    text: How do you boil an egg?
    key_points:
      - {id: water, text: Water.}
  - id: story
    text: Tell me about a dish that failed.
    kind: behavioural
"""


def check(file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "interview_simulator.cli", "interviews", "check", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("interview", catalogue().values(), ids=lambda interview: interview.id)
def test_nothing_is_missing_in_a_shipped_interview(interview: object) -> None:
    assert missing(interview) == ()  # type: ignore[arg-type]


def test_all_that_is_missing_is_told_by_question(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(BARE)
    done = check(file)
    assert done.returncode == 1
    for sentence in (
        "egg: only one key point",
        "egg: the key point water has no weight",
        "egg: the key point water is no sentence",
        "egg: no model answer",
        "story: no key points",
        "story: no hint",
    ):
        assert sentence in done.stdout
    assert f"{len(missing(load_interview(file)))} things are missing." in done.stdout


def test_a_whole_interview_ends_with_0_and_a_broken_one_with_2(tmp_path: Path) -> None:
    done = check(SHIPPED / "sales-en.yaml")
    assert done.returncode == 0 and "nothing is missing" in done.stdout
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: x")
    done = check(broken)
    assert done.returncode == 2 and done.stderr.startswith("error: broken.yaml, line 1")
