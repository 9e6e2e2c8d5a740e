"""How often one address may do something, such as begin an upload."""

from collections.abc import Callable
from math import ceil
from time import time

from fastapi import Request
from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from interview_simulator.errors import TooManyRequestsError

Throttle = Callable[[Request], None]
"""Counts a request; raises TooManyRequestsError beyond what its address may."""


def uploads_throttle(per_hour: int) -> Throttle:
    """Lets each address begin so many uploads in any hour."""
    return throttle(per_hour, "uploads were begun")


def throttle(per_hour: int, what_was_done: str) -> Throttle:
    """Lets each address do something so often in any hour; kept in memory, so a restart forgets it."""
    limiter, limit = MovingWindowRateLimiter(MemoryStorage()), RateLimitItemPerHour(per_hour)

    def require(request: Request) -> None:
        address = request.client.host if request.client else ""
        if not limiter.hit(limit, address):
            wait_s = max(1, ceil(limiter.get_window_stats(limit, address).reset_time - time()))
            raise TooManyRequestsError(
                f"{per_hour} {what_was_done} from your address within an hour; try again in {wait_s} s.", wait_s
            )

    return require
