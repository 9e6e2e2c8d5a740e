"""Debian's WebKitGTK, driven through its own WebKitWebDriver, on a display that nobody sees."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

DRIVER, DISPLAY = Path("/usr/bin/WebKitWebDriver"), Path("/usr/bin/Xvfb")
WINDOW = Path(__file__).with_name("webkit_window.py")
COMPLAINT = re.compile(r"CONSOLE \w+ ERROR")


@contextmanager
def webkit(log: Path) -> Iterator[webdriver.WebKitGTK]:
    """A window without a past, with WebKit's made-up camera and microphone."""
    for needed in (DRIVER, DISPLAY):
        assert needed.exists(), f"{needed.name} is needed: apt-get install webkit2gtk-driver xvfb"
    options = Options()
    options.binary_location = str(WINDOW)
    with _display() as display:
        environment = {**os.environ, "DISPLAY": display, "NO_AT_BRIDGE": "1"}
        service = Service(str(DRIVER), log_output=str(log), env=environment)
        driver = webdriver.WebKitGTK(options=options, service=service)
        try:
            yield driver
        finally:
            driver.quit()


@contextmanager
def _display() -> Iterator[str]:
    """An X server; it tells itself which number was free."""
    reading, writing = os.pipe()
    server = subprocess.Popen([DISPLAY, "-displayfd", str(writing), "-screen", "0", "1400x1000x24"], pass_fds=[writing])
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
