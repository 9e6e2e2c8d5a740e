"""Firefox and WebKit in front of the same server as Chromium."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from tests.e2e.others import firefox, webkit
from tests.e2e.others.driving import Driver, Tab

from interview_simulator.web.page import BUILT

BROWSERS: dict[str, tuple[Callable[[Path], AbstractContextManager[Driver]], re.Pattern[str]]] = {
    "firefox": (firefox.firefox, firefox.COMPLAINT),
    "webkit": (webkit.webkit, webkit.COMPLAINT),
}


@pytest.fixture(scope="module", params=BROWSERS)
def browser_name(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def tab(browser_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A tab; at the end, the page may have had nothing to complain about."""
    assert (BUILT / "index.html").is_file(), "the page is not built: make page"
    opened, complaint = BROWSERS[browser_name]
    log = tmp_path_factory.mktemp(browser_name) / "log"
    with opened(log) as driver:
        yield Tab(driver)
    lines = log.read_text(errors="replace").splitlines()
    assert [line for line in lines if complaint.match(line)] == []
