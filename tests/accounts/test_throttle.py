"""Guessing is hopeless, and the owner always gets in."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.accounts.throttle import SignInThrottle
from interview_simulator.errors import TooManyRequestsError

ANA = "ana@b.c"


def failures_let_through(throttle: SignInThrottle, attempts: Iterator[tuple[str, str, str | None]]) -> int:
    """How many of these attempts, which all fail, get as far as the password."""
    passed = 0
    for attempt in attempts:
        try:
            throttle.require(*attempt)
        except TooManyRequestsError:
            continue
        throttle.failed(*attempt)
        passed += 1
    return passed


def test_one_address_tries_one_account_five_times() -> None:
    assert failures_let_through(SignInThrottle(), iter([(ANA, "192.0.2.1", None)] * 20)) == 5


def test_one_address_tries_all_accounts_fifty_times() -> None:
    attempts = ((f"u{n}@b.c", "192.0.2.1", None) for n in range(200))
    assert failures_let_through(SignInThrottle(), attempts) == 50


def test_all_addresses_together_try_one_account_a_hundred_times() -> None:
    attempts = ((ANA, f"192.0.{a}.{b}", None) for a, b in product(range(3), range(200)))
    assert failures_let_through(SignInThrottle(), attempts) == 100


def test_the_addresses_of_one_network_of_ipv6_count_as_one() -> None:
    attempts = ((ANA, f"2001:db8:1:2::{n:x}", None) for n in range(100))
    assert failures_let_through(SignInThrottle(), attempts) == 5
    assert failures_let_through(SignInThrottle(), ((ANA, f"2001:db8:1:{n}::1", None) for n in range(3))) == 3


@given(
    st.lists(st.tuples(st.just(ANA), st.sampled_from(["192.0.2.1", "198.51.100.7", "::1"]), st.none()), max_size=150)
)
def test_whatever_strangers_try_a_known_device_gets_in(attempts: list[tuple[str, str, None]]) -> None:
    throttle = SignInThrottle()
    failures_let_through(throttle, iter(attempts))
    throttle.require(ANA, "192.0.2.1", "device of ana")


def test_a_stolen_device_does_not_guess_without_end_either() -> None:
    assert failures_let_through(SignInThrottle(), iter([(ANA, "192.0.2.1", "device of ana")] * 30)) == 10


def test_who_gets_in_after_some_mistakes_may_make_mistakes_again() -> None:
    throttle = SignInThrottle()
    for _ in range(3):
        assert failures_let_through(throttle, iter([(ANA, "192.0.2.1", None)] * 4)) == 4
        throttle.require(ANA, "192.0.2.1", None)
        throttle.succeeded(ANA, "192.0.2.1", None)


def test_many_who_sign_in_rightly_from_one_address_are_not_stopped() -> None:
    throttle = SignInThrottle()
    for n in range(200):
        throttle.require(f"student{n}@b.c", "192.0.2.1", None)
        throttle.succeeded(f"student{n}@b.c", "192.0.2.1", None)


def test_it_is_told_how_long_to_wait() -> None:
    throttle = SignInThrottle()
    failures_let_through(throttle, iter([(ANA, "192.0.2.1", None)] * 5))
    with pytest.raises(TooManyRequestsError) as told:
        throttle.require(ANA, "192.0.2.1", None)
    assert 0 < told.value.retry_after_s <= 15 * 60
