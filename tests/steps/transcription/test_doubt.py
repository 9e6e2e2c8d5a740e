"""Words of which the recogniser is not confident are marked."""

from collections.abc import Iterable

from interview_simulator.domain.timeline import Interval
from interview_simulator.domain.transcript import Word
from interview_simulator.steps.transcription.doubt import outside, unclear_windows, with_doubt

FIRST, SECOND = Interval(start_s=0, end_s=10), Interval(start_s=10, end_s=20)


def words(*confidences: float, start_s: float = 0) -> tuple[Word, ...]:
    return tuple(
        Word(text="word", start_s=start_s + place, end_s=start_s + place + 0.5, confidence=confidence)
        for place, confidence in enumerate(confidences)
    )


def doubtful(found: Iterable[Word]) -> list[bool]:
    return [word.doubtful for word in found]


def test_a_word_that_is_hardly_likely_is_doubtful() -> None:
    assert doubtful(with_doubt(words(0.9, 0.1, 0.6))) == [False, True, False]


def test_all_words_of_an_unclear_window_are_doubtful() -> None:
    said = words(0.4, 0.6, 0.31) + words(0.9, 0.4, start_s=10)
    unclear = unclear_windows([FIRST, SECOND], said)
    assert unclear == [FIRST]
    assert doubtful(with_doubt(said, unclear)) == [True, True, True, False, False]


def test_a_window_without_words_is_not_unclear() -> None:
    assert unclear_windows([FIRST, SECOND], words(0.1)) == [FIRST]
    assert unclear_windows([], ()) == []


def test_a_word_behind_the_end_of_its_window_is_of_this_window() -> None:
    said = words(0.4, start_s=9) + words(0.4, start_s=30)
    assert len(unclear_windows([FIRST, SECOND], said)) == 2
    assert doubtful(with_doubt(said, unclear_windows([FIRST, SECOND], said))) == [True, True]


def test_a_word_that_took_no_time_has_to_be_sure() -> None:
    said = [word.model_copy(update={"end_s": word.start_s}) for word in words(0.45, 0.6)]
    assert doubtful(with_doubt(said)) == [True, False]


def test_what_lies_outside_is_kept() -> None:
    said = words(0.9) + words(0.9, start_s=10)
    assert outside(said, [FIRST]) == [said[1]]
