"""How often an account or an address may do something, such as begin an upload."""

from collections.abc import Callable

from fastapi import Request
from limits import RateLimitItemPerHour

from interview_simulator.errors import TooManyRequestsError
from interview_simulator.rates import counter, wait_s
from interview_simulator.web.owners import address_of, caller_of

Throttle = Callable[[Request], None]
"""Counts a request; raises TooManyRequestsError beyond what its address may."""


def uploads_throttle(per_hour: int) -> Throttle:
    """Lets each account, or address of nobody known, begin so many uploads in any hour."""
    return throttle(per_hour, "uploads were begun")


def few_messages(per_hour: int) -> Callable[[str], bool]:
    """Whether one more message may go to an address; counts it."""
    limiter, limit = counter(), RateLimitItemPerHour(per_hour)
    return lambda address: limiter.hit(limit, address)


def throttle(per_hour: int, what_was_done: str) -> Throttle:
    """Lets each account, or address of nobody known, do something so often in any hour."""
    limiter, limit = counter(), RateLimitItemPerHour(per_hour)

    def require(request: Request) -> None:
        who = caller_of(request).account_id or address_of(request)
        if not limiter.hit(limit, who):
            wait = wait_s(limiter, limit, who)
            raise TooManyRequestsError(
                f"{per_hour} {what_was_done} by you, or from your address, within an hour; try again in {wait} s.",
                wait,
            )

    return require
