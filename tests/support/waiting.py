"""Waiting for what nothing tells of."""

import time
from collections.abc import Callable


def until(met: Callable[[], bool], within_s: float = 20.0) -> None:
    """Ask again and again until it is so."""
    deadline_s = time.monotonic() + within_s
    while not met():
        assert time.monotonic() < deadline_s, f"not met within {within_s} s"
        time.sleep(0.02)
