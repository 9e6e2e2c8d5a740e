"""What is known of the workers of an installation on many machines."""

from typing import Protocol

from interview_simulator.domain.frozen import Frozen


class Worker(Frozen):
    """A process that analyses."""

    id: str
    version: str
    """Of the order of the steps that it knows."""


class Workers(Protocol):
    """Signs of life, by the clock of the store. Who was given up once never lives again."""

    def register(self, worker: Worker) -> None:
        """It lives from now on."""
        ...

    def beat(self, worker_id: str) -> bool:
        """A sign of life; False when it was given up."""
        ...

    def leave(self, worker_id: str) -> None:
        """It has ended; nothing happens when it was given up."""
        ...

    def give_up(self) -> list[str]:
        """Give up those that were silent for too long; each is told to one caller.

        What they were writing at that moment is written before this returns, and nothing of theirs later.
        """
        ...

    def alive(self) -> list[Worker]:
        """Those that were not given up and have not left."""
        ...
