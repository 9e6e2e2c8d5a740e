"""Whole recordings through `interview-simulator analyze`, with the real models."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import av
import jiwer
import pytest

MOST_WORD_ERRORS = {"talk": 0.10, "jfk.wav": 0.05, "two_cities.wav": 0.05}


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "interview_simulator.cli", "analyze", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


WATCHED = """
import sys
changes = []
from interview_simulator.cli import main
from interview_simulator import compose, compose_engines
settle = compose_engines.settle
def settled():
    settle()
    sys.addaudithook(lambda event, given: changes.append(given) if event in {"os.putenv", "os.unsetenv"} else None)
compose_engines.settle = settled
try:
    main(["analyze", *sys.argv[1:]])
finally:
    print(changes, file=sys.stderr)
"""


def words_of(text: str) -> str:
    """As they are compared: lower case, without punctuation."""
    return " ".join(re.sub(r"[^\w\s']", "", text.lower()).split())


def word_error_rate(truth: str, heard: str) -> float:
    return float(jiwer.wer(words_of(truth), words_of(heard)))


@pytest.fixture(scope="module")
def talk_out(talk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "talk"
    done = analyze(talk, "--language", "en", "--out", out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def talk_report(talk_out: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((talk_out / "report.json").read_text())
    return report


def test_the_folder_holds_all_that_was_made(talk_out: Path) -> None:
    names = {path.name for path in talk_out.iterdir()}
    assert names == {"playable.webm", "poster.jpg", "speech.wav", "transcript.vtt", "report.json"}


def test_the_talk_is_heard_right(talk_report: dict[str, Any], truth: dict[str, Any]) -> None:
    said = truth["talk_collins.mp4"]["transcript"] + " " + truth["talk_obama.mp4"]["transcript"]
    assert word_error_rate(said, talk_report["transcript"]["text"]) <= MOST_WORD_ERRORS["talk"]


def test_the_talk_is_seen_right(talk_report: dict[str, Any]) -> None:
    video = talk_report["video"]
    assert video["face_present_ratio"] >= 0.95
    assert video["multiple_faces_ratio"] == 0.0
    assert video["attention"] is True


def test_free_talk_of_real_people_is_heard_and_seen_right(
    shared_talk: Path, shared_truth: dict[str, Any], tmp_path: Path
) -> None:
    done = analyze(shared_talk, "--language", "en", "--out", tmp_path / "out", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    said = f"{shared_truth['talk_hill.mp4']['transcript']} {shared_truth['talk_aoc.mp4']['transcript']}"
    assert word_error_rate(said, report["transcript"]["text"]) <= MOST_WORD_ERRORS["talk"]
    test_the_talk_is_seen_right(report)


def test_the_playable_video_can_be_searched(talk_out: Path, talk_report: dict[str, Any]) -> None:
    with av.open(talk_out / "playable.webm") as video:
        assert video.duration is not None
        assert video.duration / 1e6 == pytest.approx(talk_report["duration_s"], abs=0.1)
        video.seek(video.duration // 2)
        frame = next(video.decode(video=0))
        assert frame.time is not None and abs(frame.time - video.duration / 2e6) <= 1.0


@pytest.mark.parametrize("name", ["jfk.wav", "two_cities.wav"])
def test_plain_speech_is_heard_right(name: str, clips: Path, truth: dict[str, Any], tmp_path: Path) -> None:
    done = analyze(clips / name, "--language", "en", "--out", tmp_path / "out", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert word_error_rate(truth[name]["transcript"], report["transcript"]["text"]) <= MOST_WORD_ERRORS[name]
    assert report["video"]["code"] == "no_picture"


@pytest.mark.parametrize("content", [b"", b"no video at all\n" * 50], ids=["empty", "text"])
def test_bad_input_is_one_line_and_leaves_nothing(content: bytes, tmp_path: Path) -> None:
    recording = tmp_path / "recording.webm"
    recording.write_bytes(content)
    done = analyze(recording, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr.startswith("error: ") and done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_the_environment_stays_as_it_is_while_engines_read_it(clips: Path, tmp_path: Path) -> None:
    """A native getenv beside a putenv is undefined in C: it has ended a server by a segmentation fault."""
    arguments = (clips / "talk_collins.mp4", "--interview", "behavioural-en", "--out", tmp_path / "out")
    command = [sys.executable, "-c", WATCHED, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "[]"
