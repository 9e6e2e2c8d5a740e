"""Filled pauses come among the words, and take none of them away that was said."""

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.domain.transcript import Word
from interview_simulator.steps.transcription.filled_pauses import among, either, filled


def word(text: str, start_s: float, end_s: float, confidence: float = 0.9) -> Word:
    return Word(text=text, start_s=start_s, end_s=end_s, confidence=confidence)


def texts(words: Iterable[Word]) -> list[str]:
    return [one.text for one in words]


SAID = [word("So", 0, 0.4), word("I", 0.4, 1.6), word("went", 1.6, 2.0), word("home.", 2.0, 2.5)]
READ = [SAID[0], word("um,", 0.6, 1.1), word("I", 1.2, 1.6), *SAID[2:]]


def test_of_a_second_reading_the_filled_pauses_are_taken() -> None:
    assert filled(READ, SAID, "en") == [word("um", 0.6, 1.1)]


def test_a_reading_that_says_something_else_is_not_believed() -> None:
    said = ["that", "it", "was", "um", "a", "good", "uh", "idea"]
    elsewhere = [word(text, place, place + 0.5) for place, text in enumerate(said)]
    assert filled(elsewhere, SAID, "en") == []


def test_where_nothing_was_said_no_reading_is_believed() -> None:
    assert filled([word("uh", place, place + 0.5) for place in range(5)], [], "en") == []


def test_the_english_filled_pause_is_an_article_in_portuguese() -> None:
    said = [word("um", 0, 0.4), word("dia", 0.4, 1.0)]
    assert filled(said, said, "pt") == []
    assert filled([word("Hum,", 0, 0.4), *said], said, "pt") == [word("hum", 0, 0.4)]


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


def test_what_was_found_in_two_ways_is_told_one_time() -> None:
    held = [word("uh", 2.45, 2.95)]
    assert either(held, [word("um", 2.1, 2.6), word("um", 5.0, 5.5)]) == [*held, word("um", 5.0, 5.5)]


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
