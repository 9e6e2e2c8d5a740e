"""`interview-simulator serve` that kills itself (SIGKILL) a moment after a step of its choice has begun, once.

Environment: MORTAL_STEP, MORTAL_AFTER_S; the kill is noted in MORTAL_MARK so that the next start lives.
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


def mortal(work: Any) -> Any:
    def begin(self: Any, record_id: str, attempt: int, step: str, so_far: Any) -> Any:
        mark = Path(os.environ["MORTAL_MARK"])
        if step == os.environ["MORTAL_STEP"] and not mark.exists():
            mark.touch()
            threading.Timer(float(os.environ["MORTAL_AFTER_S"]), die).start()
        return work(self, record_id, attempt, step, so_far)

    return begin


durable.DurableWorkflow._work = mortal(durable.DurableWorkflow._work)  # type: ignore[method-assign]  # the test's aim
main(["serve"])
