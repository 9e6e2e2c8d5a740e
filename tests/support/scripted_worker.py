"""`interview-simulator worker` with scripted engines, whose steps last a while.

Environment: STEPS_LAST_S; ORDER_VERSION, where another one than the code's is wanted; STEPS_TOLD, a folder in which
each step leaves `<step>-<record>-<pid>` when it begins, `ended-<step>-<record>-<pid>` when it ends, and
`refused-<step>-<pid>` when its result was refused, and in which `deaf-<pid>` keeps the worker's signs of life back.
"""

import os
import sys
import time
from pathlib import Path
from typing import Any

from interview_simulator.cli.worker import _begin_anew, work
from interview_simulator.errors import StoreUnavailableError, WorkerGivenUpError
from interview_simulator.settings import Settings
from interview_simulator.stores.workers.sql import SqlWorkers
from interview_simulator.testing.engines import scripted_engines
from interview_simulator.workflow import durable

durable.ORDER_VERSION = os.environ.get("ORDER_VERSION", durable.ORDER_VERSION)

from interview_simulator.workflow.worker import WorkerWorkflow  # noqa: E402  # behind the version


def slow(work: Any) -> Any:
    def begin(self: Any, record_id: str, attempt: int, step: str, so_far: Any) -> Any:
        Path(os.environ["STEPS_TOLD"], f"{step}-{record_id}-{os.getpid()}").touch()
        time.sleep(float(os.environ["STEPS_LAST_S"]))
        try:
            brought = work(self, record_id, attempt, step, so_far)
            Path(os.environ["STEPS_TOLD"], f"ended-{step}-{record_id}-{os.getpid()}").touch()
            return brought
        except WorkerGivenUpError:
            Path(os.environ["STEPS_TOLD"], f"refused-{step}-{os.getpid()}").touch()
            raise

    return begin


def deaf(beat: Any) -> Any:
    def unless_deaf(self: Any, worker_id: str) -> Any:
        if Path(os.environ["STEPS_TOLD"], f"deaf-{os.getpid()}").exists():
            raise StoreUnavailableError("deaf")
        return beat(self, worker_id)

    return unless_deaf


SqlWorkers.beat = deaf(SqlWorkers.beat)  # type: ignore[method-assign]  # the tests' aim
WorkerWorkflow._work = slow(WorkerWorkflow._work)  # type: ignore[method-assign]  # the tests' aim
if not work(Settings(), sys.argv[1].split(","), scripted_engines()):
    _begin_anew()
