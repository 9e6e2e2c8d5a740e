"""Looking side by side, telling in order."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.waiting import PATIENCE_S

from interview_simulator.steps.video_metrics.in_order import in_order


@given(items=st.lists(st.integers(), max_size=20), at_once=st.integers(1, 5))
def test_the_results_are_those_of_one_after_the_other(items: list[int], at_once: int) -> None:
    assert list(in_order(lambda item: item * 2, iter(items), at_once)) == [item * 2 for item in items]


@given(at_once=st.integers(1, 4))
def test_no_more_are_held_than_are_looked_at(at_once: int) -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for item in range(20):
            taken += 1
            yield item

    for told, _ in enumerate(in_order(lambda item: item, items(), at_once)):
        assert taken - told <= at_once


def test_so_many_are_looked_at_at_the_same_time() -> None:
    together = threading.Barrier(3, timeout=PATIENCE_S)
    assert len(list(in_order(lambda _: together.wait(), iter(range(6)), 3))) == 6


def test_the_first_failure_is_told() -> None:
    def look(item: int) -> int:
        if item == 2:
            raise ValueError("item 2")
        return item

    told = in_order(look, iter(range(5)), 2)
    assert [next(told), next(told)] == [0, 1]
    with pytest.raises(ValueError, match="item 2"):
        next(told)
