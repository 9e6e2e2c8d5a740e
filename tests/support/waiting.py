"""Waiting for what nothing tells of, and how long a test has patience.

Patience is no claim about how fast anything is: it ends a test whose wait would never end. A machine that does ten
other things takes many times as long as a quiet one, so there is plenty. A test that holds a time limit of the product
names a bound of its own.
"""

import time
from collections.abc import Callable

PATIENCE_S = 180.0
"""For anything that a quiet machine does within some seconds."""
LONG_PATIENCE_S = 600.0
"""For an analysis, and for servers that start while models are loaded."""


def until(met: Callable[[], bool], within_s: float = PATIENCE_S) -> None:
    """Ask again and again until it is so."""
    deadline_s = time.monotonic() + within_s
    while not met():
        assert time.monotonic() < deadline_s, f"not met within {within_s} s"
        time.sleep(0.02)
