"""A real server in its own process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.server import Server, Start


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Start]:
    """Start servers that are stopped at the end of the test."""
    started: list[Server] = []

    def start(*command: str, **settings: str) -> Server:
        started.append(Server(tmp_path / "data", *command, **settings))
        return started[-1]

    yield start
    for server in started:
        server.stop()
