"""An analysis uses what CPU requests leave."""

import os
import threading
from contextlib import suppress

NICENESS = 10
"""A tenth of the share of a thread that answers requests, where both want the CPU."""


def behind_requests() -> None:
    """Lower the priority of this thread and of those that it will start, an engine's among them; on Linux alone.

    Elsewhere the number of a thread would be taken for a process, so nothing is done.
    """
    if os.uname().sysname == "Linux":
        thread = threading.get_native_id()
        with suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, thread, max(NICENESS, os.getpriority(os.PRIO_PROCESS, thread)))
