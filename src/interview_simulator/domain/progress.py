"""How a step tells how far it has come."""

from collections.abc import Callable

Progress = Callable[[float], None]
"""Called with the share done, 0 to 1, as often as the step likes."""


def silent(_share: float) -> None:
    """For callers who do not want to know."""
