"""`make bench-metrics` prints what docs/metrics-content.md says; here each of its parts on a slice."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tests.support.clips import shared_is_there

ROOT = Path(__file__).resolve().parents[1]
FIGURE = r"-?\d\.\d{3}"
PRINTED = {
    "short_answers": [
        rf"the two graders with each other +Pearson {FIGURE}",
        rf"baseline: words of the model answer in the answer +Pearson {FIGURE}",
        rf"baseline: cosine of embeddings +Pearson {FIGURE}",
        rf"baseline: ridge over four figures +Pearson {FIGURE}  RMSE {FIGURE} of 5",
        rf"shipped: .* +Pearson {FIGURE}  RMSE {FIGURE} of 5",
    ],
    "key_points": [
        r"Key points: \d+ examples from the shipped interviews, whole interviews held out",
        r"Key points labelled by hand: \d+, never learned from",
        rf"area under the curve {FIGURE}, calibration error {FIGURE}",
    ],
    "graded_answers": [
        rf"Graded by hand, en: \d+ answers, Spearman {FIGURE}",
        rf"Graded by hand, pt: \d+ answers, Spearman {FIGURE}",
        r"stuffing, echo, nonsense below short honest answers to the same question: \d+ of \d+",
        r"contradicted key points called covered: 0 of \d+",
    ],
    "fairness": [r"fillers put in: \d+ answers change; of their scores \d+ stay, mean [+-]\d\.\d{3}"],
    "matching": [
        rf"graded by hand, \d+ alone: an answer found in {FIGURE}",
        rf"speech about something else, \d+: refused {FIGURE}",
    ],
}


def parts() -> list[str]:
    """What the target of the Makefile runs for content."""
    recipe = (ROOT / "Makefile").read_text().partition("\nbench-metrics:")[2].partition("\n\n")[0]
    return [name for name in re.findall(r"-m bench\.(\w+)", recipe) if name in PRINTED]


def test_every_part_is_run() -> None:
    assert sorted(parts()) == sorted(PRINTED)


@pytest.mark.parametrize("part", sorted(PRINTED))
def test_a_part_prints_its_figures(part: str) -> None:
    command = [sys.executable, "-m", f"bench.{part}", "--first", "4"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    printed = PRINTED[part]
    if part == "short_answers" and not shared_is_there():
        printed = ["Short answers: not measured"]  # the answers are not the project's to give
    for line in printed:
        assert re.search(line, done.stdout), done.stdout


IT = "matching: found is 0.8000, accepted 0.9 with a margin of 0.05"
HELD = """
import sys
from pathlib import Path
from bench import accepted
accepted.ACCEPTED = Path(sys.argv[1])
figures = accepted.Figures("matching")
print(figures.tell("found", float(sys.argv[2])))
figures.hold(all_of_it=sys.argv[3] == "all")
"""


@pytest.mark.parametrize(
    ("measured", "of", "status", "told"),
    [("0.86", "all", 0, ""), ("0.95", "all", 0, ""), ("0.80", "all", 1, IT), ("0.80", "some", 0, "")],
)
def test_a_figure_below_what_was_accepted_ends_with_a_failure(
    tmp_path: Path, measured: str, of: str, status: int, told: str
) -> None:
    held = tmp_path / "accepted.yaml"
    held.write_text(yaml.safe_dump({"matching": {"found": {"value": 0.9, "margin": 0.05}}}))
    command = [sys.executable, "-c", HELD, str(held), measured, of]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (status, told)
