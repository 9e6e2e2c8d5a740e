"""The page is opened in a browser where a person has one."""

import os
import sys
import webbrowser
from threading import Thread


def someone_is_there() -> bool:
    """Whether a person looks at this terminal and has a desktop on this machine."""
    return sys.stdout.isatty() and _has_desktop()


def _has_desktop() -> bool:
    if sys.platform == "darwin":
        return "SSH_CONNECTION" not in os.environ
    return sys.platform == "win32" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_page(url: str) -> None:
    """Have the default browser open it, without waiting; without a browser nothing happens."""
    Thread(target=webbrowser.open, args=[url], daemon=True).start()
