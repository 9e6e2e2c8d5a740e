"""Failed sign-ins in the audit log: each is noted, up to so many that strangers cannot fill the disk."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from fastapi import Request
from limits import RateLimitItemPerHour

from interview_simulator.accounts.addresses import of_address
from interview_simulator.rates import counter
from interview_simulator.stores.accounts.store import AccountStore
from interview_simulator.web.audit import noting

if TYPE_CHECKING:
    from interview_simulator.compose import App

OF_ACCOUNT, OF_UNKNOWN = RateLimitItemPerHour(20, namespace="account"), RateLimitItemPerHour(60, namespace="unknown")
"""They are kept for 90 days (`privacy/retention.py`): at most 130,000 of unknown addresses, and 43,200 an account."""
LAST = "further ones within the hour are not noted"

NoteFailure = Callable[[Request, str | None], None]
"""Note that somebody failed to sign in with this address, or at the provider. Of an address that has no account nothing
is written down: people mistype passwords into that field."""


def noting_failures(parts: "App", store: AccountStore) -> NoteFailure:
    """What notes failed sign-ins; it forgets at a restart how many there were."""
    note, limiter = noting(parts), counter()

    def failed(request: Request, email: str | None) -> None:
        account = of_address(store, email) if email else None
        limit, of = (OF_UNKNOWN, "") if account is None else (OF_ACCOUNT, account.id)
        if not limiter.hit(limit, of):
            return
        detail = None if limiter.test(limit, of) else LAST
        note(request, "sign_in_failed", about=account.email if account else None, detail=detail)

    return failed
