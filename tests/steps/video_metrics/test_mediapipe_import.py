"""MediaPipe is loaded without matplotlib, and leaves no trace of that."""

import subprocess
import sys

LOADED = """
import sys
{before}
from interview_simulator.steps.video_metrics.without_matplotlib import without_matplotlib
with without_matplotlib():
    from mediapipe.tasks.python import vision
print(vision.FaceLandmarker.__name__, any(name.startswith("matplotlib") for name in sys.modules))
import matplotlib.pyplot
print(matplotlib.pyplot.figure.__name__)
"""


def loaded(before: str) -> list[str]:
    code = LOADED.format(before=before)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


def test_matplotlib_is_not_loaded_with_mediapipe_and_can_be_loaded_later() -> None:
    assert loaded("") == ["FaceLandmarker", "False", "figure"]


def test_matplotlib_that_is_there_already_stays() -> None:
    assert loaded("import matplotlib.pyplot") == ["FaceLandmarker", "True", "figure"]
