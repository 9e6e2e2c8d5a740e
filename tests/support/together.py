"""Which tests stay in one process when several share the work."""

from xdist.scheduler import LoadScopeScheduling

BROWSERS = "tests/e2e/"


def group(nodeid: str) -> str:
    """What shares a browser, a server or a loaded model stays together: the browser tests, and else each file."""
    file = nodeid.partition("::")[0]
    return BROWSERS if file.startswith(BROWSERS) else file


class Together(LoadScopeScheduling):  # type: ignore[misc]
    """A group goes to one process, whole."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)
