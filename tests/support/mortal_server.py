"""`interview-simulator serve` that kills itself (SIGKILL) a moment after a step began, at each start in another one.

Environment: MORTAL_STEPS, such as "convert_video:0.03 transcription:1.2", steps and seconds; each kill adds a line to
MORTAL_MARK. With none left to die in, it lives.
"""

import os
import signal
import threading
from pathlib import Path
from typing import Any

from interview_simulator.cli import main
from interview_simulator.workflow import durable


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def mortal(work: Any, mark: Path, deaths: list[str]) -> Any:
    died = len(mark.read_text().split()) if mark.exists() else 0
    fatal, _, after_s = deaths[died].partition(":") if died < len(deaths) else ("none", "", "")

    def begin(self: Any, record_id: str, attempt: int, step: str, so_far: Any) -> Any:
        if step == fatal:
            with mark.open("a") as killed:
                killed.write(f"{step}\n")
            threading.Timer(float(after_s), die).start()
        return work(self, record_id, attempt, step, so_far)

    return begin


durable.DurableWorkflow._work = mortal(  # type: ignore[method-assign]  # the test's aim
    durable.DurableWorkflow._work, Path(os.environ["MORTAL_MARK"]), os.environ["MORTAL_STEPS"].split()
)
main(["serve"])
