"""A process that has loaded what decoding needs, and forks one worker for each piece of work.

A fork of it takes a hundredth of the time of a new interpreter, and is safe, because it has one thread. The server,
which has many, must not fork. It is started as `python -m interview_simulator.decoding.zygote CONTROL LIMITS MODULE…`;
over the socket CONTROL come two descriptors for each piece of work, one for messages and one that is told the worker's
id and how it ended.
When the server is gone, so are the zygote and its workers.
"""

import gc
import importlib
import json
import os
import select
import signal
import socket
import struct
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from interview_simulator.decoding import jail
from interview_simulator.decoding.jail.system import keep_memory_private
from interview_simulator.decoding.life import tell_life_to
from interview_simulator.decoding.limits import Limits
from interview_simulator.decoding.messages import Messages
from interview_simulator.decoding.wire import told

STATUS = struct.Struct("i")
"""The id of a worker, and then how it ended: its exit code, or minus the signal that killed it."""
MOST_DESCRIPTORS = 1 << 20
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
    keep_memory_private()
    jail.lacking()
    gc.freeze()
    workers: dict[int, int] = {}
    for descriptors in _orders(control, workers):
        messages, status = descriptors
        pid = os.fork()
        if pid == 0:
            _become_worker(messages, limits)
        os.close(messages)
        workers[pid] = status
        with suppress(BrokenPipeError):
            os.write(status, STATUS.pack(pid))
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


def _become_worker(messages: int, limits: Limits) -> NoReturn:
    """Never return into the zygote's loop, whatever happens."""
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.closerange(3, messages)
        os.closerange(messages + 1, MOST_DESCRIPTORS)
        limits.impose()
        _work(Messages(socket.socket(fileno=messages)))
    finally:
        os._exit(0)


def _work(messages: Messages) -> None:
    try:
        messages.send("began")
        tell_life_to(_alive(messages))
        work, args, kwargs, yields = messages.ordered()
        jail.confine(*_paths([*args, *kwargs.values()]))
        if "progress" in kwargs:
            kwargs["progress"] = _telling(messages)
        result = work(*args, **kwargs)
        if yields:
            for item in result:
                messages.send("item", item)
        messages.send("done", None if yields else result)
    except MemoryError:
        messages.send("too_large")
    except BrokenPipeError:
        return  # nobody waits for it any more
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised again where it was waited for
        messages.send("failed", told(error, "".join(traceback.format_exception(error))))


def _paths(arguments: Sequence[object]) -> tuple[list[Path], list[Path]]:
    """The files that the work was given, which it may read, and the folders, in which it may write."""
    paths = [argument for argument in arguments if isinstance(argument, Path)]
    return [path for path in paths if path.is_file()], [path for path in paths if path.is_dir()]


def _telling(messages: Messages) -> Callable[[float], Any]:
    tell = _now_and_then(messages)
    return lambda share: tell("progress", share)


def _alive(messages: Messages) -> Callable[[], Any]:
    tell = _now_and_then(messages)
    return lambda: tell("alive", None)


def _now_and_then(messages: Messages) -> Callable[[str, object], None]:
    last_s = 0.0

    def tell(kind: str, content: object) -> None:
        nonlocal last_s
        if time.monotonic() - last_s >= TELL_EVERY_S:
            last_s = time.monotonic()
            messages.send(kind, content)

    return tell


if __name__ == "__main__":
    main()
