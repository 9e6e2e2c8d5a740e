"""`kill -9` of the server in each step in turn, always of the same recording, which ends with exactly one report."""

import os
import random
import sys
from pathlib import Path

import pytest
from tests.support.server import Start
from tests.support.waiting import PATIENCE_S

from interview_simulator.workflow.pipeline import BRANCHES

STEPS = [*(step for branch in BRANCHES for step in branch), "update_record"]
LASTS_S = {
    "convert_video": 0.05,
    "video_metrics": 1.0,
    "transcription": 1.5,
    "text_metrics": 0.3,
    "update_record": 0.02,
}
"""About how long each step takes with this recording: the kill falls somewhere inside."""
TRIALS = int(os.environ.get("KILL_TRIALS", "1"))


@pytest.mark.parametrize("trial", range(TRIALS))
def test_a_server_killed_in_each_step_in_turn_goes_on_at_each_next_start(
    serve: "Start", clips: Path, tmp_path: Path, trial: int
) -> None:
    chance, mark = random.Random(trial), tmp_path / "killed"
    deaths = " ".join(f"{step}:{chance.uniform(0, LASTS_S[step])}" for step in STEPS)
    mortal_server = str(Path(__file__).parents[1] / "support" / "mortal_server.py")
    server = serve(sys.executable, mortal_server, MORTAL_STEPS=deaths, MORTAL_MARK=str(mark))
    server.upload("r1", clips / "talk_collins.mp4").raise_for_status()
    for _ in STEPS:
        assert server.process.wait(timeout=PATIENCE_S) == -9
        server.start()
    assert mark.read_text().split() == STEPS
    record = server.until_finished("r1")
    assert record["status"] == "succeeded" and record["attempt"] == 1
    assert server.client.get("/records/r1/report").json()["transcript"]["text"].startswith("It was the best of times")
    reports = [path for path in (server.data_dir / "media").rglob("*") if path.name == "report.json"]
    assert len(reports) == 1
    assert not list((server.data_dir / "media" / ".arriving").iterdir())
