"""What a command costs: time, CPU time and memory of its process and of all that it starts."""

import os
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import psutil

RESTS = 50
"""Times as long as a look at the memory took is waited before the next: it takes a fiftieth of one core."""
POLLED_S = 0.05


@dataclass(frozen=True)
class Cost:
    """`seconds` by the clock; `cpu_s` of all processes; `peak_bytes`: the most that they held at once."""

    seconds: float
    cpu_s: float
    peak_bytes: int

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.cpu_s:.1f} CPU-s, peak {self.peak_bytes / 1e9:.2f} GB"


def cost_of(command: Sequence[str]) -> Cost:
    """Run to its end. Memory is looked at now and then, which costs as well; `ru_maxrss` begins with what this has.

    Raises:
        subprocess.CalledProcessError: It failed.
    """
    began_s, peak_bytes, due_s = time.monotonic(), 0, 0.0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    family = psutil.Process(process.pid)
    while True:
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        if (now_s := time.monotonic()) >= due_s:
            peak_bytes = max(peak_bytes, held_bytes(family))
            due_s = time.monotonic() + RESTS * (time.monotonic() - now_s)
        time.sleep(POLLED_S)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return Cost(time.monotonic() - began_s, used.ru_utime + used.ru_stime, peak_bytes)


def held_bytes(process: psutil.Process) -> int:
    """Proportional set sizes of a process and its descendants, summed: what they share counts once."""
    total = 0
    with suppress(psutil.NoSuchProcess):
        for member in [process, *process.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                total += member.memory_full_info().pss
    return total
