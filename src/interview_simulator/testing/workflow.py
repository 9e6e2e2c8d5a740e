"""A workflow in the threads of this process."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from interview_simulator.domain.record import Record
from interview_simulator.workflow.attempts import Stores, repeatable, sweep_if_deleted
from interview_simulator.workflow.finish import finished_fields
from interview_simulator.workflow.inline import analyse_here
from interview_simulator.workflow.job import Engines, Job
from interview_simulator.workflow.workspace import StoreWorkspace


class MemoryWorkflow:
    """Analyses one recording after the other; what is unfinished at the end of the process is begun anew."""

    def __init__(self, stores: Stores, engines: Engines, job_of: Callable[[Record], Job]) -> None:
        self._stores, self._engines, self._job_of = stores, engines, job_of
        self._asked: dict[str, Future[None]] = {}

    def launch(self) -> None:
        """Begin to work, with what was left unfinished."""
        self._thread = ThreadPoolExecutor(1)
        for record in self._stores.records.list_by_status("analysing"):
            self._submit(record)

    def start(self, record_id: str) -> None:
        """Analyse the recording of this record, unless that was asked for before."""
        self._begin(record_id, after=0)

    def retry(self, record_id: str) -> None:
        """Analyse again from the beginning."""
        self._begin(record_id, after=repeatable(self._stores.records, record_id).attempt)

    def cancel(self, record_id: str) -> None:
        """Take the record out of the queue; the result of an analysis that has begun is refused."""
        if record_id in self._asked:
            self._asked.pop(record_id).cancel()

    def close(self) -> None:
        """Stop at the end of the running analysis."""
        self._thread.shutdown(cancel_futures=True)

    def _begin(self, record_id: str, after: int) -> None:
        record = self._stores.records.begin_attempt(record_id, after)
        if record is not None:
            self._submit(record)

    def _submit(self, record: Record) -> None:
        self._asked[record.record_id] = self._thread.submit(self._analyse, record.record_id, record.attempt)

    def _analyse(self, record_id: str, attempt: int) -> None:
        records = self._stores.records
        record = records.get(record_id)
        if record is None or record.recording is None:
            return
        space = StoreWorkspace(self._stores.media, record_id, record.recording)
        results = analyse_here(self._job_of(record), self._engines, space, partial(records.set_step, record_id))
        records.finish_attempt(record_id, attempt, finished_fields(record, results))
        sweep_if_deleted(self._stores, record_id)
