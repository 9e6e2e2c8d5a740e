"""How often something may happen; counted in memory, so that a restart forgets it."""

from ipaddress import IPv6Address, ip_address
from math import ceil
from time import time

from limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


def counter() -> MovingWindowRateLimiter:
    """Counts by itself, whatever others count."""
    return MovingWindowRateLimiter(MemoryStorage())


def network(address: str) -> str:
    """What addresses are counted by: an IPv6 address is one of 2^64 that its owner may take, so they count as one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return parsed.exploded[:19] if isinstance(parsed, IPv6Address) else address


def wait_s(counted: MovingWindowRateLimiter, limit: RateLimitItem, *of: str) -> int:
    """Whole seconds, at least one, until one more is allowed."""
    return max(1, ceil(counted.get_window_stats(limit, *of).reset_time - time()))
