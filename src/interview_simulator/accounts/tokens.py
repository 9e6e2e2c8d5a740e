"""Secrets that are told once, and of which only the SHA-256 is kept."""

import hashlib
import secrets
from typing import Any

from interview_simulator.domain.account import Token, TokenKind, is_over
from interview_simulator.domain.timestamps import written
from interview_simulator.errors import BadInputError, NotFoundError
from interview_simulator.stores.accounts.store import AccountStore

SECRET_BYTES = 32
NOT_VALID = "The link or token is not valid any more; ask for a new one."


def new_secret() -> str:
    """256 random bits, as text for a URL or a header."""
    return secrets.token_urlsafe(SECRET_BYTES)


def digest(secret: str) -> str:
    """What is kept of a secret. No salt and no stretching: nobody guesses 256 random bits."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def issue(store: AccountStore, kind: TokenKind, now_s: float, valid_s: float | None, **fields: Any) -> str:
    """A new token's secret. `valid_s` None: until it is revoked."""
    return issued(store, kind, now_s, valid_s, **fields)[0]


def issued(
    store: AccountStore, kind: TokenKind, now_s: float, valid_s: float | None, **fields: Any
) -> tuple[str, Token]:
    """The secret of a new token, and the token."""
    secret = new_secret()
    expires = None if valid_s is None else written(now_s + valid_s)
    token = Token(id=digest(secret), kind=kind, created=written(now_s), expires=expires, **fields)
    store.tokens.add(token)
    return secret, token


def valid(store: AccountStore, kind: TokenKind, secret: str, now_s: float) -> Token | None:
    """The token of this secret; None when there is none of this kind, or it has expired."""
    token = store.tokens.get(digest(secret))
    if token is None or token.kind != kind or is_over(token.expires, written(now_s)):
        return None
    return token


def redeem(store: AccountStore, kind: TokenKind, secret: str, now_s: float) -> Token:
    """The token, which thereby is used up; of several callers one gets it. Raises BadInputError."""
    token = valid(store, kind, secret, now_s)
    if token is None or store.tokens.take(token.id) is None:
        raise BadInputError(NOT_VALID)
    return token


def of_account(store: AccountStore, account_id: str, kind: TokenKind) -> list[Token]:
    """An account's tokens of one kind, oldest first."""
    return store.tokens.find(account_id=account_id, kind=kind)


def revoke(store: AccountStore, account_id: str, kind: TokenKind, token_id: str) -> None:
    """End one token of the account; raises NotFoundError."""
    token = store.tokens.get(token_id)
    if token is None or (token.account_id, token.kind) != (account_id, kind):
        raise NotFoundError(f"You have no token {token_id}.")
    store.tokens.take(token_id)


def revoke_all(store: AccountStore, account_id: str, kind: TokenKind, but: str | None = None) -> None:
    """End all tokens of one kind of the account, but that with the id `but`."""
    for token in of_account(store, account_id, kind):
        if token.id != but:
            store.tokens.take(token.id)


def remove_expired(store: AccountStore, now_s: float) -> None:
    """At the start: forget tokens and shares that are over."""
    now = written(now_s)
    for collection in (store.tokens, store.shares):
        for thing in collection.find():
            if is_over(thing.expires, now):
                collection.take(thing.id)
