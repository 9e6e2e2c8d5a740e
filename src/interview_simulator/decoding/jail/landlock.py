"""Which files this process may open, by Landlock: https://docs.kernel.org/userspace-api/landlock.html."""

import ctypes
import os
import struct
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from interview_simulator.decoding.jail.system import syscall

NAME = "Landlock"
LEAST_VERSION = 2
"""Linux 5.19; before, no file could be moved from one folder to another."""
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
"""The same numbers on every architecture."""
VERSION_FLAG, PATH_BENEATH = 1, 1
WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in (1, 2, 3, 4, 5))
MAKE_DIR, MAKE_REG, REFER, TRUNCATE = (1 << bit for bit in (7, 8, 13, 14))
WORK = WRITE_FILE | READ_FILE | READ_DIR | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER | TRUNCATE
FILES = {2: 14, 3: 15, 4: 15}
"""How many rights on files a version knows; from version 5 on it is 16."""
CONNECTING, OTHERS = 0b11, 0b11
"""Binding and connecting by TCP (from version 4 on); abstract sockets and signals to others (from version 6 on)."""


def version() -> int:
    """What the kernel has; 0 where it has none."""
    try:
        return syscall(CREATE_RULESET, ctypes.c_void_p(), 0, VERSION_FLAG)
    except OSError:
        return 0


def libraries() -> set[Path]:
    """Where Python's modules and the installed packages lie: some are imported only when they are needed.

    Packages may also lie in the user's folder or in the one of the interpreter that an environment was made with.
    """
    known = sysconfig.get_paths()
    own = [known[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    elsewhere = [place for place in sys.path if Path(place).name in ("site-packages", "dist-packages")]
    return {Path(place) for place in (*own, *elsewhere) if Path(place).is_dir()}


def restrict(reads: Sequence[Path], writes: Sequence[Path]) -> None:
    """From now on this process opens the files `reads`, works in the folders `writes`, and reads installed code."""
    found = version()
    handled = (1 << FILES.get(found, 16)) - 1
    with _ruleset(found, handled) as rules:
        for paths, rights in ((reads, READ_FILE), (writes, WORK), (libraries(), READ_FILE | READ_DIR)):
            for path in paths:
                _allow(rules, path, rights & handled)
        syscall(RESTRICT_SELF, rules, 0)


@contextmanager
def _ruleset(found: int, handled: int) -> Iterator[int]:
    fields = [handled, *([CONNECTING] if found >= 4 else []), *([OTHERS] if found >= 6 else [])]
    attributes = struct.pack(f"={len(fields)}Q", *fields)
    rules = syscall(CREATE_RULESET, ctypes.c_char_p(attributes), len(attributes), 0)
    try:
        yield rules
    finally:
        os.close(rules)


def _allow(rules: int, path: Path, rights: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        syscall(ADD_RULE, rules, PATH_BENEATH, ctypes.c_char_p(struct.pack("=Qi", rights, place)), 0)
    finally:
        os.close(place)
