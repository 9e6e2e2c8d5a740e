"""The layout is kept: every contract catches a violation planted for it, and nothing grows beyond one screen."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "interview_simulator"
CONTRACTS = [
    contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
]
LAYERS, STEPS, VENDORS, ENGINES = CONTRACTS
VIOLATIONS = [
    (LAYERS, "domain/record.py", "import interview_simulator.media.sound"),
    (LAYERS, "media/sound.py", "from interview_simulator.stores.media.store import MediaStore"),
    (LAYERS, "stores/media/store.py", "from interview_simulator.steps.update_record.captions import web_vtt"),
    (LAYERS, "steps/update_record/step.py", "from interview_simulator.workflow.job import Job"),
    (LAYERS, "workflow/pipeline.py", "from interview_simulator.compose import build"),
    (LAYERS, "compose.py", "from interview_simulator.web.app import create_app"),
    (
        STEPS,
        "steps/transcription/step.py",
        "import interview_simulator.steps.text_metrics.delivery",
    ),
    (STEPS, "steps/update_record/assemble.py", "import interview_simulator.steps.convert_video.plan"),
    (VENDORS, "domain/report.py", "import sqlalchemy"),
    (VENDORS, "steps/video_metrics/measure.py", "import mediapipe"),
    (VENDORS, "steps/transcription/engine.py", "from faster_whisper import WhisperModel"),
    (VENDORS, "steps/text_metrics/delivery.py", "import boto3"),
    (VENDORS, "steps/update_record/captions.py", "def later() -> None:\n    import dbos"),
    (ENGINES, "workflow/tasks.py", "from interview_simulator.steps.video_metrics.mediapipe import MediaPipeFaces"),
    (VENDORS, "steps/text_metrics/language_model.py", "from pydantic_ai import Agent"),
    (LAYERS, "coaching/follow_up.py", "from interview_simulator.compose import build"),
    (LAYERS, "language_model/prompt.py", "import interview_simulator.steps.text_metrics.rubric"),
    (ENGINES, "coaching/coach.py", "from interview_simulator.language_model.vendors import VendorLanguageModel"),
    (ENGINES, "web/records.py", "from interview_simulator.stores.records.sql import SqlRecordStore"),
    (ENGINES, "web/accounts.py", "from interview_simulator.stores.accounts.sql import sql_account_store"),
    (LAYERS, "accounts/tokens.py", "from interview_simulator.web.identity import bearer"),
    (LAYERS, "workflow/durable.py", "from interview_simulator.privacy.erase import erase_record"),
    (LAYERS, "audit/log.py", "from interview_simulator.privacy.consent import Consent"),
    (ENGINES, "web/media.py", "from interview_simulator.stores.media.encrypted import EncryptedMediaStore"),
    (LAYERS, "aws/clients.py", "from interview_simulator.stores.media.s3 import S3MediaStore"),
    (LAYERS, "compose_aws.py", "from interview_simulator.web.app import create_app"),
    (LAYERS, "python_api.py", "from interview_simulator.cli.analyze import analyze"),
    (LAYERS, "web/records.py", "from interview_simulator.python_api import analyze"),
    (LAYERS, "compose.py", "from interview_simulator.compose_aws import api"),
    (LAYERS, "compose_shared.py", "from interview_simulator.compose import build"),
    (ENGINES, "web/uploads.py", "from interview_simulator.stores.media.stored_uploads import StoredUploads"),
    (LAYERS, "cli/serve.py", "from interview_simulator.aws_lambda.parts import perform"),
    (VENDORS, "steps/transcription/jobs.py", "import boto3"),
    (ENGINES, "workflow/callback.py", "import interview_simulator.steps.transcription.transcribe_callback"),
    (ENGINES, "steps/video_metrics/step.py", "import interview_simulator.steps.video_metrics.rekognition"),
    (ENGINES, "aws_lambda/parts.py", "from interview_simulator.stores.records.dynamodb import DynamoRecordStore"),
]


def lint_imports(source: Path) -> str:
    """What the linter says of the package in this folder, on one line."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--config", ROOT / "pyproject.toml", "--no-cache", "--no-logo"],
        cwd=source,
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )
    return " ".join((done.stdout + done.stderr).split())


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The package in a folder of its own."""
    return Path(shutil.copytree(PACKAGE, tmp_path / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__")))


def test_the_package_as_it_is_keeps_every_contract(copied: Path) -> None:
    said = lint_imports(copied.parent)
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in said


@pytest.mark.parametrize(("contract", "module", "statement"), VIOLATIONS, ids=[f"{m}: {s}" for _, m, s in VIOLATIONS])
def test_a_planted_violation_breaks_its_contract(contract: str, module: str, statement: str, copied: Path) -> None:
    with (copied / module).open("a") as file:
        file.write(f"\n{statement}\n")
    assert f"{contract} BROKEN" in lint_imports(copied.parent)


def test_every_contract_has_a_violation_planted_for_it() -> None:
    assert {contract for contract, _, _ in VIOLATIONS} == set(CONTRACTS)


@pytest.mark.parametrize(("place", "most"), [("compose.py", 150), ("compose_aws.py", 130)])
def test_the_place_where_parts_are_put_together_fits_one_screen(place: str, most: int) -> None:
    assert len((PACKAGE / place).read_text().splitlines()) <= most


def test_nine_in_ten_functions_are_shorter_than_thirty_lines() -> None:
    lengths = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert lengths[int(0.9 * len(lengths))] < 30


@pytest.mark.parametrize(
    "part", sorted(path for path in PACKAGE.iterdir() if not path.name.startswith("__")), ids=lambda p: p.name
)
def test_the_architecture_document_names_every_part(part: Path) -> None:
    name = f"{part.name}/" if part.is_dir() else part.name
    assert f"`{name}`" in (ROOT / "ARCHITECTURE.md").read_text()


def test_no_test_imports_the_benches() -> None:
    for path in (ROOT / "tests").rglob("*.py"):
        imported = [
            name
            for node in ast.walk(ast.parse(path.read_text()))
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        ]
        assert not [name for name in imported if name.partition(".")[0] == "bench"], path
