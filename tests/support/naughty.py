"""Work that does to its process what a hostile recording may do to a decoder."""

import ctypes
import errno
import os
import pickle
import resource
import signal
import socket
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interview_simulator.decoding.messages import COUNT, SIZE
from interview_simulator.domain.progress import Progress, silent
from interview_simulator.domain.results import ConvertedVideo
from interview_simulator.embeddings import model
from interview_simulator.errors import BadRecordingError


def answer(number: int) -> int:
    return number + 1


def count(most: int) -> Iterator[int]:
    yield from range(most)


def steps(most: int, progress: Progress = silent) -> int:
    for number in range(most):
        progress(number / most)
        time.sleep(0.02)
    return most


def refuse(why: str) -> None:
    raise BadRecordingError(why)


def refuse_behind(most: int) -> Iterator[int]:
    yield from range(most)
    raise BadRecordingError("It breaks off.")


class UnsendableError(Exception):
    """Cannot be made anew from what it shows of itself."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


def raise_unsendable() -> None:
    raise UnsendableError(1, 2)


def crash(*_: object, **__: object) -> None:
    """A real segmentation fault: it reads at address zero."""
    ctypes.string_at(0)


def crash_behind(most: int) -> Iterator[bytes]:
    for _ in range(most):
        yield bytes(1 << 20)
    crash()


def hang(*_: object, **__: object) -> None:
    """Deaf to everything that can be refused, as a loop in C would be."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(60)


def compute(*_: object, **__: object) -> None:
    while True:
        pass


def eat(*_: object, **__: object) -> float:
    eaten = []
    while True:
        eaten.append(np.empty(10_000_000))


def embed_as_it_is(text: str) -> None:
    """The native embedder, without what is done to a text before it."""
    model._model().query(text)


def tell_process() -> int:
    return os.getpid()


def wait_for(folder: Path, name: str) -> None:
    (folder / "began").write_text(str(os.getpid()))
    while not (folder / name).exists():
        time.sleep(0.01)


def write_too_much(folder: Path, **_: object) -> ConvertedVideo:
    with (folder / "playable.webm").open("wb") as file:
        while True:
            file.write(bytes(1 << 20))


def attempt_at(name: str, server: int, outside: str) -> str:
    """Do what a decoder that was taken over would do; returns what came of it."""
    try:
        ATTEMPTS[name](server, Path(outside))
    except OSError as error:
        return f"refused: {errno.errorcode[error.errno or 0]}"
    return "done"


def _free_itself(*_: object) -> None:
    with suppress(ValueError):  # it stands for EPERM
        resource.setrlimit(resource.RLIMIT_DATA, (-1, -1))
        return
    raise PermissionError(errno.EPERM, "the limit cannot be raised")


def _read_memory_of(server: int, _: Path) -> None:
    buffer = ctypes.create_string_buffer(8)
    vector = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 8)
    _call("process_vm_readv", server, vector, 1, vector, 1, 0)


def _call(name: str, *arguments: Any) -> None:
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)


ATTEMPTS: dict[str, Callable[[int, Path], object]] = {
    "read a file of the server": lambda _, outside: (outside / "secret").read_bytes(),
    "read a file of the system": lambda *_: Path("/etc/hostname").read_bytes(),
    "list a folder": lambda _, outside: list(outside.iterdir()),
    "read the server's environment": lambda server, _: Path(f"/proc/{server}/environ").read_bytes(),
    "open the server's memory": lambda server, _: os.open(f"/proc/{server}/mem", os.O_RDWR),
    "read the server's memory": _read_memory_of,
    "trace the server": lambda server, _: _call("ptrace", 16, server, 0, 0),
    "end the server": lambda server, _: os.kill(server, signal.SIGTERM),
    "limit the server": lambda server, _: resource.prlimit(server, resource.RLIMIT_NOFILE, (0, 0)),
    "free itself": _free_itself,
    "open a socket": lambda *_: socket.socket(),
    "open a socket between processes": lambda *_: socket.socket(socket.AF_UNIX),
    "begin a process": lambda *_: os.fork(),
    "begin a program": lambda *_: os.execv("/bin/sh", ["sh"]),
    "write a file": lambda _, outside: (outside / "new").write_bytes(b"x"),
    "write over a file": lambda _, outside: (outside / "secret").write_bytes(b"x"),
    "delete a file": lambda _, outside: (outside / "secret").unlink(),
    "open a file to everyone": lambda _, outside: (outside / "secret").chmod(0o666),
    "link to a file": lambda _, outside: (outside / "link").symlink_to(outside / "secret"),
    "mount": lambda *_: _call("mount", b"none", b"/mnt", b"tmpfs", 0, None),
}


