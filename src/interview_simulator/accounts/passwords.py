"""Passwords, by Argon2id."""

import secrets
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from interview_simulator.errors import BadInputError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST, MOST = 10, 1024
"""Characters. Length is what helps; rules about kinds of characters do not (NIST SP 800-63B)."""
TIME_COST, MEMORY_KIB, LANES = 2, 19_456, 1
"""OWASP's first choice for Argon2id."""
_AT_ONCE = BoundedSemaphore(4)
"""Each takes 19 MiB; many who sign in at the same moment wait for each other."""


def hashed(password: str) -> str:
    """The hash with its parameters and salt; raises BadInputError for a password that is too short or too long."""
    if not LEAST <= len(password) <= MOST:
        raise BadInputError(f"The password must have {LEAST} to {MOST} characters.")
    with _AT_ONCE:
        return _hasher().hash(_encoded(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Whether it is the password. Where there is no hash it takes as long, so that time does not tell who exists."""
    from argon2.exceptions import InvalidHashError, VerificationError

    if len(password) > MOST:
        return False
    with _AT_ONCE:
        try:
            kept = _nobodys() if password_hash is None else password_hash
            return _hasher().verify(kept, _encoded(password)) and password_hash is not None
        except (VerificationError, InvalidHashError):
            return False


def _encoded(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=TIME_COST, memory_cost=MEMORY_KIB, parallelism=LANES)


@cache
def _nobodys() -> str:
    return _hasher().hash(secrets.token_bytes(32))
