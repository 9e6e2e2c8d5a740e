"""Which language is spoken, by windows whose probabilities were made up, and which windows are asked."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.domain.report import OtherLanguage
from interview_simulator.domain.timeline import Interval
from interview_simulator.steps.transcription.engine import HeardWindow
from interview_simulator.steps.transcription.spoken_language import choice, other_languages, spread

WINDOW_S = 10.0
ENGLISH, PORTUGUESE, GERMAN = {"en": 0.98, "cy": 0.02}, {"pt": 0.9, "gl": 0.1}, {"de": 0.97, "nl": 0.02, "en": 0.01}
WELSH_OR_ENGLISH = {"cy": 0.5, "en": 0.3, "nn": 0.2}
probabilities = st.dictionaries(st.sampled_from(["en", "pt", "de", "es", "cy"]), st.floats(0, 1), min_size=1).map(
    lambda found: {language: share / max(1.0, sum(found.values())) for language, share in found.items()}
)


def heard(*likely: dict[str, float], window_s: float = WINDOW_S) -> list[HeardWindow]:
    """Windows one after the other."""
    return [
        HeardWindow(start_s=place * window_s, end_s=(place + 1) * window_s, languages=one)
        for place, one in enumerate(likely)
    ]


windows = st.lists(probabilities, min_size=1, max_size=8).map(lambda found: heard(*found))


def others(found: list[HeardWindow], language: str) -> tuple[OtherLanguage, ...]:
    return other_languages(found, language, found[-1].end_s)


class TestChoice:
    def test_the_likeliest_of_those_that_are_offered_is_taken(self) -> None:
        found = choice(heard(PORTUGUESE, PORTUGUESE))
        assert (found.language, found.known, found.probability) == ("pt", True, 1.0)

    def test_english_that_sounds_more_like_welsh_is_english(self) -> None:
        assert (choice(heard(WELSH_OR_ENGLISH, window_s=2.5)).language) == "en"

    def test_half_english_half_portuguese_is_not_known(self) -> None:
        assert not choice(heard(ENGLISH, PORTUGUESE)).known

    def test_longer_windows_weigh_more(self) -> None:
        short, long = heard(PORTUGUESE, window_s=1.0)[0], heard(ENGLISH, window_s=15.0)[0]
        found = choice([short, long])
        assert (found.language, found.known) == ("en", True)

    def test_what_is_clearly_another_language_is_written_down_in_it(self) -> None:
        assert choice(heard(GERMAN, GERMAN)).language == "de"

    def test_but_not_after_two_seconds(self) -> None:
        assert choice(heard(GERMAN, window_s=2.0)).language in ("en", "pt")

    @given(windows)
    def test_in_whatever_is_heard_a_probability_is_one(self, found: list[HeardWindow]) -> None:
        assert 0 <= choice(found).probability <= 1.0001


class TestOtherLanguages:
    def test_none_where_everything_is_in_the_language_of_the_answers(self) -> None:
        assert others(heard(ENGLISH, WELSH_OR_ENGLISH, ENGLISH), "en") == ()

    def test_all_of_it(self) -> None:
        assert others(heard(PORTUGUESE, PORTUGUESE), "en") == (
            OtherLanguage(language="pt", offered=True, start_s=0, end_s=20),
        )

    def test_from_its_first_window_on(self) -> None:
        assert others(heard(ENGLISH, GERMAN, GERMAN), "en") == (
            OtherLanguage(language="de", offered=False, start_s=10, end_s=30),
        )

    def test_in_the_middle(self) -> None:
        assert others(heard(ENGLISH, GERMAN, ENGLISH), "en") == (
            OtherLanguage(language="de", offered=False, start_s=10, end_s=20),
        )

    def test_a_window_that_nobody_can_tell_does_not_part_what_is_around_it(self) -> None:
        unclear = {"gl": 0.6, "pt": 0.35}
        (found,) = others(heard(PORTUGUESE, unclear, PORTUGUESE), "en")
        assert (found.language, found.end_s) == ("pt", 30)

    def test_one_after_the_other(self) -> None:
        found = others(heard(ENGLISH, GERMAN), "pt")
        assert [(one.language, one.offered, one.end_s) for one in found] == [("en", True, 10), ("de", False, 20)]

    def test_what_nobody_can_tell_goes_with_what_was_heard_before_it_or_comes_first(self) -> None:
        unclear = {"gl": 0.5, "pt": 0.45}
        assert others(heard(ENGLISH, unclear, PORTUGUESE), "en")[0].start_s == 20
        assert others(heard(unclear, PORTUGUESE), "en")[0].start_s == 0

    def test_a_few_words_are_no_change_of_language(self) -> None:
        assert others(heard(GERMAN, ENGLISH, window_s=3.0), "en") == ()

    def test_english_that_is_mistaken_for_welsh_is_no_other_language(self) -> None:
        welsh = {"cy": 0.95, "en": 0.01}
        assert others(heard(welsh, welsh), "en") == ()
        found = choice(heard(welsh, welsh))
        assert (found.language, found.known) == ("en", False)

    def test_of_many_languages_none_is_clear(self) -> None:
        noise = {"nn": 0.3, "cy": 0.3, "la": 0.3}
        assert others(heard(noise, noise), "en") == ()

    def test_a_language_that_is_not_offered_is_another_one_although_the_words_are_right(self) -> None:
        (found,) = others(heard(GERMAN, GERMAN), "de")
        assert (found.language, found.offered, found.start_s, found.end_s) == ("de", False, 0, 20)

    def test_nothing_is_said_where_nobody_listened(self) -> None:
        assert other_languages((), "en", 60.0) == ()

    @given(windows, st.sampled_from(["en", "pt", "und", "de"]))
    def test_stretches_are_in_order_inside_the_recording_and_apart(
        self, found: list[HeardWindow], language: str
    ) -> None:
        stretches = others(found, language)
        assert all(0 <= one.start_s < one.end_s <= found[-1].end_s for one in stretches)
        assert all(before.end_s <= after.start_s for before, after in pairwise(stretches))


class TestWindowsThatAreAsked:
    @pytest.mark.parametrize(("count", "asked"), [(1, [0]), (4, [0, 1, 2, 3]), (8, [0, 2, 4, 6]), (9, [0, 2, 4, 6])])
    def test_they_are_spread_over_the_recording(self, count: int, asked: list[int]) -> None:
        cut = [Interval(start_s=place, end_s=place + 1) for place in range(count)]
        assert [int(window.start_s) for window in spread(cut, 4)] == asked
