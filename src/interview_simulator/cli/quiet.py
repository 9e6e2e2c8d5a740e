"""What reaches the terminal: our own lines; those of libraries only where INTERVIEW_SIMULATOR_LOG_LEVEL is DEBUG."""

import faulthandler
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def libraries_quiet() -> Iterator[None]:
    """Keep from the terminal what libraries log, and what C and C++ write to the standard error by themselves.

    Inside the `with` descriptor 2, to which they write, leads to the null device; `sys.stderr` goes on to where it led
    before, so that our log lines, tracebacks and the report of a crash are seen.
    """
    from interview_simulator import log
    from interview_simulator.settings import Settings

    if Settings().log_level == "DEBUG":
        yield
        return
    python, terminal = sys.stderr, os.dup(2)
    sys.stderr = os.fdopen(terminal, "w", buffering=1, encoding=python.encoding, errors=python.errors, closefd=False)
    faulthandler.enable(sys.stderr)
    log.configure_plain()
    _lead_to_nowhere(2)
    try:
        yield
    finally:
        os.dup2(terminal, 2)
        sys.stderr = python


def _lead_to_nowhere(descriptor: int) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
