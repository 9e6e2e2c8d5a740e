"""Fillers, hedges and repetitions, in sentences of both languages."""

from collections.abc import Sequence

import pytest

from interview_simulator.domain.report import Filler, Vocabulary
from interview_simulator.domain.transcript import Word
from interview_simulator.steps.text_metrics.lexicon import LEXICONS, Lexicon, lexicon
from interview_simulator.steps.text_metrics.wording import fillers, vocabulary
from interview_simulator.steps.text_metrics.words import normal
from interview_simulator.testing.speech import spoken


def words_of(words: Sequence[Word], known: Lexicon) -> Vocabulary:
    return vocabulary(words, known, fillers(words, known))


def texts(found: tuple[Filler, ...]) -> list[str]:
    return [item.text for item in found]


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("en", "Um, I would, uh, use a queue.", ["um", "uh"]),
        ("en", "It was, you know, hard.", ["you know"]),
        ("en", "You know the answer.", []),
        ("en", "It was, like, ten of them.", ["like"]),
        ("en", "I like queues.", []),
        ("en", "I mean, it works.", ["i mean"]),
        ("en", "That is what I mean.", []),
        ("en", "The umbrella is an error.", []),
        ("pt", "Hum, eu usaria uma fila, né?", ["hum", "né"]),
        ("pt", "Era, tipo, muito difícil.", ["tipo"]),
        ("pt", "Um tipo de fila é a lista.", []),
        ("pt", "É, quer dizer, funciona.", ["é", "quer dizer"]),
        ("pt", "Isso quer dizer que funciona.", []),
        ("pt", "Foi tipo assim uma surpresa.", ["tipo assim"]),
        ("pt", "Um hash é um número.", []),
        ("de", "Um, uh, tipo, né.", []),
    ],
)
def test_fillers_are_told_from_the_same_words_in_use(language: str, sentence: str, expected: list[str]) -> None:
    assert texts(fillers(spoken(sentence), lexicon(language))) == expected


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("en", "I think it is probably a queue.", ["i think", "probably"]),
        ("en", "It is a queue.", []),
        ("en", "It is kind of slow, more or less.", ["kind of", "more or less"]),
        ("pt", "Eu acho que talvez seja uma fila.", ["eu acho que", "talvez"]),
        ("pt", "É mais ou menos isso.", ["mais ou menos"]),
        ("pt", "É uma fila.", []),
    ],
)
def test_hedges_are_found_and_the_longest_phrase_counts_once(language: str, sentence: str, expected: list[str]) -> None:
    assert texts(words_of(spoken(sentence), lexicon(language)).hedges) == expected


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("en", "I I went to the the shop.", ["i", "the"]),
        ("en", "It was very, very good.", []),
        ("en", "Um um I went.", []),
        ("en", "The The the shop.", ["the", "the"]),
        ("pt", "Eu eu fui à à feira.", ["eu", "à"]),
        ("pt", "Foi muito, muito bom.", []),
    ],
)
def test_a_word_said_twice_in_a_row_is_a_repetition_unless_a_mark_stands_between(
    language: str, sentence: str, expected: list[str]
) -> None:
    assert texts(words_of(spoken(sentence), lexicon(language)).repetitions) == expected


def test_a_filler_has_the_time_of_its_words() -> None:
    (found,) = fillers(spoken("It was, you know, hard.", start_s=10.0, word_s=0.5), lexicon("en"))
    assert (found.start_s, found.end_s) == (11.0, 12.0)


def test_different_words_are_compared_without_case_and_marks() -> None:
    found = words_of(spoken("Queue, queue. QUEUE! stack"), lexicon("en"))
    assert (found.different, found.different_ratio) == (2, 0.5)
    assert words_of((), lexicon("en")).different_ratio == 0


@pytest.mark.parametrize("language", LEXICONS)
def test_every_phrase_of_a_lexicon_is_written_as_words_are_compared(language: str) -> None:
    known = LEXICONS[language]
    for phrase in known.fillers | known.fillers_set_off | known.hedges:
        assert phrase and all(word == normal(word) != "" for word in phrase)
    assert not known.fillers & known.fillers_set_off


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("en", "The, uh, the team was new.", ["the uh the"]),
        ("en", "We need, we need a plan.", ["we need we need"]),
        ("en", "As, as much as that.", ["as as"]),
        ("en", "It was very, very good.", []),
        ("en", "No, no, no, no.", []),
        ("en", "The team was new.", []),
        ("en", "I I went.", []),
        ("pt", "A, hum, a equipe era nova.", ["a hum a"]),
        ("pt", "Foi muito, muito bom.", []),
        ("pt", "Eu fiz, eu fiz o teste.", ["eu fiz eu fiz"]),
    ],
)
def test_a_phrase_begun_again_is_a_restart(language: str, sentence: str, expected: list[str]) -> None:
    assert texts(words_of(spoken(sentence), lexicon(language)).restarts) == expected


@pytest.mark.parametrize(
    ("language", "sentence", "i", "we"),
    [
        ("en", "I'm sure we did it with our team, and I said so myself.", 3, 2),
        ("en", "It was done in time.", 0, 0),
        ("pt", "Eu fiz a minha parte e nós fizemos a nossa.", 2, 2),
    ],
)
def test_i_and_we_are_counted_apart(language: str, sentence: str, i: int, we: int) -> None:
    found = words_of(spoken(sentence), lexicon(language))
    assert (found.i, found.we) == (i, we)


def test_a_sentence_has_its_words_on_average() -> None:
    assert words_of(spoken("One two three. Four five."), lexicon("en")).sentence_words == 2.5
    assert words_of((), lexicon("en")).sentence_words is None
