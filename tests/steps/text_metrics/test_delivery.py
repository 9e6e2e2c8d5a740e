"""Laws of the delivery figures, and cases counted by hand."""

from typing import TypeVar

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interview_simulator.domain.report import Filler, NotAnalysed, SpeechSection
from interview_simulator.domain.timeline import Interval
from interview_simulator.domain.transcript import Word
from interview_simulator.steps.text_metrics.delivery import PAUSE_S, Said, measure_delivery, talking
from interview_simulator.testing.speech import spoken

NOT_HEARD = NotAnalysed(reason="not asked")


def gap(start_s: float, end_s: float) -> Interval:
    return Interval(start_s=round(start_s, 3), end_s=round(end_s, 3))


def delivery(
    words: tuple[Word, ...], quiet: tuple[Interval, ...] = (), duration_s: float = 60.0, language: str = "en"
) -> SpeechSection:
    return measure_delivery(Said(words, language, duration_s), quiet, NOT_HEARD, NOT_HEARD)


def test_the_figures_of_an_answer_counted_by_hand() -> None:
    words = (*spoken("Um I would begin", start_s=1.0), *spoken("with the index here um", start_s=3.6))
    figures = delivery(words, (gap(0, 1.0), gap(2.6, 3.6), gap(5.6, 10)), duration_s=10.0)
    assert figures.words == 9
    assert figures.speech_rate_wpm == 54.0
    assert figures.time_to_first_word_s == 1.0
    assert (figures.pauses.count, figures.pauses.longest_s) == (1, 1.0)
    assert figures.pauses.ratio == pytest.approx(1.0 / 4.6, abs=1e-4)
    assert figures.articulation_rate_wpm == pytest.approx(9 / 3.6 * 60, abs=0.1)
    assert (figures.fillers.count, figures.fillers.per_min) == (2, 12.0)


def test_nothing_said_has_no_rates_and_no_pauses() -> None:
    figures = delivery((), (gap(0, 60),))
    assert (figures.words, figures.speech_rate_wpm, figures.pauses.count) == (0, 0.0, 0)
    assert figures.articulation_rate_wpm is None and figures.time_to_first_word_s is None


def test_silence_before_the_first_word_and_after_the_last_is_no_pause() -> None:
    figures = delivery(spoken("one two three", start_s=5.0), (gap(0, 5.0), gap(6.2, 60)))
    assert figures.pauses.count == 0 and figures.pauses.ratio == 0


def test_marks_alone_are_no_words() -> None:
    assert delivery(spoken("one - two …")).words == 2


def test_a_word_that_runs_into_the_silence_before_it_begins_with_the_sound() -> None:
    talk = talking(spoken("one two", start_s=0.5, word_s=1.0), (gap(0, 1.2), gap(2.1, 4)))
    assert talk is not None and (talk.start_s, talk.end_s) == (1.2, 2.1)


@pytest.mark.parametrize(("length_s", "count"), [(PAUSE_S - 0.01, 0), (PAUSE_S, 1)])
def test_half_a_second_is_a_pause(length_s: float, count: int) -> None:
    words = (*spoken("one"), *spoken("two", start_s=0.4 + length_s))
    assert delivery(words, (gap(0.4, 0.4 + length_s),)).pauses.count == count


@st.composite
def answers(draw: st.DrawFn) -> tuple[tuple[Word, ...], tuple[Interval, ...]]:
    """Words one after the other, some with a silence in between; times in whole hundredths of a second."""
    words, quiet, now = [], [], draw(st.integers(0, 300))
    for text in draw(st.lists(st.sampled_from(["um", "so", "maybe", "the", "the", "index,"]), min_size=1, max_size=12)):
        length, silence = draw(st.integers(10, 60)), draw(st.sampled_from([0, 20, 50, 120]))
        words.append(Word(text=text, start_s=now / 100, end_s=(now + length) / 100, confidence=1))
        now += length
        if silence:
            quiet.append(Interval(start_s=now / 100, end_s=(now + silence) / 100))
        now += silence
    return tuple(words), tuple(quiet)


Stretch = TypeVar("Stretch", Interval, Word, Filler)


def later(stretch: Stretch, by_s: float) -> Stretch:
    return stretch.model_copy(
        update={"start_s": round(stretch.start_s + by_s, 3), "end_s": round(stretch.end_s + by_s, 3)}
    )


@given(answers(), st.integers(1, 2000).map(lambda hundredths: hundredths / 100))
def test_a_later_answer_has_the_same_figures_and_later_items(
    answer: tuple[tuple[Word, ...], tuple[Interval, ...]], by_s: float
) -> None:
    words, quiet = answer
    now = delivery(words, quiet)
    moved = delivery(tuple(later(w, by_s) for w in words), tuple(later(q, by_s) for q in quiet))
    assert moved.fillers.items == tuple(later(item, by_s) for item in now.fillers.items)
    assert moved.pauses.items == tuple(later(item, by_s) for item in now.pauses.items)
    assert moved.vocabulary.repetitions == tuple(later(item, by_s) for item in now.vocabulary.repetitions)
    assert moved.time_to_first_word_s == pytest.approx((now.time_to_first_word_s or 0) + by_s)
    same = {"words", "speech_rate_wpm"}
    assert moved.model_dump(include=same) == now.model_dump(include=same)
    assert moved.articulation_rate_wpm == pytest.approx(now.articulation_rate_wpm, abs=0.11)
    assert moved.pauses.ratio == pytest.approx(now.pauses.ratio, abs=1e-4)


