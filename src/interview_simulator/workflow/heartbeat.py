"""A worker's signs of life, and its watch over the others."""

import logging
import time
from collections.abc import Callable
from threading import Event

from interview_simulator.errors import StoreUnavailableError
from interview_simulator.stores.workers.store import Workers

BEATS = 6
"""Signs of life within the time after which a worker is given up."""
log = logging.getLogger(__name__)


def live(workers: Workers, worker_id: str, silent_s: float, take_over: Callable[[], None], ended: Event) -> bool:
    """Give signs of life until `ended` (True), or until this worker was given up (False).

    Between them others are given up that are silent, and what is left of them is taken over. A worker that was held
    up itself first lets the others beat: when the database was away, all of them were silent.
    """
    every_s, last_s = silent_s / BEATS, time.monotonic()
    while not ended.wait(every_s):
        try:
            if not workers.beat(worker_id):
                return False
            held_up, last_s = time.monotonic() - last_s > silent_s / 2, time.monotonic()
            if not held_up:
                for silent in workers.give_up():
                    log.warning("worker %s gave no sign of life for %s s and was given up", silent, silent_s)
                take_over()
        except StoreUnavailableError as error:
            log.warning("no sign of life could be given: %s", error)
    return True
