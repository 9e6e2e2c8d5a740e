"""Calls of the kernel that Python has no function for."""

import ctypes
import os
from typing import Any

PR_GET_DUMPABLE, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 3, 4, 38


def prctl(option: int, *arguments: Any) -> int:
    """See prctl(2); raises OSError, also where there is none."""
    return _called("prctl", option, *[*arguments, 0, 0, 0, 0][:4])


def syscall(number: int, *arguments: Any) -> int:
    """See syscall(2); raises OSError, also where there is none."""
    return _called("syscall", number, *arguments)


def _called(name: str, *arguments: Any) -> int:
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        raise OSError(f"this system has no {name}")
    function.restype = ctypes.c_long
    ctypes.set_errno(0)
    given = [ctypes.c_ulong(one) if isinstance(one, int) else one for one in arguments]
    result = int(function(*given))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{name}: {os.strerror(error)}")
    return result


def give_up_privileges() -> None:
    """No program that is begun from here may get more rights; what follows needs that."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def keep_memory_private() -> None:
    """Processes of the same user may not read this one's memory and environment; does nothing outside Linux."""
    try:
        prctl(PR_SET_DUMPABLE, 0)
    except OSError:
        return
