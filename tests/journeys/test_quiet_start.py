"""What a person sees on the terminal: our own lines, and those of libraries only where they are asked for."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.server import Start

LIBRARIES = re.compile(r"^[WIE]\d{4} |^(INFO|WARNING|ERROR): |InitGoogle|absl|TensorFlow|XNNPACK", re.MULTILINE)
OURS = re.compile(r"talk_collins: |Speech: |Video: |Answers: |[+>] ")
CRASH = """
import os, sys
from interview_simulator.cli.quiet import libraries_quiet
with libraries_quiet():
    os.write(2, b"a library's line")
    print("our line", file=sys.stderr)
    {ending}
"""


def analyze(recording: Path, out: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "interview_simulator.cli", "analyze", str(recording), "--out", str(out)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})


def ended_with(ending: str) -> subprocess.CompletedProcess[str]:
    code = CRASH.format(ending=ending)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_analyze_prints_nothing_but_its_own_lines(clips: Path, tmp_path: Path) -> None:
    done = analyze(clips / "talk_collins.mp4", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(OURS.match(line) for line in done.stdout.splitlines()), done.stdout
    assert re.search(r"^Speech: \d\d words", done.stdout, re.MULTILINE) and "Video: face seen " in done.stdout


def test_the_lines_of_libraries_are_seen_when_they_are_asked_for(clips: Path, tmp_path: Path) -> None:
    done = analyze(clips / "talk_collins.mp4", tmp_path / "out", INTERVIEW_SIMULATOR_LOG_LEVEL="DEBUG")
    assert done.returncode == 0 and LIBRARIES.search(done.stderr) and not LIBRARIES.search(done.stdout)


def test_serve_logs_an_analysis_without_the_lines_of_libraries(serve: "Start", clips: Path) -> None:
    server = serve()
    server.upload("r1", clips / "talk_collins.mp4").raise_for_status()
    assert server.until_finished("r1")["status"] == "succeeded"
    log = (server.data_dir / "log").read_text()
    assert "step video_metrics succeeded" in log and not LIBRARIES.search(log)


def test_a_step_that_fails_by_an_error_of_ours_is_said_once_and_without_a_traceback(
    clips: Path, tmp_path: Path
) -> None:
    """No source of the model files can be reached."""
    done = analyze(
        clips / "jfk.wav",
        tmp_path / "out",
        INTERVIEW_SIMULATOR_MODELS_DIR=str(tmp_path / "models"),
        HTTPS_PROXY="http://127.0.0.1:9",
        PIP_NO_INDEX="1",
    )
    assert done.returncode == 1 and done.stderr == ""
    assert "! transcription failed: The model file model.bin could not be fetched" in done.stdout


@pytest.mark.parametrize(
    ("ending", "code", "told"),
    [
        ("raise RuntimeError('of ours')", 1, "RuntimeError: of ours"),
        ("os.abort()", -6, "Fatal Python error: Aborted"),
        ("import ctypes; ctypes.string_at(0)", -11, "Fatal Python error: Segmentation fault"),
        ("import warnings; warnings.warn('of a library')", 0, "our line"),
        ("import logging; logging.getLogger('library').error('of a library')", 0, "our line"),
        ("import logging; logging.getLogger('interview_simulator.x').warning('of ours')", 0, "of ours"),
    ],
    ids=["an exception", "an abort", "a segmentation fault", "a warning", "a library's log", "our log"],
)
def test_a_crash_and_our_own_lines_are_seen_and_what_libraries_write_is_not(ending: str, code: int, told: str) -> None:
    done = ended_with(ending)
    assert done.returncode == code, done.stderr
    assert "our line" in done.stderr and told in done.stderr
    assert "a library's line" not in done.stderr and "of a library" not in done.stderr.partition("Fatal")[0]


def test_what_comes_behind_it_is_seen_again() -> None:
    done = ended_with("pass\nos.write(2, b'behind it')")
    assert done.stderr == "our line\nbehind it"
