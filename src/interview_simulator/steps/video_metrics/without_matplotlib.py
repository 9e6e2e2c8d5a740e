"""MediaPipe without matplotlib."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def without_matplotlib() -> Iterator[None]:
    """Give MediaPipe an empty module for matplotlib, unless that is loaded: it imports it only to draw landmarks, and
    loading it takes three times as long as all the rest of MediaPipe."""
    if "matplotlib" in sys.modules:
        yield
        return
    empty = {name: ModuleType(name) for name in ("matplotlib", "matplotlib.pyplot")}
    sys.modules.update(empty)
    try:
        yield
    finally:
        for name in empty:
            del sys.modules[name]
