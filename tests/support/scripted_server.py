"""`interview-simulator serve` with scripted engines: real steps, stores and processes, no models, hence a quick start.

Environment: CLOCK_BACK_MARK, a file; while it exists the clock is a day behind.
"""

import os
import time
from pathlib import Path

from interview_simulator import compose
from interview_simulator.cli import main
from interview_simulator.settings import Settings
from interview_simulator.testing.engines import scripted_engines
from interview_simulator.workflow.job import Engines

MARK = Path(os.environ.get("CLOCK_BACK_MARK", "/nonexistent"))
DAY_S = 24 * 3600.0
real_time = time.time


def engines(settings: Settings) -> Engines:
    return scripted_engines(decoder=compose.sandbox(settings), max_duration_s=settings.max_duration_s)


if __name__ == "__main__":
    compose.engines = engines
    time.time = lambda: real_time() - DAY_S * MARK.exists()
    main(["serve"])
