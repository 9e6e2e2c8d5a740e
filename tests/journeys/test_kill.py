"""`kill -9` of the server in each step in turn: after the next start every recording ends with exactly one report."""

import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from interview_simulator.workflow.pipeline import BRANCHES

if TYPE_CHECKING:
    from tests.server import Start

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
@pytest.mark.parametrize("step", STEPS)
def test_a_killed_server_goes_on_at_the_next_start(
    serve: "Start", clips: Path, tmp_path: Path, step: str, trial: int
) -> None:
    after_s = random.Random(f"{step}{trial}").uniform(0, LASTS_S[step])
    mortal = {"MORTAL_STEP": step, "MORTAL_AFTER_S": str(after_s), "MORTAL_MARK": str(tmp_path / "killed")}
    server = serve(sys.executable, str(Path(__file__).with_name("mortal_server.py")), **mortal)
    server.upload("r1", clips / "talk_hill.mp4").raise_for_status()
    assert server.process.wait(timeout=60) == -9
    server.start()
    record = server.until_finished("r1")
    assert record["status"] == "succeeded" and record["attempt"] == 1
    assert server.client.get("/records/r1/report").json()["transcript"]["text"].startswith("Congressional")
    reports = [path for path in (server.data_dir / "media").rglob("*") if path.name == "report.json"]
    assert len(reports) == 1
    assert not list((server.data_dir / "media" / ".arriving").iterdir())
