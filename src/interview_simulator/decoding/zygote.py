"""A process that has loaded what decoding needs, and forks one worker for each piece of work.

A fork of it takes a hundredth of the time of a new interpreter, and is safe, because it has one thread. The server,
which has many, must not fork. It is started as `python -m interview_simulator.decoding.zygote CONTROL LIMITS MODULE…`;
over the socket CONTROL come two descriptors for each piece of work, one for messages and one for the worker's end.
When the server is gone, so are the zygote and its workers.
"""

import gc
import importlib
import json
import os
import pickle
import select
import signal
import socket
import struct
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, NoReturn

from interview_simulator.decoding.life import tell_life_to
from interview_simulator.decoding.limits import Limits
from interview_simulator.decoding.messages import Messages

STATUS = struct.Struct("i")
"""How a worker ended: its exit code, or minus the signal that killed it."""
TELL_EVERY_S = 0.1


def main() -> None:
    """Load the modules, then fork until the server is gone."""
    control, limits = socket.socket(fileno=int(sys.argv[1])), Limits(**json.loads(sys.argv[2]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which ends this process with itself
    for module in sys.argv[3:]:
        name, _, function = module.partition(":")
        loaded = importlib.import_module(name)
        if function:
            getattr(loaded, function)()
    gc.freeze()
    workers: dict[int, int] = {}
    for descriptors in _orders(control, workers):
        messages, status = descriptors
        pid = os.fork()
        if pid == 0:
            _become_worker(control, messages, limits)
        os.close(messages)
        workers[pid] = status
    for pid in workers:
        os.kill(pid, signal.SIGKILL)


def _orders(control: socket.socket, workers: dict[int, int]) -> Iterator[list[int]]:
    """The descriptors of each piece of work that is asked for; between them ended workers are reported."""
    ended, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        ready, _, _ = select.select([control.fileno(), ended], [], [])
        if ended in ready:
            os.read(ended, 512)
            _report_ended(workers)
        if control.fileno() in ready:
            order, descriptors, _, _ = socket.recv_fds(control, 1, 2)
            if not order:
                return
            yield descriptors


def _report_ended(workers: dict[int, int]) -> None:
    with suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            pid, how = found
            status = workers.pop(pid)
            with suppress(BrokenPipeError):
                os.write(status, STATUS.pack(os.waitstatus_to_exitcode(how)))
            os.close(status)


def _become_worker(control: socket.socket, messages: int, limits: Limits) -> NoReturn:
    """Never return into the zygote's loop, whatever happens."""
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        control.close()
        limits.impose()
        _work(Messages(socket.socket(fileno=messages)))
    finally:
        os._exit(0)


def _work(messages: Messages) -> None:
    try:
        messages.send(("began", os.getpid()))
        tell_life_to(_alive(messages))
        work, args, kwargs, yields = messages.receive()
        if "progress" in kwargs:
            kwargs["progress"] = _telling(messages)
        result = work(*args, **kwargs)
        if yields:
            for item in result:
                messages.send(("item", item))
        messages.send(("done", None if yields else result))
    except MemoryError:
        messages.send(("too_large", None))
    except BrokenPipeError:
        return  # nobody waits for it any more
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised again where it was waited for
        messages.send(("failed", _sendable(error)))


def _sendable(error: Exception) -> Exception:
    """The error, or a description of one that cannot be sent."""
    error.add_note("In a process of its own:\n" + "".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 - pickling calls code of the error's own class
        return RuntimeError("\n".join(error.__notes__))
    return error


def _telling(messages: Messages) -> Callable[[float], Any]:
    tell = _now_and_then(messages)
    return lambda share: tell(("progress", share))


def _alive(messages: Messages) -> Callable[[], Any]:
    tell = _now_and_then(messages)
    return lambda: tell(("alive", None))


def _now_and_then(messages: Messages) -> Callable[[tuple[str, Any]], None]:
    last_s = 0.0

    def tell(message: tuple[str, Any]) -> None:
        nonlocal last_s
        if time.monotonic() - last_s >= TELL_EVERY_S:
            last_s = time.monotonic()
            messages.send(message)

    return tell


if __name__ == "__main__":
    main()
