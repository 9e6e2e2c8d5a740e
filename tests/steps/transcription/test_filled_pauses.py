"""Filled pauses come among the words, and take none of them away that was said."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from interview_simulator.domain.timeline import Interval
from interview_simulator.domain.transcript import Word
from interview_simulator.steps.transcription.filled_pauses import among, filled, stretches


def word(text: str, start_s: float, end_s: float, confidence: float = 0.9) -> Word:
    return Word(text=text, start_s=start_s, end_s=end_s, confidence=confidence)


def texts(words: Iterable[Word]) -> list[str]:
    return [one.text for one in words]


SAID = [word("So", 0, 0.4), word("I", 0.4, 1.6), word("went", 1.6, 2.0), word("home.", 2.0, 2.5)]
WINDOW = Interval(start_s=10.0, end_s=12.0)


def states(*filled: tuple[int, int]) -> NDArray[np.float32]:
    """Of two seconds and what is behind them, width 2; the first number is 1 where a pause is filled, else -1."""
    found = np.full((120, 2), -1.0, np.float32)
    for begin, end in filled:
        found[begin:end, 0] = 1.0
    return found


BY_THE_FIRST = np.array([4.0, 0.0, 0.0], np.float32)


def found(*runs: tuple[int, int]) -> list[tuple[float, float]]:
    return [(one.start_s, one.end_s) for one, _ in stretches(states(*runs), WINDOW, BY_THE_FIRST)]


def test_a_pause_is_filled_where_its_frames_say_so() -> None:
    ((start_s, end_s),) = found((50, 75))
    assert start_s == pytest.approx(11.0, abs=0.03) and end_s == pytest.approx(11.5, abs=0.03)


def test_a_few_frames_are_none_and_two_pauses_are_two() -> None:
    assert found((50, 52)) == []
    assert len(found((10, 25), (60, 80))) == 2


def test_nothing_is_looked_for_behind_the_window_and_in_what_is_too_short() -> None:
    assert found((101, 119)) == []
    assert list(stretches(states()[:3], WINDOW, BY_THE_FIRST)) == []


def test_where_it_is_not_known_how_they_are_written_none_is() -> None:
    assert list(filled(np.zeros((120, 512), np.float32), WINDOW, "fi")) == []


def test_a_word_that_was_stretched_over_a_pause_gives_way() -> None:
    found = among(SAID, [word("um", 0.6, 1.1)])
    assert texts(found) == ["So", "um", "I", "went", "home."]
    assert found[2].start_s == 1.1


def test_a_doubtful_word_in_its_place_was_the_pause_itself() -> None:
    mistaken = [SAID[0], word("New", 0.6, 1.0, 0.3), *SAID[2:]]
    assert texts(among(mistaken, [word("um", 0.55, 1.1)])) == ["So", "um", "went", "home."]


def test_a_sure_word_in_its_place_stays() -> None:
    assert set(texts(among(SAID, [word("um", 1.5, 2.1)]))) == {"So", "I", "um", "went", "home."}


def test_a_pause_that_was_written_down_is_not_told_twice() -> None:
    told = [word("Um,", 0, 0.5), word("yes", 0.6, 1.0)]
    assert among(told, [word("um", 0.1, 0.6)]) == told


MOMENTS = st.lists(st.tuples(st.floats(0, 20), st.floats(0.05, 1.0)), max_size=8)


@given(MOMENTS, MOMENTS)
def test_sure_words_are_all_kept_and_all_stands_in_order(
    said: list[tuple[float, float]], held: list[tuple[float, float]]
) -> None:
    words = [word(f"w{place}", start_s, start_s + lasts_s) for place, (start_s, lasts_s) in enumerate(sorted(said))]
    found = among(words, [word("uh", start_s, start_s + lasts_s) for start_s, lasts_s in held])
    assert {one.text for one in words} <= set(texts(found))
    assert all(before.start_s <= after.start_s for before, after in pairwise(found))
    assert all(one.start_s <= one.end_s for one in found)
