"""The queues of an installation on many machines.

Analyses wait to be admitted in one queue, a partition for each account, so that a batch of one person leaves room for
the others. One that was admitted goes on in the queue BEGUN, first come first served, so that what a dead worker left
does not wait behind what has not begun. What it does itself is little: it has its branches done, each by a worker that
can do what the branch needs, and writes the report. So there is a queue of branches for each ability of a worker.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from dbos import DBOSClient, EnqueueOptions

from interview_simulator.domain.address import canonical
from interview_simulator.domain.record import Record
from interview_simulator.workflow.durable import ORDER_VERSION, QUEUE, QUEUE_POLLING_S, workflow_id
from interview_simulator.workflow.pipeline import BRANCHES, Branch

APPLICATION = "interview-simulator"
ADMIT = "admit"
"""Name of the workflow that is admitted and lasts as long as the analysis below it."""
BEGUN = "begun"
BRANCHES_AT_ONCE = len(BRANCHES)
"""Of each analysis."""
PLAIN = "cpu"
"""What every worker can do that was not told otherwise."""


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


def waiting(record: Record, attempt: int) -> EnqueueOptions:
    """How an attempt waits to be analysed; one that waits already does not wait twice."""
    return EnqueueOptions(
        workflow_name=ADMIT,
        queue_name=QUEUE,
        workflow_id=workflow_id(record.record_id, attempt),
        app_version=ORDER_VERSION,
        queue_partition_key=_account(record),
        application_name=APPLICATION,
    )


def register(
    client: DBOSClient, shares: Shares, abilities: Sequence[str], on_conflict: Literal["always_update", "never_update"]
) -> None:
    """Make the queues known, or change their limits."""
    client.register_queue(
        QUEUE,
        worker_concurrency=shares.at_once,
        partition_concurrency=shares.per_account,
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


def _account(record: Record) -> str:
    """Whose the analysis is, without telling who that is; without an address each record is its own."""
    whose = canonical(record.email) if record.email else f"record {record.record_id}"
    return sha256(whose.encode()).hexdigest()[:16]
