"""`make bench-metrics` prints what docs/metrics-content.md says; here each of its parts on a slice."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

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
    for line in PRINTED[part]:
        assert re.search(line, done.stdout), done.stdout
