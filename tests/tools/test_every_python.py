"""Which Pythons the main job is done on."""

import sys
from pathlib import Path

import pytest
from tools.every_python import ROOT, interpreter, promised


def test_promised_is_what_the_classifiers_name() -> None:
    written = """
    [project]
    classifiers = ["Programming Language :: Python :: 3.9", "License :: X", "Programming Language :: Python :: 3.20"]
    """
    assert promised(written) == ("3.9", "3.20")
    assert promised((ROOT / "pyproject.toml").read_text())


@pytest.mark.slow
def test_the_running_version_is_found_and_one_that_does_not_exist_is_not() -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert interpreter(version) is not None
    assert interpreter("3.99") is None


@pytest.mark.slow
def test_a_stand_in_on_the_path_that_does_not_run_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = tmp_path / "python3.98"
    stand_in.write_text("#!/bin/sh\necho 'python3.98: command not found' >&2\nexit 127\n")
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert interpreter("3.98") is None
