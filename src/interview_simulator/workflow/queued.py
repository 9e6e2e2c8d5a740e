"""The workflow of an API process whose analyses are done by workers, on whatever machines."""

from collections.abc import Sequence

from dbos import DBOS, DBOSClient

from interview_simulator.domain.record import Record
from interview_simulator.log import through_ours
from interview_simulator.stores.records.database import answering
from interview_simulator.workflow.attempts import Stores, adopt_uploads, repeatable
from interview_simulator.workflow.durable import forget_attempts
from interview_simulator.workflow.queues import APPLICATION, Shares, enqueue, register


class QueuedWorkflow:
    """Puts analyses into the queue, and does none."""

    def __init__(self, database_url: str, stores: Stores, shares: Shares) -> None:
        self._database_url, self._stores, self._shares = database_url, stores, shares
        self._client: DBOSClient | None = None

    def launch(self) -> None:
        """Queue what was uploaded but never begun."""
        through_ours("dbos")
        self._client = client(self._database_url, self._shares)
        adopt_uploads(self._stores)
        for record in reversed(self._stores.records.list_by_status("waiting")):
            if record.recording is not None and record.attempt == 0:
                self._begin(record)

    def close(self) -> None:
        """Let go of the database."""
        if self._client is not None:
            self._client.destroy()

    def start(self, record_id: str) -> None:
        """Analyse the recording of this record, unless that was asked for before."""
        record = self._stores.records.get(record_id)
        if record is not None and record.attempt == 0:
            self._begin(record)

    def retry(self, record_id: str) -> None:
        """Analyse again from the beginning."""
        self._begin(repeatable(self._stores.records, record_id))

    def cancel(self, record_id: str) -> None:
        """Stop every analysis of this record and forget what its steps brought."""
        record = self._stores.records.get(record_id)
        if record is not None:
            forget_attempts(self._database_url, record)

    def _begin(self, record: Record) -> None:
        """Queued first: killed between the two, the worker begins the attempt."""
        assert self._client is not None  # launched
        attempt = record.attempt + 1
        with answering(self._database_url):
            enqueue(self._client, record, attempt)
        self._stores.records.begin_attempt(record.record_id, record.attempt)


def client(database_url: str, shares: Shares, abilities: Sequence[str] | None = None) -> DBOSClient:
    """A client of DBOS with the queues there; a worker, which names its abilities, sets their limits."""
    with answering(database_url):
        DBOS.migrate(database_url)
        made = DBOSClient(system_database_url=database_url, application_name=APPLICATION, retry_connection_errors=False)
        register(made, shares, abilities or (), "never_update" if abilities is None else "always_update")
    return made
