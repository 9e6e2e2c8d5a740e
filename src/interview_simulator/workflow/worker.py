"""The workflow of a worker: it analyses what waits in the queues, and takes over from workers that are no more.

DBOS recovers the work of an executor when it is told to (without its Conductor nobody tells it), and refuses every
write of an execution that is not the newest of its workflow. What DBOS does not know of is refused here: a record by
the worker's fence, in the transaction that writes it; files go into a folder of each worker's own.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event

from dbos import DBOS, DBOSClient, SetWorkflowID, WorkflowHandle, WorkflowStatus
from dbos._dbos import _get_dbos_instance

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.keys import artefacts_prefix
from interview_simulator.domain.record import Record, StepName
from interview_simulator.domain.results import Results
from interview_simulator.errors import WorkerGivenUpError
from interview_simulator.log import through_ours
from interview_simulator.stores.records.database import LEFT_OPEN_S, LIVELY
from interview_simulator.stores.workers.store import Workers
from interview_simulator.workflow.attempts import Stores
from interview_simulator.workflow.durable import ORDER_VERSION, QUEUE, DurableWorkflow, patiently, workflow_id
from interview_simulator.workflow.fair_order import UNFINISHED
from interview_simulator.workflow.job import Engines, Job
from interview_simulator.workflow.pipeline import BRANCHES, Perform
from interview_simulator.workflow.queued import client
from interview_simulator.workflow.queues import ADMIT, BEGUN, Shares, branch_queue, enqueue, serve_in_turn

TAKEN_AT_ONCE = 100
log = logging.getLogger(__name__)


class WorkerWorkflow(DurableWorkflow):
    """One of several that analyse. DBOS allows one of them in a process."""

    def __init__(
        self,
        worker_id: str,
        database_url: str,
        stores: Stores,
        engines: Engines,
        job_of: Callable[[Record], Job],
        shares: Shares,
        abilities: Sequence[str],
    ) -> None:
        super().__init__(database_url, stores, engines, job_of, shares.at_once)
        self._shares, self._abilities, self._folder = shares, abilities, f"{worker_id}/"
        self._config["executor_id"] = worker_id
        self._config["sys_db_idle_transaction_timeout_sec"] = LEFT_OPEN_S
        self._config["db_engine_kwargs"] = {"connect_args": dict(LIVELY)}
        self._client: DBOSClient | None = None
        self._worker_id, self._idle = worker_id, frozenset[str]()

    def launch(self) -> None:
        """Begin to take work."""
        self._client = client(self._database_url, self._shares, self._abilities)
        DBOS(config=self._config)
        through_ours("dbos")
        self._register()
        DBOS.listen_queues([QUEUE, BEGUN, *map(branch_queue, self._abilities)])
        serve_in_turn(ORDER_VERSION, self._shares.per_account)
        DBOS.launch()

    def close(self) -> None:
        """Stop at the end of the running steps; others go on behind them."""
        super().close()
        if self._client is not None:
            self._client.destroy()

    def take_over(self, workers: Workers) -> None:
        """Make what workers left that are no more available again; may be repeated, and done by several at once."""
        running = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        alive = workers.alive()  # behind the list: who runs something was registered before
        left = {str(work.executor_id) for work in running} - {worker.id for worker in alive}
        if left:
            log.warning("taking over from %s", ", ".join(sorted(left)))
            DBOS._recover_pending_workflows(sorted(left))
        self._give_back([work for work in running if work.executor_id == self._worker_id])
        versions = {each["version_name"] for each in DBOS.list_application_versions()}
        for version in sorted(versions - {worker.version for worker in alive} - {ORDER_VERSION}):
            self._begin_anew(version)

    def _give_back(self, mine: Sequence[WorkflowStatus]) -> None:
        """What this worker has claimed and does not run, at two looks: the claim's answer was lost on the way."""
        active = set(_get_dbos_instance()._active_workflows_set.activeList())
        idle = {work.workflow_id: work.queue_name for work in mine if work.workflow_id not in active}
        for name in self._idle & idle.keys():
            log.warning("giving %s back, which was claimed and never begun", name)
            DBOS.resume_workflow(name, queue_name=idle[name])
        self._idle = frozenset(idle) - self._idle

    def _begin_anew(self, version: str) -> None:
        """What only workers of another version could go on with, and none of them lives, begins again as ours."""
        left: list[WorkflowStatus] = DBOS.list_workflows(
            status=UNFINISHED,
            name=ADMIT,
            app_version=version,
            limit=TAKEN_AT_ONCE,
            load_input=False,
            load_output=False,
        )
        for work in left:
            record_id, _, attempt = work.workflow_id.rpartition("-")
            record = self._stores.records.get(record_id)
            if record is not None and record.attempt == int(attempt) and record.status == "analysing":
                self._enqueue_next(record)
            assert self._client is not None  # launched
            self._client.cancel_workflow(work.workflow_id, cancel_children=True)

    def _enqueue_next(self, record: Record) -> None:
        """Queued first: killed between the two, the analysis begins the attempt."""
        assert self._client is not None  # launched
        attempt = record.attempt + 1
        enqueue(self._client, record, attempt)
        self._stores.records.begin_attempt(record.record_id, record.attempt)

    def _register(self) -> None:
        super()._register()

        @DBOS.workflow(name=ADMIT)
        def admit(record_id: str, attempt: int) -> None:
            with SetWorkflowID(f"{workflow_id(record_id, attempt)}-analysis"):
                analysis = DBOS.enqueue_workflow(BEGUN, self._analyse, record_id, attempt)
            analysis.get_result()

    def _performer(self, record_id: str, attempt: int) -> Perform:
        """The attempt has begun in any case, whatever became of the process that queued it."""
        with self._owning():
            patiently(lambda: self._stores.records.begin_attempt(record_id, attempt - 1))
        return super()._performer(record_id, attempt)

    @contextmanager
    def _owning(self) -> Iterator[None]:
        """Whoever was given up stops where it is, until it begins anew.

        As long as nobody has taken the work over, DBOS would still keep an error as how it ended.
        """
        try:
            yield
        except WorkerGivenUpError as error:
            log.warning("%s", error)
            Event().wait()

    def _begin_branch(
        self, branch: Callable[[str, int, int], str], record_id: str, attempt: int, number: int
    ) -> WorkflowHandle[str]:
        return DBOS.enqueue_workflow(self._shares.queue_of(BRANCHES[number]), branch, record_id, attempt, number)

    def _work(self, record_id: str, attempt: int, step: StepName, so_far: Results) -> Frozen | None:
        if step != "update_record":
            return super()._work(record_id, attempt, step, so_far)
        record = patiently(lambda: self._stores.records.get(record_id))
        if record is not None and record.attempt == attempt and record.status != "analysing":
            return None  # its end was written, but not that it was
        super()._work(record_id, attempt, step, so_far)
        self._remove_superseded(record_id, so_far)
        return None

    def _remove_superseded(self, record_id: str, results: Results) -> None:
        """Files that another worker made which did not come to its end with them."""
        prefix = artefacts_prefix(record_id)
        kept = {self._folder, *(f"{path.parent.as_posix()}/" for path in results.files)}
        for key in self._stores.media.keys(prefix):
            folder, slash, _ = key.removeprefix(prefix).partition("/")
            if slash and folder + slash not in kept:
                self._stores.media.delete(key)
