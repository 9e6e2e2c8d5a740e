"""What AWS's own tools and a checker of security say of the templates."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from tests.deploy.reading import DEPLOY, ROOT, template

TOOLS = ROOT / ".aws-tools"
TEMPLATES = ("template.yaml", "frontend.yaml")


def run(tool: str, *arguments: str) -> str:
    """What the tool says, which has to be content."""
    program = TOOLS / tool
    assert program.exists(), f"{program} is missing: make test installs it"
    done = subprocess.run(
        [program, *arguments],
        cwd=DEPLOY,
        env={**os.environ, "SAM_CLI_TELEMETRY": "0", "AWS_DEFAULT_REGION": "us-east-1"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return said


def test_sam_takes_the_template() -> None:
    assert "is a valid SAM Template" in run("sam/bin/sam", "validate", "--lint")


def test_cfn_lint_finds_nothing() -> None:
    assert run("sam/bin/cfn-lint", *TEMPLATES).strip() == ""


def checked(text: str, folder: Path) -> str:
    """What checkov says of a template in which everything that can be switched on is."""
    switched_on = re.sub(r'Default: "false"(?=\n    AllowedValues: \["true", "false"\])', 'Default: "true"', text)
    (folder / "template.yaml").write_text(switched_on)
    file = str(folder / "template.yaml")
    return run("checkov/bin/checkov", "-f", file, "--framework", "cloudformation", "--compact", "--skip-download")


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_security_checker_finds_nothing_but_what_is_explained(name: str, tmp_path: Path) -> None:
    said = checked((DEPLOY / name).read_text(), tmp_path)
    found = re.search(r"Passed checks: (\d+), Failed checks: (\d+), Skipped checks: (\d+)", said)
    assert found is not None and int(found[1]) > 0 and int(found[2]) == 0
    assert int(found[3]) == len(explained(name))


def test_a_template_with_an_open_bucket_would_be_found(tmp_path: Path) -> None:
    bad = (DEPLOY / "frontend.yaml").read_text().replace("BlockPublicAcls: true", "BlockPublicAcls: false", 1)
    with pytest.raises(AssertionError, match="CKV_AWS_53"):
        checked(bad, tmp_path)


def explained(name: str) -> list[str]:
    """The sentence of every suppression."""
    skips = [
        skip
        for made in template(name)["Resources"].values()
        for skip in made.get("Metadata", {}).get("checkov", {}).get("skip", ())
    ]
    return [skip["comment"] for skip in skips]


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_suppression_says_why(name: str) -> None:
    assert all(len(comment.split()) >= 3 for comment in explained(name))
