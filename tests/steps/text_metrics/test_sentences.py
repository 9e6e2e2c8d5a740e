from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.steps.text_metrics.sentences import LONGEST, passages, sentences
from interview_simulator.testing.speech import spoken


def test_marks_end_sentences() -> None:
    said = spoken("A stack is last in, first out. And a queue? It is… first in! Done")
    assert sentences(said) == ["A stack is last in, first out.", "And a queue?", "It is…", "first in!", "Done"]


def test_a_long_pause_ends_a_sentence() -> None:
    assert sentences((*spoken("one two"), *spoken("three", start_s=1.6))) == ["one two", "three"]
    assert sentences((*spoken("one two"), *spoken("three", start_s=1.5))) == ["one two three"]


def test_nothing_said_has_no_sentence() -> None:
    assert sentences(()) == []


@given(st.lists(st.text("abc.?,", min_size=1, max_size=6), max_size=150))
def test_sentences_are_the_words_in_order_and_none_is_endless(texts: list[str]) -> None:
    found = sentences(spoken(" ".join(texts)))
    assert " ".join(found).split() == texts
    assert all(1 <= len(sentence.split()) <= LONGEST for sentence in found)


def test_of_a_long_sentence_the_parts_are_looked_at_as_well() -> None:
    said = spoken(" ".join(f"w{place}" for place in range(30)))
    found = [passage.text.split() for passage in passages(said)]
    assert len(found[0]) == 30 and len(found) == 4
    assert all(set(part) <= set(found[0]) for part in found[1:]) and found[-1][-1] == "w29"


def test_fillers_are_not_judged_but_stay_in_the_quote() -> None:
    (found,) = passages(spoken("um a stack um is last, uh, in"), {"um", "uh"})
    assert (found.text, found.quote) == ("a stack is last, in", "a stack um is last, uh, in")
