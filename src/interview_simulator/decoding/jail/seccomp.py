"""Which calls of the kernel this process may make, by a filter: https://man7.org/linux/man-pages/man2/seccomp.2.html.

What is not allowed fails with EPERM: sockets, programs, processes, other processes' memory and signals to them.
"""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterator, Sequence

from interview_simulator.decoding.jail.syscalls import ALLOWED, CONDITIONAL
from interview_simulator.decoding.jail.system import prctl

NAME = "seccomp"
PR_GET_SECCOMP, PR_SET_SECCOMP, MODE_FILTER = 21, 22, 2
ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
"""The kernel's number, and the column of the table."""
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
"""Instructions of the filter's machine."""
ALLOW, FAIL = 0x7FFF0000, 0x00050000
NUMBER_AT, ARCHITECTURE_AT, ARGUMENTS_AT = 0, 4, 16
X32 = 0x40000000
"""Calls of x86_64 with another number, which a filter must not forget."""
THREAD = 0x10000
SMALL = {
    "ioctl": (1, (0x5401, 0x5421, 0x5451, 0x541B)),
    "fcntl": (1, (0, 1, 2, 3, 4, 5, 6, 7, 1030)),
    "prctl": (0, (15,)),
}
"""The argument that decides, and its values: what Python asks of files and sockets, locks, and the thread's name."""
Instruction = tuple[int, int, int, int]


def is_there() -> bool:
    """Whether the kernel has it, and this architecture's numbers are known."""
    try:
        return prctl(PR_GET_SECCOMP) == 0 and platform.machine() in ARCHITECTURES and struct.calcsize("P") == 8
    except OSError:
        return False


def restrict() -> None:
    """From now on this process makes no other calls."""
    filtered = b"".join(struct.pack("=HBBI", *one) for one in program(platform.machine(), os.getpid()))
    code = ctypes.create_string_buffer(filtered, len(filtered))
    described = struct.pack("HxxxxxxP", len(filtered) // 8, ctypes.addressof(code))
    prctl(PR_SET_SECCOMP, MODE_FILTER, ctypes.c_char_p(described))


def program(machine: str, pid: int) -> Sequence[Instruction]:
    """The filter's instructions: operation, where to go on when it holds and when not, and a number."""
    architecture, column = ARCHITECTURES[machine]
    return [
        (LOAD, 0, 0, ARCHITECTURE_AT),
        *_unless(EQUAL, architecture, _fail(errno.EPERM)),
        (LOAD, 0, 0, NUMBER_AT),
        *_when(AT_LEAST, X32, _fail(errno.EPERM)),
        *(one for numbers in ALLOWED.values() for one in _allowed(numbers[column])),
        *(
            one
            for name, numbers in CONDITIONAL.items()
            for one in _when(EQUAL, numbers[column], [*_condition(name, pid), *_fail(errno.EPERM)])
        ),
        *_fail(errno.EPERM),
    ]


def _allowed(number: int | None) -> Iterator[Instruction]:
    if number is not None:
        yield from _when(EQUAL, number, [(RETURN, 0, 0, ALLOW)])


def _condition(name: str, pid: int) -> list[Instruction]:
    """Allows the call where its arguments are harmless; goes on behind it where they are not."""
    allow = [(RETURN, 0, 0, ALLOW)]
    match name:
        case "clone3":
            return _fail(errno.ENOSYS)  # its flags lie in memory; C libraries then take `clone`
        case "clone":
            return [_argument(0), *_when(ANY_BIT, THREAD, allow)]
        case "tgkill":
            return [_argument(0), *_when(EQUAL, pid, allow)]
        case "prlimit64" | "sendto":
            pointer = 2 if name == "prlimit64" else 4
            upper = [_argument(pointer, upper=True), *_when(EQUAL, 0, allow)]
            return [_argument(pointer), *_when(EQUAL, 0, upper)]
        case _:
            place, values = SMALL[name]
            return [_argument(place), *(one for value in values for one in _when(EQUAL, value, allow))]


def _argument(place: int, *, upper: bool = False) -> Instruction:
    return LOAD, 0, 0, ARGUMENTS_AT + 8 * place + (4 if upper else 0)


def _when(operation: int, number: int, then: Sequence[Instruction]) -> list[Instruction]:
    return [(operation, 0, len(then), number), *then]


def _unless(operation: int, number: int, then: Sequence[Instruction]) -> list[Instruction]:
    return [(operation, len(then), 0, number), *then]


def _fail(error: int) -> list[Instruction]:
    return [(RETURN, 0, 0, FAIL | error)]
