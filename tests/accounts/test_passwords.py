"""Passwords, by the real Argon2id."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_simulator.accounts.passwords import LEAST, MOST, hashed, matches
from interview_simulator.errors import BadInputError

texts = st.text(min_size=LEAST, max_size=80)


@given(password=texts, other=texts)
@settings(max_examples=15)
def test_a_password_matches_its_hash_and_no_other_does(password: str, other: str) -> None:
    kept = hashed(password)
    assert matches(kept, password)
    assert matches(kept, other) is (password == other)


def test_the_hash_is_argon2id_with_a_salt_of_its_own() -> None:
    one, two = hashed("the same password"), hashed("the same password")
    assert one != two and one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize("password", ["", "x" * (LEAST - 1), "x" * (MOST + 1)])
def test_too_short_and_too_long_ones_are_refused(password: str) -> None:
    with pytest.raises(BadInputError):
        hashed(password)


@pytest.mark.parametrize("kept", [None, "", "not a hash", "$argon2id$broken"])
def test_nothing_matches_what_is_no_hash(kept: str | None) -> None:
    assert not matches(kept, "nobody's password")


def test_a_giant_password_is_not_even_tried() -> None:
    assert not matches(hashed("the right password"), "x" * 10_000_000)
