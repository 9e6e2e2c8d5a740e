"""The environment of this process changes only before its threads begin.

Engines read it while they run (`getenv`). Where it grows beside that (`putenv`), C leaves open what happens; it has
ended a server.
"""

import ctypes
import gc
from contextlib import suppress
from functools import cache
from importlib import import_module

from interview_simulator.libraries import missing_library_told

M_ARENA_MAX = -8
"""A parameter of glibc's mallopt(3)."""
ARENAS = 2
"""By default there may be eight for each core, and what one thread has freed no other takes: in a quarter of an hour of
mixed load a server grew by a tenth; with two arenas it does not."""


def settle() -> None:
    """Set how memory is shared out, import what changes the environment, and let the embedder set what it needs.

    NumPy sets a variable of OpenBLAS; OpenCV, which MediaPipe brings, sets those of Qt.

    Raises:
        LibraryMissingError: OpenCV does not load on this machine.
    """
    from interview_simulator import embeddings

    few_arenas()
    with missing_library_told():
        import_module("cv2")
    embeddings.one_thread()


def few_arenas() -> None:
    """Threads that come later share what memory there is; other C libraries than glibc have no such setting."""
    with suppress(AttributeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)


@cache
def keep_what_is_loaded() -> None:
    """Whatever the process holds now it holds for good, so that the search for cyclic garbage passes it over.

    The libraries of an analysis are 300,000 objects: going through them stops all threads for a quarter of a second.
    """
    gc.collect()
    gc.freeze()
