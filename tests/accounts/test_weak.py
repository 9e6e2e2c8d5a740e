"""Passwords that are guessed first are refused, and others are not."""

import pytest

from interview_simulator.accounts.weak import require_strong
from interview_simulator.errors import BadInputError, WeakPasswordError


@pytest.mark.parametrize(
    "password",
    [
        "1234567890",
        "0987654321",
        "12345678901234",
        "abcdefghijkl",
        "aaaaaaaaaaaa",
        "1212121212",
        "qwertyuiop",
        "QwertyUiop",
        "password123",
        "1q2w3e4r5t",
        "minhasenha123",
        "interview-simulator",
        "ana.silva@example.org",
        "Ana.Silva1",
        "ana.silva@example.org1",
        "ana.silvaexample",
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(WeakPasswordError):
        require_strong(password, "ana.silva@example.org")


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "quite another password",
        "cavalo bateria grampo",
        "x7#pL2mQ9v",
        "ana.silva toca violino",
        "密码是一匹好马和一块电池",
    ],
)
def test_others_do(password: str) -> None:
    require_strong(password, "ana.silva@example.org")


@pytest.mark.parametrize("password", ["", "short", "x7#pL2mQ9", "x" * 1025])
def test_too_short_and_too_long_ones_are_refused(password: str) -> None:
    with pytest.raises(BadInputError):
        require_strong(password, "ana.silva@example.org")
