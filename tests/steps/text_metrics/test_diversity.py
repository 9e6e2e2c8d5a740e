"""The share of different words does not show how long one spoke."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.steps.text_metrics.diversity import WINDOW, mattr

texts = st.lists(st.sampled_from("abcdefghij"), min_size=WINDOW, max_size=120)


def test_fewer_words_than_a_window_have_none() -> None:
    assert mattr(["word"] * (WINDOW - 1)) is None


def test_the_same_word_and_always_another() -> None:
    assert mattr(["word"] * 200) == 1 / WINDOW
    assert mattr([str(number) for number in range(200)]) == 1


@pytest.mark.parametrize("times", [1, 2, 10])
def test_saying_the_same_again_and_again_does_not_lower_it(times: int) -> None:
    assert mattr([str(number) for number in range(WINDOW)] * times) == 1


@given(texts)
def test_it_is_a_share_and_the_direction_does_not_matter(words: list[str]) -> None:
    found = mattr(words)
    assert found is not None and 0 < found <= 1
    assert found == mattr(words[::-1])
