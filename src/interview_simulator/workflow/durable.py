"""Runs the steps with DBOS: what is finished is written down, and after a crash the next start goes on behind it.

One workflow an attempt, `<record_id>-<attempt>`, and one below it for each branch. DBOS refuses a second workflow of
the same name, so a recording that is submitted twice is analysed once.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from threading import Lock
from typing import Any, TypeVar

from dbos import DBOS, DBOSClient, DBOSConfig, SetEnqueueOptions, SetWorkflowID, StepOptions, WorkflowHandle
from dbos import error as dbos_error

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.record import Record, StepName, StepProgress
from interview_simulator.domain.results import Results
from interview_simulator.environment import keep_what_is_loaded
from interview_simulator.errors import InterviewSimulatorError, NotFoundError, StoreUnavailableError
from interview_simulator.log import about, through_ours
from interview_simulator.stores.records.database import answering
from interview_simulator.workflow.attempts import Stores, repeatable, sweep_if_deleted
from interview_simulator.workflow.early.early import Early
from interview_simulator.workflow.early.tasks import tasks_behind
from interview_simulator.workflow.fair_order import UNFINISHED, account_of, turn
from interview_simulator.workflow.finish import finished_fields
from interview_simulator.workflow.job import Engines, Job
from interview_simulator.workflow.old_sqlite import provide_subseconds
from interview_simulator.workflow.perform import announced, perform, timed
from interview_simulator.workflow.pipeline import BRANCHES, Branch, Perform, analyse, run_branch
from interview_simulator.workflow.priority import behind_requests
from interview_simulator.workflow.secure_delete import overwrite_deleted
from interview_simulator.workflow.tasks import TASKS, report_files
from interview_simulator.workflow.workspace import StoreWorkspace

ORDER_VERSION = "1"
"""Raised when the order of the steps changes: DBOS goes on only with workflows of the same version."""
QUEUE = "analyses"
QUEUE_POLLING_S = 0.2
RETRIES = StepOptions(retries_allowed=True, max_attempts=3, interval_seconds=1.0, backoff_rate=2.0)
END_RETRIES = StepOptions(retries_allowed=True, max_attempts=120, interval_seconds=5.0, backoff_rate=1.0)
"""For the last step: what all the others brought is worth ten minutes of waiting for its place."""
ASK_AGAIN_S = 1.0
Result = TypeVar("Result")
log = logging.getLogger(__name__)


class DurableWorkflow:
    """The workflow on one machine. DBOS allows one of them in a process."""

    _folder = ""
    """Where below a record's artefacts this process leaves files."""

    def __init__(
        self,
        database_url: str,
        stores: Stores,
        engines: Engines,
        job_of: Callable[[Record], Job],
        at_once: int,
        early: Early | None = None,
    ) -> None:
        self._stores, self._engines, self._job_of, self._at_once = stores, engines, job_of, at_once
        self._early, self._tasks = early, TASKS if early is None else tasks_behind(early)
        self._database_url, self._queueing = database_url, Lock()
        self._config = DBOSConfig(
            name="interview-simulator",
            system_database_url=database_url,
            application_version=ORDER_VERSION,
            log_level="WARNING",
            enable_otlp=False,
        )

    def launch(self) -> None:
        """Go on with what was left, and begin what has arrived but was never begun."""
        provide_subseconds()
        overwrite_deleted()
        DBOS(config=self._config)
        through_ours("dbos")
        self._register()
        with answering(self._database_url), _errors_told_once():
            DBOS.launch()
            DBOS.register_queue(QUEUE, worker_concurrency=self._at_once, polling_interval_sec=QUEUE_POLLING_S)
        for record in reversed(self._stores.records.list_by_status("waiting", "analysing")):
            self._resume(record)

    def close(self) -> None:
        """Stop at the end of the running steps; the next launch goes on behind them."""
        DBOS.destroy(destroy_registry=True)
        if self._early is not None:
            self._early.close()

    def start(self, record_id: str) -> None:
        """Analyse the recording of this record, unless that was asked for before."""
        self._begin(record_id, after=0)

    def retry(self, record_id: str) -> None:
        """Analyse again from the beginning."""
        self._begin(record_id, after=repeatable(self._stores.records, record_id).attempt)

    def cancel(self, record_id: str) -> None:
        """Stop every analysis of this record and forget what its steps brought.

        It is done in the database, so that it needs no launch: a command may do it, whatever process analyses.
        """
        self._forget_early(record_id)
        record = self._stores.records.get(record_id)
        if record is not None:
            forget_attempts(self._database_url, record)

    def _resume(self, record: Record) -> None:
        if record.recording is not None and record.attempt == 0:
            self._begin(record.record_id, after=0)
        elif record.status == "analysing":
            self._enqueue(record)

    def _begin(self, record_id: str, after: int) -> None:
        record = self._stores.records.begin_attempt(record_id, after)
        if record is not None:
            self._enqueue(record)

    def _enqueue(self, record: Record) -> None:
        """One at a time, or several of an account would get the same turn."""
        account, name = account_of(record), workflow_id(record.record_id, record.attempt)
        with self._queueing, answering(self._database_url):
            options = SetEnqueueOptions(priority=next_turn(DBOS, account), queue_partition_key=account)
            with SetWorkflowID(name), options:
                DBOS.enqueue_workflow(QUEUE, self._analyse, record.record_id, record.attempt)

    def _register(self) -> None:
        """DBOS finds the functions again by these names after a restart."""

        @DBOS.workflow(name="branch")
        def branch(record_id: str, attempt: int, number: int) -> str:
            return run_branch(BRANCHES[number], self._performer(record_id, attempt)).model_dump_json()

        @DBOS.workflow(name="analyse")
        def analyse_record(record_id: str, attempt: int) -> None:
            def side_by_side(branches: Sequence[Branch]) -> Sequence[Results]:
                handles = []
                for number, steps in enumerate(branches):
                    with SetWorkflowID(f"{workflow_id(record_id, attempt)}-{steps[0]}"):
                        handles.append(self._begin_branch(branch, record_id, attempt, number))
                return [Results.model_validate_json(handle.get_result()) for handle in handles]

            analyse(side_by_side, self._performer(record_id, attempt))

        self._analyse = analyse_record

    def _begin_branch(
        self, branch: Callable[[str, int, int], str], record_id: str, attempt: int, number: int
    ) -> WorkflowHandle[str]:
        return DBOS.start_workflow(branch, record_id, attempt, number)

    def _performer(self, record_id: str, attempt: int) -> Perform:
        def announce(step: StepName, progress: StepProgress) -> None:
            if (step, progress.status) != ("update_record", "succeeded"):  # that is written with the record's end
                self._stores.records.set_step(record_id, step, progress)

        def durably(step: StepName, so_far: Results) -> Results:
            with about(record_id=record_id), self._owning():
                return performed(step, so_far)

        def performed(step: StepName, so_far: Results) -> Results:
            def work() -> str:
                with self._owning():  # inside the step as well, or DBOS would write down its error
                    return timed(step, lambda: self._work(record_id, attempt, step, so_far)).model_dump_json()

            results = perform(step, so_far, lambda: _recorded(step, work), announce)
            if step == "update_record":
                if results.outcomes[step].status == "failed":
                    patiently(lambda: self._end(record_id, attempt, {"status": "failed"}))
                keep_what_is_loaded()
            return results

        return durably

    def _owning(self) -> AbstractContextManager[None]:
        """What is done in it is done only while this process may."""
        return nullcontext()

    def _work(self, record_id: str, attempt: int, step: StepName, so_far: Results) -> Frozen | None:
        behind_requests()
        media, records = self._stores.media, self._stores.records
        record = patiently(lambda: records.get(record_id))
        if record is None or record.recording is None:
            raise NotFoundError("The record was deleted while it was being analysed.")
        space = StoreWorkspace(media, record_id, record.recording, self._folder)
        progress = announced(step, lambda name, state: records.set_step(record_id, name, state))
        try:
            job = patiently(lambda: self._job_of(record))
            if step != "update_record":
                return self._tasks[step](job, self._engines, space, so_far, progress)
            report_files(job, so_far, space)
            fields = finished_fields(record, so_far, self._folder)
            patiently(lambda: self._end(record_id, attempt, fields))
            self._forget_early(record_id)
            return None
        finally:
            patiently(lambda: sweep_if_deleted(self._stores, record_id))

    def _end(self, record_id: str, attempt: int, fields: dict[str, Any]) -> None:
        """Written once: where only the answer to the first try was lost, the record has ended already."""
        record = self._stores.records.get(record_id)
        if record is not None and (record.attempt, record.status) == (attempt, "analysing"):
            self._stores.records.finish_attempt(record_id, attempt, fields)

    def _forget_early(self, record_id: str) -> None:
        if self._early is not None:
            self._early.forget(record_id)


