"""Passwords that are guessed first: common ones, one's own address, and runs of the same or the next character."""

from functools import cache
from itertools import pairwise
from pathlib import Path

from interview_simulator.accounts.passwords import LEAST, MOST
from interview_simulator.errors import BadInputError, WeakPasswordError

COMMON = Path(__file__).with_name("common_passwords.txt")
LEAST_DIFFERENT, LEAST_BESIDE_ADDRESS, LEAST_PART = 5, 6, 3
"""Characters: different ones of a password, those beside an address in it, those of a part of an address."""
MOST_IN_A_RUN = 0.7
"""Share of characters that follow from the one before."""


def require_strong(password: str, email: str) -> None:
    """Raises BadInputError for a length that does not do, WeakPasswordError for a password that is soon guessed.

    Costs next to nothing, so it comes before the password is hashed.
    """
    if not LEAST <= len(password) <= MOST:
        raise BadInputError(f"The password must have {LEAST} to {MOST} characters.")
    lower = password.lower()
    if lower in _common() or len(set(lower)) < LEAST_DIFFERENT or _is_a_run(lower):
        raise WeakPasswordError(
            "This password is among the first that are guessed; choose another, such as four words."
        )
    if len(_beside_address(lower, email.lower())) < LEAST_BESIDE_ADDRESS:
        raise WeakPasswordError("This password is little more than your address; choose another, such as four words.")


@cache
def _common() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def _is_a_run(text: str) -> bool:
    """Whether it goes on as 1234 or aaaa do, or 9876; after 9 comes 0."""
    steps = [(ord(after) - ord(before)) % 256 for before, after in pairwise(text)]
    return sum(step in (0, 1, 255, 247, 9) for step in steps) > MOST_IN_A_RUN * len(steps)


def _beside_address(password: str, email: str) -> str:
    """What is left of the password without the address and its parts."""
    local, _, domain = email.rpartition("@")
    for part in sorted((email, local, domain, *domain.split(".")), key=len, reverse=True):
        if len(part) >= LEAST_PART:
            password = password.replace(part, "")
    return password
