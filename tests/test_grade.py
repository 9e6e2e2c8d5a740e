"""`interview-simulator grade` by its public door."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

RIGHT = {
    "question": "What is a queue?",
    "model_answer": "A structure in which the element that came first leaves first.",
    "answer": "Elements leave in the order in which they came, the first one first.",
    "language": "en",
}
WITH_POINTS = {
    "question": "Qual é a diferença entre uma pilha e uma fila?",
    "key_points": [
        {"id": "pilha", "text": "Na pilha, o último a entrar é o primeiro a sair.", "weight": 2},
        "Na fila, o primeiro a entrar é o primeiro a sair.",
    ],
    "answer": "na pilha o último a entrar é o primeiro a sair",
    "language": "pt",
}


def grade(given: bytes, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "interview_simulator.cli", "grade", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, check=False)


def lines(*answers: Mapping[str, object]) -> bytes:
    return b"\n".join(json.dumps(answer, ensure_ascii=False).encode() for answer in answers)


def test_each_line_is_graded_in_its_place() -> None:
    wrong = {**RIGHT, "answer": "It is a loop over numbers.", "id": 7}
    done = grade(lines(RIGHT, wrong) + b"\n\n" + lines(WITH_POINTS))
    assert (done.returncode, done.stderr) == (0, b"")
    right, less, pointed = (json.loads(line) for line in done.stdout.splitlines())
    assert 0 <= less["score"] < right["score"] <= 1 and right["key_points"] == []
    assert [point["coverage"] for point in pointed["key_points"]] == ["covered", "missing"]
    assert pointed["key_points"][0]["quote"] == WITH_POINTS["answer"]
    assert pointed["score"] == pytest.approx(2 / 3, abs=0.1)


def test_a_file_is_graded_as_the_standard_input_is(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_bytes(lines(RIGHT))
    assert grade(b"", file).stdout == grade(lines(RIGHT)).stdout != b""


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (b"{not json", b"error: line 2: Invalid JSON"),
        (b'["a list"]', b"error: line 2: Input should be an object"),
        (lines({**RIGHT, "answer": None}), b"error: line 2: answer: "),
        (lines({**RIGHT, "language": "xx"}), b"error: line 2: language: "),
        (lines({**RIGHT, "model_answer": ""}), b"error: line 2: Value error, a model_answer or key_points are needed"),
        (lines({**WITH_POINTS, "key_points": [{"text": "a"}]}), b"error: line 2: key_points.0.text: "),
        (b"\xff\xfe", b"error: line 2: Invalid JSON"),
    ],
    ids=["no JSON", "a list", "no answer", "language", "no measure", "key point", "no text"],
)
def test_a_bad_line_is_told_by_its_number_and_nothing_is_graded(bad: bytes, told: bytes) -> None:
    done = grade(lines(RIGHT) + b"\n" + bad)
    assert done.returncode == 2 and done.stdout == b""
    assert done.stderr.startswith(told) and done.stderr.count(b"\n") == 1


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = grade(b"", tmp_path / "gone.jsonl")
    assert done.returncode == 2 and b"cannot be read" in done.stderr


def test_nothing_in_gives_nothing_out() -> None:
    done = grade(b"\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
