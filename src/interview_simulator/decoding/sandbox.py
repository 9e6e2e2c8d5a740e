"""Decodes in workers, one process for each piece of work, that may crash, hang or grow without harm to this one.

It limits what a recording can cost. It is no jail: a worker runs as the same user.
"""

import json
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from threading import Lock
from typing import IO, Any, ParamSpec, TypeVar, cast

from interview_simulator.decoding.limits import Limits
from interview_simulator.decoding.messages import Messages
from interview_simulator.decoding.subject import RECORDING, Subject
from interview_simulator.decoding.zygote import STATUS
from interview_simulator.errors import DecoderUnavailableError

P = ParamSpec("P")
Result = TypeVar("Result")
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""A process with threads cannot be forked safely; FFmpeg's own are begun in the worker."""
STARTS_WITHIN_S = 60.0
log = logging.getLogger(__name__)


class Sandbox:
    """A decoder with processes of its own.

    `preload`: modules that they have loaded before they are needed; a function, as `module:function`, is called.
    """

    def __init__(self, limits: Limits, preload: Sequence[str], subject: Subject = RECORDING) -> None:
        self._limits, self._preload, self._subject = limits, preload, subject
        self._zygote: _Zygote | None = None
        self._ordering = Lock()

    def open(self) -> None:
        """Start the process of which workers are forked; it takes a second until it is ready."""
        with self._ordering:
            if self._zygote is None or self._zygote.process.poll() is not None:
                self._end()
                self._zygote = _Zygote(self._limits, self._preload)

    def close(self) -> None:
        """End all processes; the next work would begin new ones."""
        with self._ordering:
            self._end()

    def call(self, work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """Do the work in a worker."""
        progress = cast(Callable[[float], object], kwargs.get("progress"))
        with self._worker((work, args, _named(kwargs), False)) as messages:
            for kind, content in messages:
                if kind == "progress":
                    progress(content)
                elif kind == "done":
                    return cast(Result, content)
        raise AssertionError("a worker's messages end with `done` or an error")

    def each(self, work: Callable[P, Iterator[Result]], *args: P.args, **kwargs: P.kwargs) -> Iterator[Result]:
        """Do the work in a worker, which stays at most some items ahead."""
        with self._worker((work, args, _named(kwargs), True)) as messages:
            for kind, content in messages:
                if kind == "item":
                    yield content
                elif kind == "done":
                    return

    @contextmanager
    def _worker(self, order: tuple[Any, ...]) -> Iterator[Iterator[tuple[str, Any]]]:
        """A worker's messages; whatever it still does at the end of the `with`, it is ended."""
        messages, status = self._ordered()
        with messages, os.fdopen(status, "rb", buffering=0) as ended:
            worker = _Worker(messages, ended, self._limits, self._subject)
            try:
                worker.send(order)
                yield worker.messages()
            finally:
                worker.end()

    def _ordered(self) -> tuple[Messages, int]:
        """Order a worker: where its messages come, and its end. A zygote that has died is replaced."""
        for _ in range(2):
            self.open()
            with self._ordering, suppress(OSError):
                if self._zygote is not None:
                    return self._zygote.order()
        raise DecoderUnavailableError(
            f"No process for reading the {self._subject.name} could be started; try again in a moment."
        )

    def _end(self) -> None:
        if self._zygote is not None:
            self._zygote.end()
            self._zygote = None


class _Zygote:
    """The process of which workers are forked, seen from the server."""

    def __init__(self, limits: Limits, preload: Sequence[str]) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            arguments = [str(theirs.fileno()), json.dumps(asdict(limits)), *preload]
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "interview_simulator.decoding.zygote", *arguments],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env={**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(sys.path)},
            )

    def order(self) -> tuple[Messages, int]:
        """Have a worker forked; raises OSError when the process is no more."""
        ours, theirs = socket.socketpair()
        status, ended = os.pipe()
        with ours, theirs, os.fdopen(ended, "wb") as told, os.fdopen(status, "rb") as read:
            socket.send_fds(self._control, [b"."], [theirs.fileno(), told.fileno()])
            return Messages(ours.dup()), os.dup(read.fileno())

    def end(self) -> None:
        """Close the socket, at which the process ends its workers and itself."""
        self._control.close()
        self.process.wait()


class _Worker:
    """One worker, seen from the server."""

    def __init__(self, messages: Messages, ended: IO[bytes], limits: Limits, subject: Subject) -> None:
        self._messages, self._ended, self._limits, self._subject = messages, ended, limits, subject
        self._pid: int | None = None
        """None before the worker has told it, and when it is no more."""

    def send(self, order: tuple[Any, ...]) -> None:
        """Say what is to be done."""
        with suppress(BrokenPipeError, ConnectionResetError):  # it has died already; the first message tells why
            self._messages.send(order)

    def messages(self) -> Iterator[tuple[str, Any]]:
        """`progress`, `item`, `alive` and, at last, `done`; raises what the work raised, what became of the worker."""
        while True:
            try:
                kind, content = self._messages.receive(STARTS_WITHIN_S if self._pid is None else self._limits.quiet_s)
            except TimeoutError:
                raise self._silent() from None
            except (EOFError, ConnectionResetError):
                raise self._died() from None
            if kind == "failed":
                raise content
            if kind == "too_large":
                raise self._too_large()
            if kind == "began":
                self._pid = content
            else:
                yield kind, content

    def end(self) -> None:
        """Kill it; one that has done its work is about to end anyway."""
        if self._pid is not None:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

    def _silent(self) -> Exception:
        """What to tell of a worker that says nothing; before it has begun, that is not the fault of what it reads."""
        name = self._subject.name
        if self._pid is None:
            return DecoderUnavailableError(f"The process for reading the {name} does not start; try again.")
        return self._subject.error(
            f"Reading the {name} made no progress for {self._limits.quiet_s:g} s; {self._subject.again}."
        )

    def _too_large(self) -> Exception:
        return self._subject.error(
            f"Reading the {self._subject.name} would take more than the {self._limits.memory_bytes / 1e9:.1f} GB of "
            f"memory that are allowed; {self._subject.smaller}."
        )

    def _died(self) -> Exception:
        """What to tell of a worker that is gone before its time."""
        told, self._pid = self._ended.read(STATUS.size), None
        name = self._subject.name
        if not told:
            return DecoderUnavailableError(f"The process that read the {name} was ended; try again.")
        (status,) = STATUS.unpack(told)
        if status == -signal.SIGXCPU:
            return self._subject.error(
                f"Reading the {name} took more than {self._limits.cpu_s} s of computing; {self._subject.shorter}."
            )
        how = signal.Signals(-status).name if status < 0 else f"exit code {status}"
        log.error("a process that read a %s died: %s", name, how)
        return self._subject.error(f"The {name} makes its reader crash ({how}); {self._subject.again}.")


def _named(kwargs: dict[str, Any]) -> dict[str, Any]:
    """A function that is told the progress cannot be sent; the worker puts its own in its place."""
    return {name: True if name == "progress" else value for name, value in kwargs.items()}
