"""Figures in sentences are rounded as the page rounds them."""

from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.domain.rounding import whole


@given(st.integers(-1000, 1000))
def test_halves_go_up(number: int) -> None:
    assert whole(number + 0.5) == number + 1


@given(st.floats(-1e6, 1e6))
def test_it_is_the_nearest_whole_number(value: float) -> None:
    assert abs(whole(value) - value) <= 0.5
