"""How much a worker may use before it is ended."""

import os
import resource
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of one worker."""

    memory_bytes: int
    """What it allocates, its stacks among it; files that are mapped do not count."""
    cpu_s: int
    quiet_s: float
    """Without a sign of progress for this long it counts as hung."""
    niceness: int = 10
    """By default a worker uses what CPU requests leave."""

    def impose(self) -> None:
        """Bind this process, which cannot free itself again.

        RLIMIT_DATA and not RLIMIT_AS: what a library reserves and never touches would count there, and that grows
        with the number of cores.
        """
        os.setpriority(os.PRIO_PROCESS, 0, max(self.niceness, os.getpriority(os.PRIO_PROCESS, 0)))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (self.memory_bytes, self.memory_bytes))
        resource.setrlimit(resource.RLIMIT_CPU, (self.cpu_s, self.cpu_s + 1))  # at the second one there is no SIGXCPU
