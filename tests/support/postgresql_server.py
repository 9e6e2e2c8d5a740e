"""PostgreSQL on a port of this machine, for tests: Debian's package, in a temporary folder, never as root."""

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import uuid
from functools import cache
from pathlib import Path

import psycopg
from tests.support.waiting import PATIENCE_S, until

DEBIAN = Path("/usr/lib/postgresql")
USER = "postgres"
ENDS_WITH_US = ("--pdeathsig", "INT")
"""For setpriv: the server goes with the process of the tests, even when that is killed."""
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300")
"""No test pulls the plug."""


def new_database() -> str:
    """URL of a new, empty database."""
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(f"{address()}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"{address()}/{name}"


@cache
def address() -> str:
    """Where the server listens; it is started at the first call and ends with the process."""
    folder, port = Path(tempfile.mkdtemp(prefix="postgresql")), free_port()
    if os.getuid() == 0:
        owner = pwd.getpwnam(USER)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data, log = folder / "data", folder / "log"
    initdb = ("--auth=trust", f"--username={USER}", "--encoding=UTF8", "--no-locale", "--no-sync")
    subprocess.run(_unprivileged("initdb", "--pgdata", str(data), *initdb), check=True, capture_output=True)
    settings = (f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", *QUICK)
    options = [f"--{setting}" for setting in settings]
    with log.open("wb") as told:
        server = subprocess.Popen(_unprivileged("postgres", "-D", str(data), *options), stdout=told, stderr=told)
    atexit.register(_end, server, folder)
    url = f"postgresql://{USER}@127.0.0.1:{port}"
    until(lambda: server.poll() is not None or _answers(url), within_s=PATIENCE_S)
    assert server.poll() is None, log.read_text()
    return url


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def program(name: str) -> str:
    """Path of one of PostgreSQL's programs; Debian keeps them out of PATH."""
    found = max(map(str, DEBIAN.glob(f"*/bin/{name}")), default=shutil.which(name))
    assert found, "PostgreSQL is needed for the tests: apt install postgresql"
    return found


def _unprivileged(name: str, *arguments: str) -> list[str]:
    """PostgreSQL refuses to run as root."""
    user = [f"--reuid={USER}", f"--regid={USER}", "--clear-groups"] if os.getuid() == 0 else []
    return ["setpriv", *user, *ENDS_WITH_US, "--", program(name), *arguments]


def _answers(url: str) -> bool:
    try:
        psycopg.connect(f"{url}/postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _end(server: subprocess.Popen[bytes], folder: Path) -> None:
    server.send_signal(signal.SIGINT)  # does not wait for connections
    server.wait()
    shutil.rmtree(folder, ignore_errors=True)
