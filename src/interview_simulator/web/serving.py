"""The server's process: it alone works on its data folder, and it has its address before it begins."""

import fcntl
import resource
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from interview_simulator.errors import BadInputError, InterviewSimulatorError

MOST_CONNECTIONS, ENOUGH_FILES = 4096, 65536
TURN_S = 0.0005
"""Python lets a thread compute for 5 ms before another may go on, and an answer waits for its turn a dozen times."""


def take_turns_often() -> None:
    """Let threads that answer go on soon beside those that compute."""
    sys.setswitchinterval(TURN_S)


@contextmanager
def sole_server(data_dir: Path) -> Iterator[None]:
    """Hold the data folder for this process; the hold ends with the process, however that ends.

    Two servers on one folder would both go on with the same analyses. Raises BadInputError when another one holds it.
    """
    with (data_dir / "server.lock").open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BadInputError(
                f"Another server works on {data_dir}; end it, or choose another folder with --data-dir or "
                "INTERVIEW_SIMULATOR_DATA_DIR."
            ) from error
        yield


@contextmanager
def working_folder(data_dir: Path) -> Iterator[None]:
    """Temporary files lie beside what will be made of them; those of a process that was killed go at the next start."""
    folder = data_dir / "working"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    before, tempfile.tempdir = tempfile.tempdir, str(folder.resolve())
    try:
        yield
    finally:
        tempfile.tempdir = before
        shutil.rmtree(folder, ignore_errors=True)


def most_connections() -> int:
    """How many may be open at the same time, once the process may open as many files as the system lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH_FILES if hard == resource.RLIM_INFINITY else min(hard, ENOUGH_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return min(MOST_CONNECTIONS, wanted // 2)


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens on the address; port 0 takes a free one. Raises BadInputError when it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise BadInputError(
            f"{host}:{port} cannot be listened on ({error.strerror}); "
            "end what uses it, or choose another port with --port or INTERVIEW_SIMULATOR_PORT."
        ) from error
    with listener:
        yield listener


def address(listener: socket.socket) -> str:
    """http://host:port"""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def told_at_the_start(app: ASGIApp) -> ASGIApp:
    """The same app, of which a start that fails for a reason of ours is told in one sentence, without a traceback."""

    async def starting(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await app(scope, receive, send)
            return
        failed: list[Message] = []

        async def hold(message: Message) -> None:
            if message["type"] == "lifespan.startup.failed":
                failed.append(message)
            else:
                await send(message)

        try:
            await app(scope, receive, hold)
        except Exception as error:
            told = isinstance(error, InterviewSimulatorError)
            for message in failed:
                await send({**message, "message": str(error)} if told else message)
            if not (told and failed):
                raise

    return starting