@contextmanager
def _errors_told_once() -> Iterator[None]:
    """What DBOS raises it also logs, with its traceback; whoever gets the error tells it."""
    logger = logging.getLogger("dbos")

    def lesser(record: logging.LogRecord) -> bool:
        return record.levelno < logging.ERROR

    logger.addFilter(lesser)
    try:
        yield
    finally:
        logger.removeFilter(lesser)


def workflow_id(record_id: str, attempt: int) -> str:
    """Name of the workflow of an attempt."""
    return f"{record_id}-{attempt}"


def next_turn(workflows: type[DBOS] | DBOSClient, account: str) -> int:
    """The number of this account's next analysis; several of an account that ask at the same time get the same."""
    queued = workflows.list_workflows(queue_name=QUEUE, status=UNFINISHED, load_input=False, load_output=False)
    return turn(account, queued)


def forget_attempts(database_url: str, record: Record) -> None:
    """Stop the record's analyses and forget what their steps brought, whatever process runs them.

    Raises StoreUnavailableError.
    """
    if record.attempt == 0:
        return
    provide_subseconds()
    overwrite_deleted()
    with answering(database_url), ExitStack() as closing:
        client = DBOSClient(system_database_url=database_url)
        closing.callback(client.destroy)
        for attempt in range(1, record.attempt + 1):
            client.cancel_workflow(workflow_id(record.record_id, attempt), cancel_children=True)
            client.delete_workflow(workflow_id(record.record_id, attempt), delete_children=True)


def patiently(work: Callable[[], Result]) -> Result:
    """The work's result, as soon as the database answers.

    Files are asked for a few times and then done without; without the database nothing could be told.
    """
    while True:
        try:
            return work()
        except StoreUnavailableError as error:
            log.warning("the database is waited for: %s", error)
            time.sleep(ASK_AGAIN_S)


def _recorded(step: StepName, work: Callable[[], str]) -> Results:
    """Run the work as a DBOS step: once it has succeeded, a restart reads its result instead of doing it again."""
    retries = END_RETRIES if step == "update_record" else RETRIES
    options = StepOptions(name=step, should_retry=_trying_again_helps, **retries)
    try:
        return Results.model_validate_json(DBOS.run_step(options, work))
    except dbos_error.DBOSMaxStepRetriesExceeded as error:
        raise error.errors[-1] from error


def _trying_again_helps(error: BaseException) -> bool:
    return isinstance(error, InterviewSimulatorError) and not error.permanent
