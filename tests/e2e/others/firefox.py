"""Debian's Firefox, driven through its own Marionette.

A geckodriver of its version is in no package, and Mozilla's Python client needs modules that Python 3.13 has dropped;
the protocol is a line of JSON behind its length (https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html).
"""

import json
import os
import re
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from tests.e2e.others.driving import Element
from tests.support.waiting import PATIENCE_S

FIREFOX, PULSEAUDIO = Path("/usr/bin/firefox-esr"), Path("/usr/bin/pulseaudio")
PREFERENCES = {
    "marionette.port": 0,
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "devtools.console.stdout.content": True,
    "intl.accept_languages": "en-US",
    "media.autoplay.default": 0,  # as with a permission that a person gave
}
COMPLAINT = re.compile(r"console\.(error|warn): (?!RSLoader)|JavaScript error: http|Content-Security-Policy")
"""How lines of the log begin that are about the page; Firefox writes about itself, too."""
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key under which WebDriver names an element."""


@dataclass(frozen=True)
class Firefox:
    """A session of WebDriver's commands over Marionette's socket."""

    connection: socket.socket
    _numbers: Iterator[int] = field(default_factory=count)

    def get(self, url: str) -> None:
        self.ask("WebDriver:Navigate", url=url)

    def find_elements(self, by: str, value: str) -> Sequence[Element]:
        return [_Element(self, found[ELEMENT]) for found in self.ask("WebDriver:FindElements", using=by, value=value)]

    def execute_async_script(self, script: str, *args: Any) -> Any:
        return self.ask("WebDriver:ExecuteAsyncScript", script=script, args=args, sandbox=None)["value"]

    def ask(self, command: str, **parameters: Any) -> Any:
        """Give a command and wait for its answer; raises AssertionError with what Firefox says against it."""
        message = json.dumps([0, next(self._numbers), command, parameters]).encode()
        self.connection.sendall(b"%d:%s" % (len(message), message))
        _, _, refused, answer = self.hear()
        assert refused is None, f"{command}: {refused}"
        return answer

    def hear(self) -> Any:
        """One message."""
        length = b"".join(iter(lambda: self.connection.recv(1), b":"))
        return json.loads(self.connection.recv(int(length), socket.MSG_WAITALL))


@dataclass(frozen=True)
class _Element:
    firefox: Firefox
    name: str

    def click(self) -> None:
        self.firefox.ask("WebDriver:ElementClick", id=self.name)


@contextmanager
def firefox(log: Path) -> Iterator[Firefox]:
    """Without a window and without a past, with Firefox's made-up camera and microphone."""
    for needed in (FIREFOX, PULSEAUDIO):
        assert needed.exists(), f"{needed.name} is needed: apt-get install {needed.name}"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, log.open("wb") as out:
        profile = Path(folder)
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines))
        command = [FIREFOX, "--marionette", "--headless", "--no-remote", "--profile", profile]
        with (
            _loudspeaker(profile / "sound") as sound,
            _running(command, stdout=out, stderr=out, env={**os.environ, **sound}),
            socket.create_connection(("127.0.0.1", int(_told(profile / "MarionetteActivePort")))) as connection,
        ):
            session = Firefox(connection)
            session.hear()  # Firefox speaks first
            session.ask("WebDriver:NewSession")
            yield session


@contextmanager
def _loudspeaker(folder: Path) -> Iterator[dict[str, str]]:
    """A loudspeaker that nobody hears, by whose clock Firefox's sound runs; gives the environment that names it."""
    folder.mkdir(mode=0o700)
    modules = ["module-null-sink", f"module-native-protocol-unix auth-anonymous=1 socket={folder}/native"]
    command = [PULSEAUDIO, "-n", "--daemonize=no", "--exit-idle-time=-1", *(f"--load={module}" for module in modules)]
    here = {"XDG_RUNTIME_DIR": str(folder), "HOME": str(folder)}
    with _running(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **here}):
        _until((folder / "native").exists)
        yield {"PULSE_SERVER": f"unix:{folder}/native"}


@contextmanager
def _running(command: Sequence[object], **how: Any) -> Iterator[None]:
    process = subprocess.Popen([*map(str, command)], **how)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _told(file: Path) -> str:
    """What a program writes there when it has started."""
    _until(lambda: file.exists() and file.read_text() != "")
    return file.read_text()


def _until(met: Callable[[], bool]) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while not met():
        assert time.monotonic() < deadline_s, f"not started within {PATIENCE_S} s"
        time.sleep(0.05)