def environment() -> list[str]:
    return sorted(os.environ)


def read_and_write(recording: Path, folder: Path) -> str:
    (folder / "made").mkdir()
    (folder / "made" / "copy").write_bytes(recording.read_bytes())
    (folder / "made" / "copy").rename(folder / "copy")
    (folder / "made").rmdir()
    return (folder / "copy").read_text()


def write_beside(recording: Path) -> str:
    try:
        recording.write_bytes(b"changed")
    except OSError as error:
        return f"refused: {errno.errorcode[error.errno or 0]}"
    return "done"


def picture(height: int, width: int) -> NDArray[np.uint8]:
    return np.arange(height * width * 3, dtype=np.uint8).reshape(height, width, 3)


class Unpickled:
    """Leaves a trace where it is unpickled."""

    def __init__(self, trace: Path) -> None:
        self._trace = trace

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self._trace,)


def forge(name: str, trace: Path) -> int:
    """Answer past the protocol, then wait: what was sent decides."""
    (connected,) = (int(one) for one in range(3, 64) if _is_socket(one))
    content = FORGED[name](trace)
    while content:
        content = content[os.write(connected, content) :]
    return 1


def _is_socket(descriptor: int) -> bool:
    try:
        return stat.S_ISSOCK(os.fstat(descriptor).st_mode)
    except OSError:
        return False


def framed(*parts: bytes) -> bytes:
    return COUNT.pack(len(parts)) + b"".join(SIZE.pack(len(part)) for part in parts) + b"".join(parts)


FORGED: dict[str, Callable[[Path], bytes]] = {
    "a pickle": lambda trace: framed(pickle.dumps(("done", Unpickled(trace)))),
    "no JSON": lambda _: framed(b"\xff{"),
    "an unknown kind": lambda _: framed(b'["execute", 1]'),
    "another process to end": lambda _: framed(b'["began", 1]'),
    "a list where a pair belongs": lambda _: framed(b"[1, 2, 3]"),
    "another type": lambda _: framed(b'["done", {"number": 1}]'),
    "text for a number": lambda _: framed(b'["done", "many"]'),
    "an endless text": lambda _: framed(b'["done", "' + b"x" * 9_000_000 + b'"]'),
    "JSON too deep": lambda _: framed(b"[" * 200_000),
    "a huge size": lambda _: COUNT.pack(1) + SIZE.pack(1 << 62),
    "a billion parts": lambda _: COUNT.pack(1_000_000_000),
    "no parts": lambda _: COUNT.pack(0),
    "an error that is none": lambda _: framed(b'["failed", {"name": 1}]'),
    "an item where there are none": lambda _: framed(b'["item", 7]', b"x"),
}


def forge_picture(name: str) -> NDArray[np.uint8]:
    """An array whose description does not fit its bytes."""
    (connected,) = (one for one in range(3, 64) if _is_socket(one))
    os.write(connected, framed(b'["done", %s]' % FORGED_PICTURES[name], bytes(12)))
    return np.zeros(0, np.uint8)


FORGED_PICTURES = {
    "a larger shape": b'[0, "uint8", [100, 100, 3]]',
    "a negative shape": b'[0, "uint8", [-1, -12]]',
    "objects": b'[0, "object", [1]]',
    "other numbers": b'[0, "float32", [3]]',
    "another array": b'[7, "uint8", [12]]',
    "an array before the first": b'[-1, "uint8", [12]]',
}


def raise_named(name: str) -> None:
    """An error of a class that no worker raises."""
    raise type(name, (Exception,), {})("let me in")
