"""Windows hold all speech, in order, and are no longer than they may be."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.domain.timeline import Interval
from interview_simulator.steps.transcription.windows import no_longer, windows

LONGEST_S, SILENCE_S = 15.0, 2.0
LENGTHS_AND_GAPS = st.lists(st.tuples(st.floats(0.1, LONGEST_S), st.floats(0.0, 5.0)), max_size=30)


def stretches(lengths_and_gaps: list[tuple[float, float]]) -> list[Interval]:
    found, at_s = [], 0.0
    for length_s, gap_s in lengths_and_gaps:
        found.append(Interval(start_s=at_s + gap_s, end_s=at_s + gap_s + length_s))
        at_s = found[-1].end_s
    return found


@given(LENGTHS_AND_GAPS)
def test_all_speech_is_in_one_window_in_order(lengths_and_gaps: list[tuple[float, float]]) -> None:
    spoken = stretches(lengths_and_gaps)
    cut = windows(spoken, LONGEST_S, SILENCE_S)
    assert all(before.end_s <= after.start_s for before, after in pairwise(cut))
    assert all(
        sum(window.start_s <= one.start_s and one.end_s <= window.end_s for window in cut) >= 1 for one in spoken
    )
    assert {window.start_s for window in cut} <= {one.start_s for one in spoken}


@given(LENGTHS_AND_GAPS)
def test_no_window_is_too_long_and_none_holds_a_long_silence(lengths_and_gaps: list[tuple[float, float]]) -> None:
    spoken = stretches(lengths_and_gaps)
    cut = windows(spoken, LONGEST_S, SILENCE_S)
    assert all(window.end_s - window.start_s <= LONGEST_S + 1e-9 for window in cut)
    for before, after in pairwise(spoken):
        if after.start_s - before.end_s > SILENCE_S:
            assert not any(window.start_s < before.end_s and after.start_s < window.end_s for window in cut)


def test_a_full_window_is_cut_at_the_widest_gap_of_its_second_half() -> None:
    spoken = stretches([(5.0, 0.0), (4.0, 0.9), (3.0, 0.8), (2.0, 0.2)])
    ends_s = [window.end_s for window in windows(spoken, LONGEST_S, SILENCE_S)]
    assert ends_s == [spoken[1].end_s, spoken[3].end_s]


def test_without_speech_there_is_no_window() -> None:
    assert windows([], LONGEST_S, SILENCE_S) == ()


@given(st.floats(15.5, 100), st.floats(0, 10), st.integers(0, 2**32 - 1))
def test_long_speech_is_cut_into_parts_that_fit(lasts_s: float, start_s: float, seed: int) -> None:
    loudness = np.random.default_rng(seed).uniform(-4, -1, round((start_s + lasts_s) * 100) + 1)
    stretch = Interval(start_s=start_s, end_s=start_s + lasts_s)
    parts = no_longer([stretch], LONGEST_S, loudness)
    assert parts[0].start_s == stretch.start_s
    assert parts[-1].end_s == stretch.end_s
    assert all(before.end_s == after.start_s for before, after in pairwise(parts))
    assert all(0 < part.end_s - part.start_s <= LONGEST_S for part in parts)


def test_long_speech_is_cut_between_words() -> None:
    loudness = np.full(2000, -1.0)
    loudness[1100:1118] = -3.0  # between two words; a stop consonant is as quiet, and shorter
    loudness[1250:1256] = -4.0
    first, second = no_longer([Interval(start_s=0, end_s=20)], LONGEST_S, loudness)
    assert 11.0 <= first.end_s <= 11.18
    assert second.end_s == 20


def test_short_speech_is_not_cut() -> None:
    spoken = [Interval(start_s=0, end_s=15), Interval(start_s=15.3, end_s=20)]
    assert no_longer(spoken, LONGEST_S, np.zeros(2000)) == spoken
