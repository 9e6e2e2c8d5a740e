"""What the kernel lets a worker do: read the files that it was given, write into the folders that it was given."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from interview_simulator.decoding.jail import landlock, seccomp
from interview_simulator.decoding.jail.system import give_up_privileges


def confine(reads: Sequence[Path], writes: Sequence[Path]) -> None:
    """Bind this process, which has one thread and cannot free itself again.

    Where the kernel lacks a part (see `lacking`), the others bind.

    Raises:
        OSError: the kernel has a part and refuses it.
    """
    if len(lacking()) == 2:
        return
    give_up_privileges()
    if landlock.NAME not in lacking():
        landlock.restrict(reads, writes)
    if seccomp.NAME not in lacking():
        seccomp.restrict()


@cache
def lacking() -> tuple[str, ...]:
    """What this kernel does not have, by name."""
    parts = ((landlock.NAME, landlock.version() >= landlock.LEAST_VERSION), (seccomp.NAME, seccomp.is_there()))
    return tuple(name for name, there in parts if not there)
