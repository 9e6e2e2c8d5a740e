"""How far the voice falls at the ends of sentences, in levels that were made to fall."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from interview_simulator.steps.text_metrics.projection import drop_at_ends_db
from interview_simulator.testing.speech import spoken

SENTENCE = spoken("We moved all of it over a weekend.", word_s=0.5)
LENGTH_S = 4.0


def falling(by_db: float) -> NDArray[np.float64]:
    """Speech at -20 dBFS whose last half second is quieter, then the noise of a quiet room."""
    return np.concatenate([np.full(350, -20.0), np.full(50, -20.0 - by_db), np.full(200, -50.0)])


@given(st.floats(0, 20))
def test_the_fall_is_the_difference_of_the_levels(by_db: float) -> None:
    assert drop_at_ends_db(SENTENCE, falling(by_db)) == pytest.approx(by_db, abs=0.06)


@given(st.floats(-30, 10))
def test_a_louder_recording_falls_as_far(louder_db: float) -> None:
    assert drop_at_ends_db(SENTENCE, falling(6) + louder_db) == pytest.approx(6, abs=0.06)


def test_the_silence_behind_a_sentence_is_no_fall() -> None:
    stretched = (*SENTENCE[:-1], SENTENCE[-1].model_copy(update={"end_s": LENGTH_S + 1.5}))
    assert drop_at_ends_db(stretched, falling(0)) == 0


@pytest.mark.parametrize("text", ["", "Yes.", "Not one of."])
def test_a_short_sentence_has_no_end_of_its_own(text: str) -> None:
    assert drop_at_ends_db(spoken(text), falling(6)) is None


def test_no_sound_has_no_fall() -> None:
    assert drop_at_ends_db(SENTENCE, np.zeros(0)) is None
