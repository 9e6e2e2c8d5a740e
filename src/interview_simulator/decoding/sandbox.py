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
from multiprocessing.connection import Connection
from threading import Lock
from typing import IO, Any, ParamSpec, TypeVar, cast

from interview_simulator.decoding.limits import Limits
from interview_simulator.decoding.zygote import STATUS
from interview_simulator.errors import BadRecordingError, DecoderUnavailableError

P = ParamSpec("P")
Result = TypeVar("Result")
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""A process with threads cannot be forked safely; FFmpeg's own are begun in the worker."""
log = logging.getLogger(__name__)


class Sandbox:
    """A decoder with processes of its own; the first is begun at once, so that it is warm when it is needed."""

    def __init__(self, limits: Limits, preload: Sequence[str]) -> None:
        self._limits, self._preload = limits, preload
        self._starting = Lock()
        self._start()

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

    def close(self) -> None:
        """End the processes; the next work begins new ones."""
        self._control.close()
        self._zygote.wait()

    def _start(self) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            arguments = [str(theirs.fileno()), json.dumps(asdict(self._limits)), *self._preload]
            self._zygote = subprocess.Popen(
                [sys.executable, "-P", "-m", "interview_simulator.decoding.zygote", *arguments],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env={**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(sys.path)},
            )

    @contextmanager
    def _worker(self, order: tuple[Any, ...]) -> Iterator[Iterator[tuple[str, Any]]]:
        """A worker's messages; whatever it still does at the end of the `with`, it is ended."""
        connection, status = self._ordered()
        with connection, os.fdopen(status, "rb", buffering=0) as ended:
            worker = _Worker(connection, ended, self._limits)
            try:
                worker.send(order)
                yield worker.messages()
            finally:
                worker.end()

    def _ordered(self) -> tuple[Connection, int]:
        """Order a worker; a zygote that has died is replaced."""
        for _ in range(2):
            ours, theirs = socket.socketpair()
            status, ended = os.pipe()
            try:
                with self._starting:
                    socket.send_fds(self._control, [b"."], [theirs.fileno(), ended])
                return Connection(ours.detach()), status
            except OSError:
                os.close(status)
                ours.close()
                self._replace()
            finally:
                os.close(ended)
                theirs.close()
        raise DecoderUnavailableError("No process for reading the recording could be started; try again in a moment.")

    def _replace(self) -> None:
        with self._starting:
            if self._zygote.poll() is not None or self._control.fileno() < 0:
                log.warning("the decoder's process is begun anew")
                self._control.close()
                self._start()


class _Worker:
    """One worker, seen from the server."""

    def __init__(self, connection: Connection, ended: IO[bytes], limits: Limits) -> None:
        self._connection, self._ended, self._limits = connection, ended, limits
        self._pid: int | None = None
        """None before the worker has told it, and when it is no more."""

    def send(self, order: tuple[Any, ...]) -> None:
        """Say what is to be done."""
        with suppress(BrokenPipeError, ConnectionResetError):  # it has died already; the first message tells why
            self._connection.send(order)

    def messages(self) -> Iterator[tuple[str, Any]]:
        """`progress`, `item` and, at last, `done`; raises what the work raised or what became of the worker."""
        while True:
            if not self._connection.poll(self._limits.quiet_s):
                raise BadRecordingError(
                    f"Reading the recording made no progress for {self._limits.quiet_s:g} s; record or export it again."
                )
            try:
                kind, content = self._connection.recv()
            except (EOFError, ConnectionResetError):
                raise self._died() from None
            if kind == "failed":
                raise content
            if kind == "began":
                self._pid = content
            else:
                yield kind, content

    def end(self) -> None:
        """Kill it; one that has done its work is about to end anyway."""
        if self._pid is not None:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

    def _died(self) -> Exception:
        """What to tell of a worker that is gone before its time."""
        told, self._pid = self._ended.read(STATUS.size), None
        if not told:
            return DecoderUnavailableError("The process that read the recording was ended; try again.")
        (status,) = STATUS.unpack(told)
        if status == -signal.SIGXCPU:
            return BadRecordingError(
                f"Reading the recording took more than {self._limits.cpu_s} s of computing; send a shorter one."
            )
        how = signal.Signals(-status).name if status < 0 else f"exit code {status}"
        log.error("a decoder's worker died: %s", how)
        return BadRecordingError(f"The recording makes its reader crash ({how}); record or export it again.")


def _named(kwargs: dict[str, Any]) -> dict[str, Any]:
    """A function that is told the progress cannot be sent; the worker puts its own in its place."""
    return {name: True if name == "progress" else value for name, value in kwargs.items()}
