import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.web.ranges import RangeNotSatisfiableError, part_of

sizes = st.integers(0, 50)
numbers = st.integers(0, 60).map(str) | st.just("")


@given(st.none() | st.text(), sizes)
def test_any_header_names_a_part_inside_the_file_or_nothing(header: str | None, size: int) -> None:
    check_inside(header, size)


@given(numbers, numbers, sizes)
def test_any_range_is_a_part_inside_the_file_or_cannot_be_satisfied(first: str, last: str, size: int) -> None:
    check_inside(f"bytes={first}-{last}", size)


def check_inside(header: str | None, size: int) -> None:
    try:
        part = part_of(header, size)
    except RangeNotSatisfiableError:
        return
    assert part is None or 0 <= part[0] < part[1] <= size


@given(st.integers(1, 1000), st.data())
def test_parts_that_meet_are_the_whole_file(size: int, data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, size))
    head = part_of(f"bytes=0-{cut - 1}", size)
    assert head == (0, cut)
    if cut < size:
        assert part_of(f"bytes={cut}-", size) == part_of(f"bytes=-{size - cut}", size) == (cut, size)


def test_an_empty_file_has_no_range() -> None:
    with pytest.raises(RangeNotSatisfiableError):
        part_of("bytes=0-", 0)
