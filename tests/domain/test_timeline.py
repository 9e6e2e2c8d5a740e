from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.domain.timeline import runs

flags = st.lists(st.booleans(), max_size=40)


def at_2_hz(held: list[bool]) -> list[tuple[float, bool]]:
    return [(0.5 * count, flag) for count, flag in enumerate(held)]


def test_a_run_lasts_until_the_next_sample_that_differs() -> None:
    found = runs(at_2_hz([False, True, True, False]), end_s=2.0)
    assert [(run.start_s, run.end_s) for run in found] == [(0.5, 1.5)]


def test_a_run_at_the_end_lasts_until_the_end() -> None:
    assert [(run.start_s, run.end_s) for run in runs(at_2_hz([False, True]), end_s=1.3)] == [(0.5, 1.3)]


@given(flags)
def test_every_sample_that_held_lies_in_exactly_one_run_and_no_other_does(held: list[bool]) -> None:
    found = runs(at_2_hz(held), end_s=0.5 * len(held))
    for time_s, flag in at_2_hz(held):
        assert sum(run.start_s <= time_s < run.end_s for run in found) == int(flag)


@given(flags)
def test_runs_are_in_order_and_apart(held: list[bool]) -> None:
    found = runs(at_2_hz(held), end_s=0.5 * len(held))
    assert all(before.end_s < after.start_s for before, after in pairwise(found))
