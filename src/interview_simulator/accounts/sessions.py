"""Signing in and out."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from interview_simulator.accounts import passwords, tokens
from interview_simulator.accounts.addresses import of_address
from interview_simulator.domain.account import Account, Session, Token, TokenKind
from interview_simulator.domain.address import canonical
from interview_simulator.errors import NotSignedInError
from interview_simulator.stores.accounts.store import AccountStore

if TYPE_CHECKING:  # it counts by a library that functions on AWS do not carry
    from interview_simulator.accounts.throttle import SignInThrottle

DEVICE_S = 365 * 24 * 3600.0
REVOKED_WITH_SESSIONS: tuple[TokenKind, ...] = ("api", "reset")
"""What whoever had broken in could have left behind to come back with."""
WRONG = "The address or the password is wrong."


@dataclass(frozen=True)
class Attempt:
    """Somebody wants to sign in."""

    email: str
    password: str
    address: str
    """The network's."""
    device: str | None = None
    """The secret of a known device."""


def sign_in(store: AccountStore, throttle: "SignInThrottle", attempt: Attempt, now_s: float) -> Account:
    """The account; raises NotSignedInError, which does not tell what was wrong, or TooManyRequestsError."""
    account = of_address(store, attempt.email)
    counted = canonical(attempt.email), attempt.address, known_device(store, account, attempt.device, now_s)
    throttle.require(*counted)
    right = passwords.matches(account.password_hash if account else None, attempt.password)
    if account is None or account.disabled or not right:
        throttle.failed(*counted)
        raise NotSignedInError(WRONG)
    throttle.succeeded(*counted)
    return account


def known_device(store: AccountStore, account: Account | None, secret: str | None, now_s: float) -> str | None:
    """Id of the device if the account's owner has signed in there before."""
    token = tokens.valid(store, "device", secret, now_s) if secret else None
    return token.id if token and account and token.account_id == account.id else None


def session_of(store: AccountStore, secret: str, now_s: float) -> Session | None:
    """The session of this secret; None when it is over or the account is disabled."""
    return _of(store, tokens.valid(store, "session", secret, now_s))


def by_api_token(store: AccountStore, secret: str, now_s: float) -> Session | None:
    """The account for which a script asks; None when the token was revoked or the account is disabled."""
    return _of(store, tokens.valid(store, "api", secret, now_s))


def end_all(store: AccountStore, account_id: str, but: str | None = None) -> None:
    """End every session but that with the id `but`, every API token, and every reset that was not used."""
    tokens.revoke_all(store, account_id, "session", but)
    for kind in REVOKED_WITH_SESSIONS:
        tokens.revoke_all(store, account_id, kind)


def _of(store: AccountStore, token: Token | None) -> Session | None:
    account = store.accounts.get(token.account_id) if token and token.account_id else None
    return None if token is None or account is None or account.disabled else Session(account=account, token=token)
