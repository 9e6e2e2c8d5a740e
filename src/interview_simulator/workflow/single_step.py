"""One step in a process of its own, and the end of an analysis whose steps ran that way.

Where something else keeps the order (a state machine), a step finds what the steps before it brought in the media
store, leaves there what it brings, and raises its failure, so that the state machine can decide about another try.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.record import Record, StepName, StepProgress
from interview_simulator.domain.report import StepOutcome
from interview_simulator.domain.results import Results
from interview_simulator.errors import NotFoundError
from interview_simulator.workflow.attempts import Stores, sweep_if_deleted
from interview_simulator.workflow.finish import finished_fields
from interview_simulator.workflow.job import Engines, Job
from interview_simulator.workflow.perform import announced, as_progress, failed, timed
from interview_simulator.workflow.pipeline import BRANCHES, analyse, run_branch
from interview_simulator.workflow.step_results import forget_result, keep_result, kept_result
from interview_simulator.workflow.tasks import Task, report_files
from interview_simulator.workflow.workspace import StoreWorkspace


@dataclass(frozen=True)
class Attempt:
    """One attempt, by its record."""

    record_id: str
    number: int


@dataclass(frozen=True)
class Analysis:
    """The parts that steps in processes of their own need."""

    stores: Stores
    engines: Callable[[], Engines]
    """Called by a step that uses engines, so that the other processes do not carry them."""
    job_of: Callable[[Record], Job]
    tasks: Mapping[StepName, Task]


def run_step(step: StepName, attempt: Attempt, parts: Analysis) -> None:
    """Perform the step and keep what it brought; raises its failure, which is kept too."""
    stores, (record_id, number) = parts.stores, (attempt.record_id, attempt.number)
    announce = partial(stores.records.set_step, record_id, step)
    record = recorded(stores, record_id)
    forget_result(stores.media, record_id, number, step)
    announce(StepProgress(status="running"))
    began_s = time.monotonic()
    try:
        brought = timed(step, lambda: _work(step, attempt, parts, record))
    except Exception as error:
        _keep(step, attempt, stores, failed(step, error, began_s))
        raise
    _keep(step, attempt, stores, brought)


def finish(attempt: Attempt, parts: Analysis, stopped: Mapping[StepName, StepOutcome]) -> None:
    """Write the report and the record from what the steps brought; nothing happens when the record was deleted.

    `stopped`: how the steps ended that could not say so themselves, because they were stopped from outside; their
    seconds count from the begin of the analysis.
    """
    stores = parts.stores
    record = recorded(stores, attempt.record_id)

    def kept(step: StepName, so_far: Results) -> Results:
        if step == "update_record":
            return so_far
        brought = kept_result(stores.media, attempt.record_id, attempt.number, step)
        return so_far.joined(brought or Results.of(step, _less(stopped.get(step, NEVER_RAN), so_far)))

    results = analyse(lambda branches: [run_branch(branch, kept) for branch in branches], kept)
    try:
        report_files(parts.job_of(record), results, space_of(stores, record))
        stores.records.finish_attempt(attempt.record_id, attempt.number, finished_fields(record, results))
    finally:
        sweep_if_deleted(stores, attempt.record_id)


NEVER_RAN = StepOutcome(
    status="failed", seconds=0.0, reason="This step was stopped before it brought anything.", code="not_run"
)


def _less(outcome: StepOutcome, earlier: Results) -> StepOutcome:
    """The outcome without the time of the steps before it."""
    before_s = sum(ended.seconds for ended in earlier.outcomes.values())
    return outcome.model_copy(update={"seconds": round(max(0.0, outcome.seconds - before_s), 3)})


def _work(step: StepName, attempt: Attempt, parts: Analysis, record: Record) -> Frozen:
    so_far = _before(step, attempt, parts.stores)
    announce = parts.stores.records.set_step
    progress = announced(step, lambda name, state: announce(attempt.record_id, name, state))
    space = space_of(parts.stores, record)
    return parts.tasks[step](parts.job_of(record), parts.engines(), space, so_far, progress)


def _before(step: StepName, attempt: Attempt, stores: Stores) -> Results:
    """What the earlier steps of the branch brought."""
    branch = next(branch for branch in BRANCHES if step in branch)
    results = Results()
    for earlier in branch[: branch.index(step)]:
        results = results.joined(kept_result(stores.media, attempt.record_id, attempt.number, earlier) or Results())
    return results


def _keep(step: StepName, attempt: Attempt, stores: Stores, brought: Results) -> None:
    keep_result(stores.media, attempt.record_id, attempt.number, step, brought)
    stores.records.set_step(attempt.record_id, step, as_progress(brought.outcomes[step]))
    sweep_if_deleted(stores, attempt.record_id)


def recorded(stores: Stores, record_id: str) -> Record:
    """The record; raises NotFoundError when it was deleted."""
    record = stores.records.get(record_id)
    if record is None or record.recording is None:
        raise NotFoundError("The record was deleted while it was being analysed.")
    return record


def space_of(stores: Stores, record: Record) -> StoreWorkspace:
    """The files of the record."""
    assert record.recording is not None
    return StoreWorkspace(stores.media, record.record_id, record.recording)
