"""Decodes in workers, one process for each piece of work, that may crash, hang or grow without harm to this one.

A worker has limits, an empty environment and, where the kernel has the means, a jail (`jail/`): it opens what it was
given and nothing else. What it answers is taken as bytes of a stranger (`wire.py`).
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
from functools import cache
from threading import Lock
from typing import IO, Any, ParamSpec, TypeVar, cast

from interview_simulator.decoding import jail
from interview_simulator.decoding.limits import Limits
from interview_simulator.decoding.messages import Messages
from interview_simulator.decoding.subject import RECORDING, Subject
from interview_simulator.decoding.wire import ForgedError, Tree, error_of, returned, unpacked, yielded
from interview_simulator.decoding.zygote import STATUS
from interview_simulator.errors import DecoderUnavailableError

P = ParamSpec("P")
Result = TypeVar("Result")
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""A process with threads cannot be forked safely; FFmpeg's own are begun in the worker."""
KEPT = ("LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONUTF8")
"""All of the environment that processes get: how text is read, and where libraries lie."""
Answer = tuple[str, Tree, Sequence[bytearray]]
STARTS_WITHIN_S = 60.0
KINDS = ("progress", "alive", "item", "done")
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
                _say_what_lacks()
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
            for kind, content, beside in messages:
                if kind == "progress":
                    progress(unpacked(content, beside, float))
                elif kind == "done":
                    return cast(Result, unpacked(content, beside, returned(work)))
                elif kind != "alive":
                    raise ForgedError(f"{kind} from work that gives one result")
        raise AssertionError("a worker's messages end with `done` or an error")

    def each(self, work: Callable[P, Iterator[Result]], *args: P.args, **kwargs: P.kwargs) -> Iterator[Result]:
        """Do the work in a worker, which stays at most some items ahead."""
        with self._worker((work, args, _named(kwargs), True)) as messages:
            for kind, content, beside in messages:
                if kind == "item":
                    yield unpacked(content, beside, yielded(work))
                elif kind == "done":
                    return
                elif kind != "alive":
                    raise ForgedError(f"{kind} from work that yields")

    @contextmanager
    def _worker(self, order: tuple[Any, ...]) -> Iterator[Iterator[Answer]]:
        """A worker's messages; whatever it still does at the end of the `with`, it is ended."""
        messages, status = self._ordered()
        with messages, os.fdopen(status, "rb", buffering=0) as ended:
            worker = _Worker(messages, ended, self._limits, self._subject)
            try:
                worker.send(order)
                yield worker.messages()
            except ForgedError as error:
                raise worker.forged(error) from None
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
                [sys.executable, "-P", "-B", "-m", "interview_simulator.decoding.zygote", *arguments],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stderr=_errors_seen(),
                env={
                    **{name: os.environ[name] for name in KEPT if name in os.environ},
                    **ONE_THREAD,
                    "PYTHONPATH": os.pathsep.join(sys.path),
                },
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


def _errors_seen() -> int | None:
    """Where errors of this process are seen, which need not be descriptor 2; None where they are kept in memory."""
    try:
        return sys.stderr.fileno()
    except (AttributeError, OSError):
        return None


class _Worker:
    """One worker, seen from the server."""

    def __init__(self, messages: Messages, ended: IO[bytes], limits: Limits, subject: Subject) -> None:
        self._messages, self._ended, self._limits, self._subject = messages, ended, limits, subject
        self._pid: int | None = None
        """None before the worker has begun, and when it is no more."""

    def send(self, order: tuple[Any, ...]) -> None:
        """Say what is to be done."""
        with suppress(BrokenPipeError, ConnectionResetError):  # it has died already; the first message tells why
            self._messages.order(order)

    def messages(self) -> Iterator[Answer]:
        """`progress`, `item`, `alive` and, at last, `done`; raises what the work raised, what became of the worker."""
        while True:
            try:
                within_s = STARTS_WITHIN_S if self._pid is None else self._limits.quiet_s
                kind, content, beside = self._messages.receive(within_s)
            except TimeoutError:
                raise self._silent() from None
            except (EOFError, ConnectionResetError):
                raise self._died() from None
            if kind == "failed":
                raise error_of(content)
            if kind == "too_large":
                raise self._too_large()
            if kind == "began" and self._pid is None:
                self._pid = self._told_by_zygote()
            elif kind in KINDS:
                yield kind, content, beside
            else:
                raise ForgedError("an unknown kind")

    def forged(self, error: ForgedError) -> Exception:
        """What to tell of a worker that answers what none of ours would."""
        log.error("a process that read a %s was taken over: %s", self._subject.name, error)
        return self._subject.error(f"The {self._subject.name} takes its reader over; {self._subject.again}.")

    def _told_by_zygote(self) -> int | None:
        """The worker's id, then how it ended; None when the zygote is gone."""
        told = self._ended.read(STATUS.size)
        return STATUS.unpack(told)[0] if told else None

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
        if self._pid is None:
            self._told_by_zygote()
        status, self._pid = self._told_by_zygote(), None
        name = self._subject.name
        if status is None:
            return DecoderUnavailableError(f"The process that read the {name} was ended; try again.")
        if status == -signal.SIGXCPU:
            return self._subject.error(
                f"Reading the {name} took more than {self._limits.cpu_s} s of computing; {self._subject.shorter}."
            )
        how = signal.Signals(-status).name if status < 0 else f"exit code {status}"
        log.error("a process that read a %s died: %s", name, how)
        return self._subject.error(f"The {name} makes its reader crash ({how}); {self._subject.again}.")


@cache
def _say_what_lacks() -> None:
    if jail.lacking():
        log.warning(
            "this kernel has no %s: processes that read what strangers send are confined by limits alone",
            " and no ".join(jail.lacking()),
        )


def _named(kwargs: dict[str, Any]) -> dict[str, Any]:
    """A function that is told the progress cannot be sent; the worker puts its own in its place."""
    return {name: True if name == "progress" else value for name, value in kwargs.items()}
