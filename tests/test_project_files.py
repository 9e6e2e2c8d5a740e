"""Files that services and editors read: CI, hooks before a commit, templates for issues and pull requests."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support.clips import validation_is_left_out

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")


def read(path: Path) -> dict[str, Any]:
    return dict(yaml.load(path.read_text(), Loader=yaml.BaseLoader))  # `on` stays a word


def test_ci_runs_the_promised_pythons() -> None:
    (job,) = read(ROOT / ".github" / "workflows" / "ci.yml")["jobs"].values()
    promised = re.findall(r"Programming Language :: Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    assert promised and job["env"]["PYTHONS"].split() == promised
    assert PROJECT["requires-python"].startswith(f">={promised[0]}")


def test_ci_runs_what_developers_run() -> None:
    (job,) = read(ROOT / ".github" / "workflows" / "ci.yml")["jobs"].values()
    assert job["steps"][-1]["run"] == ".ci/run" and (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_public_ci_has_no_second_set_of_clips_and_says_so() -> None:
    (job,) = read(ROOT / ".github" / "workflows" / "ci.yml")["jobs"].values()
    assert validation_is_left_out(False, {"CI": "true", **job["env"]})


@pytest.mark.parametrize(
    ("is_there", "environment", "left_out"),
    [
        (False, {}, True),
        (False, {"CI": "true"}, False),
        (False, {"CI": "true", "WITHOUT_VALIDATION": "false"}, False),
        (True, {}, False),
        (True, {"CI": "true", "WITHOUT_VALIDATION": "true"}, False),
    ],
)
def test_validation_is_left_out_where_the_set_is_missing_and_in_ci_only_by_name(
    is_there: bool, environment: dict[str, str], left_out: bool
) -> None:
    assert validation_is_left_out(is_there, environment) == left_out


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_only_read_and_pins_the_major_version_of_every_action(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    actions = [step["uses"] for step in steps if "uses" in step]
    assert actions and all(re.fullmatch(r"actions/[a-z-]+@v\d+", action) for action in actions)
    assert all("permissions" not in job for job in workflow["jobs"].values())


def test_the_hooks_call_the_linters_of_make_lint() -> None:
    makefile = (ROOT / "Makefile").read_text()
    recipe = re.search(r"^lint:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert recipe is not None
    linted = {line.strip().replace("$(BIN)", ".venv/bin") for line in recipe[1].splitlines()}
    (ours,) = read(ROOT / ".pre-commit-config.yaml")["repos"]
    called = {hook["entry"].removesuffix(" --force-exclude") for hook in ours["hooks"]}
    assert {command.removesuffix(" .") for command in linted} - called == {".venv/bin/python -m tools.audit"}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_for_issues_has_what_github_asks_for(path: Path) -> None:
    form = read(path)
    assert form["name"] and form["description"]
    asked = [each for each in form["body"] if each["type"] != "markdown"]
    assert all(each["attributes"]["label"] for each in asked)
    ids = [each["id"] for each in asked]
    assert ids and len(set(ids)) == len(ids)
