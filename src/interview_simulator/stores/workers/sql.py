"""Workers in the records' database, on PostgreSQL."""

from datetime import timedelta

import sqlalchemy as sa

from interview_simulator.errors import WorkerGivenUpError
from interview_simulator.stores.records.database import Fence, opened, transaction
from interview_simulator.stores.records.schema import WORKERS
from interview_simulator.stores.workers.store import Worker

REMEMBERED = timedelta(days=1)
"""Those that are no more are forgotten after this long."""


class SqlWorkers:
    """Workers in the database at `url`, given up after `silent_s` without a sign of life."""

    def __init__(self, url: str, silent_s: float) -> None:
        self._engine, self._silent = opened(url), timedelta(seconds=silent_s)

    def register(self, worker: Worker) -> None:
        """It lives from now on."""
        with transaction(self._engine) as connection:
            connection.execute(sa.delete(WORKERS).where(WORKERS.c.lost < sa.func.now() - REMEMBERED))
            connection.execute(sa.insert(WORKERS).values(**worker.model_dump(), beat=sa.func.now()))

    def beat(self, worker_id: str) -> bool:
        """A sign of life."""
        return self._note(worker_id, beat=sa.func.now())

    def leave(self, worker_id: str) -> None:
        """It has ended."""
        self._note(worker_id, lost=sa.func.now())

    def give_up(self) -> list[str]:
        """Give up those that were silent for too long; who is writing at this moment gets another one."""
        silent = sa.select(WORKERS.c.id).where(WORKERS.c.lost.is_(None), WORKERS.c.beat < sa.func.now() - self._silent)
        with transaction(self._engine) as connection:
            found = list(connection.scalars(silent.with_for_update(skip_locked=True)))
            connection.execute(sa.update(WORKERS).where(WORKERS.c.id.in_(found)).values(lost=sa.func.now()))
        return found

    def alive(self) -> list[Worker]:
        """Those that were not given up and have not left."""
        query = sa.select(WORKERS.c.id, WORKERS.c.version).where(WORKERS.c.lost.is_(None)).order_by(WORKERS.c.id)
        with transaction(self._engine) as connection:
            return [Worker(id=row.id, version=row.version) for row in connection.execute(query)]

    def _note(self, worker_id: str, **values: object) -> bool:
        living = sa.update(WORKERS).where(WORKERS.c.id == worker_id, WORKERS.c.lost.is_(None))
        with transaction(self._engine) as connection:
            return connection.execute(living.values(**values)).rowcount == 1


def fence(worker_id: str) -> Fence:
    """Refuses the transactions of a worker that was given up, in the transaction itself, with WorkerGivenUpError.

    The shared lock on its row lets it beat meanwhile, and lets whoever gives it up wait for the end.
    """
    living = sa.select(WORKERS.c.id).where(WORKERS.c.id == worker_id, WORKERS.c.lost.is_(None))
    locked = living.with_for_update(read=True, key_share=True)

    def require(connection: sa.Connection) -> None:
        if connection.scalar(locked) is None:
            raise WorkerGivenUpError("This worker was taken for dead, and its work goes on elsewhere; it begins anew.")

    return require