@given(answers(), st.data())
def test_a_longer_pause_never_lowers_the_share_of_pauses(
    answer: tuple[tuple[Word, ...], tuple[Interval, ...]], data: st.DataObject
) -> None:
    words, quiet = answer
    inner = [place for place, q in enumerate(quiet) if q.end_s <= words[-1].start_s and q.end_s - q.start_s >= PAUSE_S]
    assume(inner)
    place, by_s = data.draw(st.sampled_from(inner)), data.draw(st.integers(1, 300)) / 100
    longer = quiet[place].model_copy(update={"end_s": round(quiet[place].end_s + by_s, 3)})
    changed = (*quiet[:place], longer, *(later(q, by_s) for q in quiet[place + 1 :]))
    moved = tuple(later(w, by_s) if w.start_s >= quiet[place].end_s else w for w in words)
    before, after = delivery(words, quiet), delivery(moved, changed)
    assert after.pauses.ratio >= before.pauses.ratio
    assert after.pauses.longest_s >= before.pauses.longest_s and after.pauses.count >= before.pauses.count


@given(answers())
def test_counts_are_the_numbers_of_items_and_shares_are_shares(
    answer: tuple[tuple[Word, ...], tuple[Interval, ...]],
) -> None:
    figures = delivery(*answer)
    assert figures.fillers.count == len(figures.fillers.items)
    assert figures.pauses.count == len(figures.pauses.items)
    assert 0 <= figures.pauses.ratio <= 1 and 0 <= figures.vocabulary.different_ratio <= 1
    assert figures.pauses.longest_s == pytest.approx(
        max((item.end_s - item.start_s for item in figures.pauses.items), default=0)
    )


@given(answers(), answers())
def test_two_answers_one_after_the_other_have_the_fillers_of_both(
    first: tuple[tuple[Word, ...], tuple[Interval, ...]], second: tuple[tuple[Word, ...], tuple[Interval, ...]]
) -> None:
    behind_s = first[0][-1].end_s + 10
    moved = tuple(later(word, behind_s) for word in second[0])
    both = delivery((*first[0], *moved))
    assert both.words == delivery(first[0]).words + delivery(second[0]).words
    assert both.fillers.items == (*delivery(first[0]).fillers.items, *delivery(moved).fillers.items)


def test_a_pause_between_sentences_breaks_none() -> None:
    words = (*spoken("It was done."), *spoken("Then we", start_s=2.2), *spoken("left", start_s=4.0))
    pauses = delivery(words, (gap(1.2, 2.2), gap(3.0, 4.0))).pauses
    assert [pause.between_sentences for pause in pauses.items] == [True, False]
    assert (pauses.count, pauses.inside_sentences) == (2, 1)


FAIR = "I built the index with Priya and my team measured it, so I know that it was faster."


def without(section: SpeechSection, *figures: str) -> dict[str, object]:
    """The section as plain data, without these figures."""
    found: dict[str, object] = section.model_dump(exclude=set(figures))
    return found


def test_another_name_changes_nothing_in_the_delivery() -> None:
    assert delivery(spoken(FAIR)) == delivery(spoken(FAIR.replace("Priya", "Wei")))


def test_we_for_i_changes_only_who_is_spoken_of() -> None:
    plural = FAIR.replace("I ", "We ").replace("my ", "our ")
    one, many = delivery(spoken(FAIR)), delivery(spoken(plural))
    assert (one.vocabulary.i, one.vocabulary.we, many.vocabulary.i, many.vocabulary.we) == (3, 0, 0, 3)
    assert without(one, "vocabulary") == without(many, "vocabulary")
    same = {"i", "we"}
    assert one.vocabulary.model_dump(exclude=same) == many.vocabulary.model_dump(exclude=same)


def test_silence_for_fillers_changes_only_what_counts_words_fillers_and_time() -> None:
    words = spoken("So, um, I built the, uh, index with Priya.")
    fluent = tuple(word for word in words if word.text not in {"um,", "uh,"})
    with_fillers, without_them = delivery(words), delivery(fluent)
    assert (with_fillers.fillers.count, without_them.fillers.count) == (2, 0)
    moved = ("words", "speech_rate_wpm", "articulation_rate_wpm", "fillers", "vocabulary", "pace")
    assert without(with_fillers, *moved) == without(without_them, *moved)
    for kind in ("hedges", "repetitions", "restarts", "i", "we"):
        assert getattr(with_fillers.vocabulary, kind) == getattr(without_them.vocabulary, kind)
