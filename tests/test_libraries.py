"""A machine that lacks a library of the system is told what to install."""

import ctypes
import re
import sys
from pathlib import Path

import pytest

from interview_simulator.environment import settle
from interview_simulator.errors import LibraryMissingError
from interview_simulator.libraries import PACKAGES, missing_library_told


def test_what_cannot_be_loaded_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    with pytest.raises(LibraryMissingError, match="apt-get install libgl1 libegl1"):
        settle()


def test_a_file_that_is_gone_is_no_missing_library(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), missing_library_told():
        (tmp_path / "gone").read_bytes()
    with pytest.raises(LibraryMissingError), missing_library_told():
        ctypes.CDLL(str(tmp_path / "gone.so"))


def test_make_installs_the_same() -> None:
    makefile = (Path(__file__).resolve().parents[1] / "Makefile").read_text()
    (listed,) = re.findall(r"^LIBRARY_PACKAGES := (.*)$", makefile, re.MULTILINE)
    assert tuple(listed.split()) == PACKAGES
