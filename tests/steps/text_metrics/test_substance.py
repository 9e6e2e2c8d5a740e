import pytest

from interview_simulator.interviews.catalogue import catalogue
from interview_simulator.steps.text_metrics.substance import substance

QUESTION = "How does a hash table find a value so quickly?"


@pytest.mark.parametrize("interview", catalogue().values(), ids=lambda interview: interview.id)
def test_every_model_answer_has_substance(interview: object) -> None:
    for question in interview.questions:  # type: ignore[attr-defined]
        found = substance(question.text, question.model_answer, interview.language)  # type: ignore[attr-defined]
        assert (found.sentences, found.own_words) == (1.0, 1.0), question.id


def test_a_list_of_terms_is_no_sentence() -> None:
    assert substance(QUESTION, "Hash function, index, bucket, array, constant time, collisions.", "en").sentences == 0
    assert substance(QUESTION, "The hash function gives the index of a bucket in an array.", "en").sentences == 1


def test_where_the_model_answer_is_a_list_a_list_will_do() -> None:
    listed = "Queries, mutations, subscriptions, schema, resolvers, introspection"
    assert (
        substance(QUESTION, listed, "en", reference="Reads, writes, events, types, fields, introspection").sentences
        == 0
    )
    assert substance("Name six parts.", "Cpu, memory, disk, screen, keyboard and mouse", "en", listed).sentences == 1


def test_an_echo_has_no_words_of_its_own() -> None:
    assert (
        substance(QUESTION, "A hash table finds a value so quickly because it quickly finds a value.", "en").own_words
        == 0
    )
    assert substance(QUESTION, "It computes the place from the key.", "en").own_words == 1


def test_a_term_alone_is_not_held_to_be_a_list() -> None:
    assert substance("Name a compute service on AWS", "Amazon EC2", "en").sentences == 1
