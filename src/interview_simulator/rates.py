"""How often something may happen; counted in memory, so that a restart forgets it."""

from math import ceil
from time import time

from limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


def counter() -> MovingWindowRateLimiter:
    """Counts by itself, whatever others count."""
    return MovingWindowRateLimiter(MemoryStorage())


def wait_s(counted: MovingWindowRateLimiter, limit: RateLimitItem, *of: str) -> int:
    """Whole seconds, at least one, until one more is allowed."""
    return max(1, ceil(counted.get_window_stats(limit, *of).reset_time - time()))
