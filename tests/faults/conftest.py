"""A real server in its own process."""

from tests.journeys.conftest import serve

__all__ = ["serve"]
