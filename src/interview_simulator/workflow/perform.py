"""Perform one step: time it, announce how far it is, and turn its failure into an outcome that the user can read."""

import logging
import time
from collections.abc import Callable

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.progress import Progress
from interview_simulator.domain.reasons import code_of
from interview_simulator.domain.record import StepName, StepProgress
from interview_simulator.domain.report import StepOutcome
from interview_simulator.domain.results import Results
from interview_simulator.errors import InterviewSimulatorError, StoreUnavailableError
from interview_simulator.full_disk import full_disk_told

Announce = Callable[[StepName, StepProgress], None]
"""Told of every change in how far a step has come."""
ANNOUNCE_EVERY_S = 0.5
log = logging.getLogger(__name__)


def perform(step: StepName, so_far: Results, work: Callable[[], Results], announce: Announce) -> Results:
    """Do the work of one step; a failure is noted in the outcome and ends only this branch."""
    _tell(announce, step, StepProgress(status="running"))
    began_s = time.monotonic()
    try:
        brought = work()
    except Exception as error:
        log.exception("step %s failed", step)
        brought = failed(step, error, began_s)
    _count(step, brought.outcomes[step])
    _tell(announce, step, as_progress(brought.outcomes[step]))
    return so_far.joined(brought)


def _count(step: StepName, outcome: StepOutcome) -> None:
    from interview_simulator.metrics import STEP_SECONDS, STEPS  # a step in a process of its own has nobody to tell

    STEPS.labels(step, outcome.status).inc()
    STEP_SECONDS.labels(step).observe(outcome.seconds)
    log.info("step %s %s", step, outcome.status, extra={"step": step, "seconds": outcome.seconds})


def _tell(announce: Announce, step: StepName, progress: StepProgress) -> None:
    """Announce; a step is worth doing even while that cannot be written, and its end is written with the record's."""
    try:
        announce(step, progress)
    except StoreUnavailableError as error:
        log.warning("progress of step %s was not written: %s", step, error)


def timed(step: StepName, work: Callable[[], Frozen | None]) -> Results:
    """The step's result with the time that it took; raises what the work raises, and DiskFullError for a full disk."""
    began_s = time.monotonic()
    with full_disk_told():
        result = work()
    return Results.of(step, StepOutcome(status="succeeded", seconds=round(time.monotonic() - began_s, 3)), result)


def failed(step: StepName, error: Exception, began_s: float) -> Results:
    """A step that ended with this error; `began_s` by the monotonic clock."""
    lasted_s = round(time.monotonic() - began_s, 3)
    return Results.of(step, StepOutcome(status="failed", seconds=lasted_s, reason=reason(error), code=code_of(error)))


def as_progress(outcome: StepOutcome) -> StepProgress:
    """The outcome of a step as the record shows it."""
    done = 100 if outcome.status == "succeeded" else 0
    known = outcome.model_dump(include={"status", "seconds", "reason", "code"})
    return StepProgress(percent=done, **known)


def reason(error: BaseException) -> str:
    """One sentence for the user: our own errors speak for themselves, others only say that they happened."""
    if isinstance(error, InterviewSimulatorError):
        return str(error)
    return f"An unexpected error stopped this step ({type(error).__name__}); the server's log has the details."


def announced(step: StepName, announce: Announce) -> Progress:
    """A progress callback for a step's work, that announces a change of whole percents now and then."""
    last_s, last_percent = 0.0, 0

    def progress(share: float) -> None:
        nonlocal last_s, last_percent
        percent, now_s = int(100 * min(max(share, 0.0), 1.0)), time.monotonic()
        if percent > last_percent and now_s - last_s >= ANNOUNCE_EVERY_S:
            last_s, last_percent = now_s, percent
            _tell(announce, step, StepProgress(status="running", percent=percent))

    return progress
