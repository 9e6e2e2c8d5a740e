"""How often a password may be tried, so that guessing is hopeless and the owner always gets in.

Counted are failures for an account from one address, from one address for all accounts, and for an account from
everywhere. The last would let a stranger lock the owner out; so a browser in which the owner has signed in before,
known by its cookie, is counted by itself and by nothing else.
"""

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute

from interview_simulator.errors import TooManyRequestsError
from interview_simulator.rates import counter, network, wait_s

MINUTES = 15
OF_PAIR = RateLimitItemPerMinute(5, MINUTES, namespace="account and address")
OF_DEVICE = RateLimitItemPerMinute(10, MINUTES, namespace="known device")
OF_ADDRESS = RateLimitItemPerMinute(50, MINUTES, namespace="address")
OF_ACCOUNT = RateLimitItemPerHour(100, namespace="account")
OF_GUESSES = RateLimitItemPerMinute(10, MINUTES, namespace="old password")
Count = tuple[RateLimitItem, tuple[str, ...]]


class SignInThrottle:
    """Counts attempts to sign in."""

    def __init__(self) -> None:
        self._limiter = counter()

    def require_few_guesses(self, account_id: str) -> None:
        """Count one guess at the old password of an account that is signed in; raises TooManyRequestsError.

        By itself, so that nobody else's attempts hold the owner up, and a stolen session guesses no more often.
        """
        if not self._limiter.hit(OF_GUESSES, account_id):
            raise self._too_many(OF_GUESSES, (account_id,))

    def guessed(self, account_id: str) -> None:
        """The guess was right: who mistyped before starts anew."""
        self._limiter.clear(OF_GUESSES, account_id)

    def require(self, email: str, address: str, device: str | None) -> None:
        """Count one attempt; raises TooManyRequestsError when there were too many. `device`: id of a known one."""
        for limit, of in _counts(email, address, device)[1:]:
            if not self._limiter.test(limit, *of):
                raise self._too_many(limit, of)
        limit, of = _counts(email, address, device)[0]
        if not self._limiter.hit(limit, *of):  # counted before the password is looked at, or many at once would pass
            raise self._too_many(limit, of)

    def failed(self, email: str, address: str, device: str | None) -> None:
        """The password was wrong."""
        for limit, of in _counts(email, address, device)[1:]:
            self._limiter.hit(limit, *of)

    def succeeded(self, email: str, address: str, device: str | None) -> None:
        """It was right: who mistyped before starts anew."""
        limit, of = _counts(email, address, device)[0]
        self._limiter.clear(limit, *of)

    def _too_many(self, limit: RateLimitItem, of: tuple[str, ...]) -> TooManyRequestsError:
        wait = wait_s(self._limiter, limit, *of)
        return TooManyRequestsError(f"Too many wrong passwords; try again in {wait} s.", wait)


def _counts(email: str, address: str, device: str | None) -> tuple[Count, ...]:
    """What an attempt counts for; the first is counted at once, the others when it fails."""
    if device is not None:
        return ((OF_DEVICE, (device,)),)
    of = network(address)
    return (OF_PAIR, (email, of)), (OF_ADDRESS, (of,)), (OF_ACCOUNT, (email,))
