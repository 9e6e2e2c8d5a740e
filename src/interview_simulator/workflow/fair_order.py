"""In which order analyses are served, so that accounts take turns: start-time fair queuing.

Each analysis gets a number when it is queued, and the lowest number is served first; of the same number, the one that
came first. An account's numbers rise by one with each analysis that it has waiting, and begin where the queue is. So
whoever sends ten recordings at once waits for the second until everybody else has been served once, and whoever sends
one after the other has no advantage over them.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Protocol

from interview_simulator.domain.address import canonical
from interview_simulator.domain.record import Record

FIRST = 1
"""DBOS' smallest priority that can be asked for."""
UNFINISHED = ["ENQUEUED", "PENDING"]


def account_of(record: Record) -> str:
    """Whose the analysis is, without telling who that is; without an address each record is its own."""
    whose = canonical(record.email) if record.email else f"record {record.record_id}"
    return sha256(whose.encode()).hexdigest()[:16]


class Queued(Protocol):
    """What is read of a workflow that waits or runs."""

    @property
    def status(self) -> str: ...
    @property
    def priority(self) -> int | None: ...
    @property
    def queue_partition_key(self) -> str | None: ...


def turn(account: str, unfinished: Iterable[Queued]) -> int:
    """Return the number of this account's next analysis, beside those that wait or run. Pure."""
    own: list[int] = []
    begun: list[int] = []
    waiting: list[int] = []
    for work in unfinished:
        number = work.priority or FIRST
        (begun if work.status == "PENDING" else waiting).append(number)
        if work.queue_partition_key == account:
            own.append(number)
    where_the_queue_is = max(begun) if begun else min(waiting, default=FIRST)
    return max(where_the_queue_is, max(own) + 1 if own else FIRST)
