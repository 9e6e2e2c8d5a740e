"""The queues of an installation on many machines.

Analyses wait to be admitted in one queue, a partition for each account, so that a batch of one person leaves room for
the others; accounts are admitted in turn (`fair_order.py`). One that was admitted goes on in the queue BEGUN, first
come first served, so that what a dead worker left does not wait behind what has not begun. What it does itself is
little: it has its branches done, each by a worker that can do what the branch needs, and writes the report. So there
is a queue of branches for each ability of a worker.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Literal

import sqlalchemy as sa
from dbos import DBOSClient, EnqueueOptions
from dbos._queue import QueueRateLimit
from dbos._sys_db import SystemDatabase

from interview_simulator.domain.record import Record
from interview_simulator.workflow.durable import ORDER_VERSION, QUEUE, QUEUE_POLLING_S, next_turn, workflow_id
from interview_simulator.workflow.fair_order import account_of
from interview_simulator.workflow.pipeline import BRANCHES, Branch

APPLICATION = "interview-simulator"
ADMIT = "admit"
"""Name of the workflow that is admitted and lasts as long as the analysis below it."""
BEGUN = "begun"
BRANCHES_AT_ONCE = len(BRANCHES)
"""Of each analysis."""
PLAIN = "cpu"
"""What every worker can do that was not told otherwise."""
NEVER_REACHED = QueueRateLimit(limit=1_000_000, period=1.0)
"""Of an account's analyses. Where an account has one place and no such limit, DBOS asks nobody whose turn it is."""
_QUEUEING = Lock()
"""One at a time, or several of an account would get the same turn."""


@dataclass(frozen=True)
class Shares:
    """How the work is shared out; the same for all processes of an installation."""

    at_once: int
    """Analyses that a worker has under way."""
    per_account: int
    """Analyses that one account has under way, with all workers together."""
    video_needs: str = PLAIN
    speech_needs: str = PLAIN
    """What a worker must be able to do for that branch."""

    def queue_of(self, branch: Branch) -> str:
        """The queue in which this branch waits."""
        return branch_queue(self.video_needs if "convert_video" in branch else self.speech_needs)


def branch_queue(ability: str) -> str:
    """The queue of the branches that need this ability."""
    return f"branches-{ability}"


def enqueue(client: DBOSClient, record: Record, attempt: int) -> None:
    """Let an attempt wait to be analysed; one that waits already does not wait twice."""
    account = account_of(record)
    with _QUEUEING:
        options = EnqueueOptions(
            workflow_name=ADMIT,
            queue_name=QUEUE,
            workflow_id=workflow_id(record.record_id, attempt),
            app_version=ORDER_VERSION,
            queue_partition_key=account,
            priority=next_turn(client, account),
            application_name=APPLICATION,
        )
        client.enqueue(options, record.record_id, attempt)


def serve_in_turn(version: str, per_account: int) -> None:
    """Let DBOS ask here whose work is next; of all accounts it would take one at random, and it has no setting for it.

    An account that has as many analyses under way as it may is left out. Called before DBOS is launched.
    """

    def next_account(system: SystemDatabase, queue_name: str) -> list[str]:
        work = system.tables.workflow_status
        of_queue, account = work.c.queue_name == queue_name, work.c.queue_partition_key
        running = sa.select(account).where(of_queue, work.c.status == "PENDING", account.is_not(None))
        full = running.group_by(account).having(sa.func.count() >= per_account)
        found = (
            sa.select(account)
            .where(of_queue, work.c.status == "ENQUEUED", work.c.application_version == version)
            .where(account.not_in(full))
            .order_by(work.c.priority, work.c.created_at)
            .limit(1)
        )
        with system.engine.begin() as connection:
            return list(connection.scalars(found))

    SystemDatabase.get_queue_partitions = next_account  # type: ignore[method-assign, assignment]


def register(
    client: DBOSClient, shares: Shares, abilities: Sequence[str], on_conflict: Literal["always_update", "never_update"]
) -> None:
    """Make the queues known, or change their limits."""
    client.register_queue(
        QUEUE,
        worker_concurrency=shares.at_once,
        partition_concurrency=shares.per_account,
        partition_limiter=NEVER_REACHED,
        polling_interval_sec=QUEUE_POLLING_S,
        on_conflict=on_conflict,
        application_name=APPLICATION,
    )
    client.register_queue(
        BEGUN, polling_interval_sec=QUEUE_POLLING_S, on_conflict=on_conflict, application_name=APPLICATION
    )
    for queue in {*(shares.queue_of(branch) for branch in BRANCHES), *map(branch_queue, abilities)}:
        client.register_queue(
            queue,
            worker_concurrency=BRANCHES_AT_ONCE * shares.at_once,
            polling_interval_sec=QUEUE_POLLING_S,
            on_conflict=on_conflict,
            application_name=APPLICATION,
        )
