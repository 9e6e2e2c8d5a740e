import pytest

from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.evidence import evidence
from interview_simulator.steps.text_metrics.phrases import PHRASES
from interview_simulator.steps.text_metrics.sentences import passages, sentences
from interview_simulator.steps.text_metrics.story import says_we_only, verbs_of_the_past, worth_as_story
from interview_simulator.steps.text_metrics.structure import structure
from interview_simulator.testing.speech import spoken

VECTORS = Embeddings()
TOLD = {
    "en": (
        "Last winter our carrier announced a strike.",
        "I ran the shipping desk, so I was responsible for nine hundred orders.",
        "I called two other carriers and moved the urgent ones.",
        "In the end only eleven parcels arrived late.",
    ),
    "pt": (
        "No inverno passado a nossa transportadora anunciou uma greve, e na época havia muitos pedidos.",
        "Eu era responsável pela expedição e precisava decidir.",
        "Liguei para outras duas transportadoras e separei os urgentes.",
        "No fim só onze encomendas atrasaram.",
    ),
}


def parts(text: str, language: str) -> dict[str, str | None]:
    found = structure(passages(spoken(text)), language, PHRASES[language].parts, VECTORS)
    assert all((part.quote is None) == (part.hint is not None) for part in found)
    return {part.part: part.quote for part in found}


@pytest.mark.parametrize("language", ["en", "pt"])
def test_each_part_of_a_story_is_shown_by_its_sentence(language: str) -> None:
    told = TOLD[language]
    assert list(parts(" ".join(told), language).values()) == list(told)


@pytest.mark.parametrize("language", ["en", "pt"])
def test_a_story_without_an_end_gets_a_hint_for_it(language: str) -> None:
    found = parts(" ".join(TOLD[language][:3]), language)
    assert found["result"] is None and found["situation"] is not None and found["action"] is not None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I am a positive person. Teamwork is important to me.", "en"),
        ("Sou uma pessoa positiva. O trabalho em equipe é importante.", "pt"),
    ],
)
def test_who_speaks_in_general_tells_no_story(text: str, language: str) -> None:
    assert set(parts(text, language).values()) == {None}
    assert verbs_of_the_past(text, language) == 0 and worth_as_story(text, language) < 0.5
    assert worth_as_story(" ".join(TOLD[language]), language) == 1


def test_numbers_names_and_results_are_the_words_of_the_answer() -> None:
    text = (
        "Last year Marek and I had one idea. We moved 40 customers in three days. As a result the errors fell by 25%."
    )
    found = evidence(sentences(spoken(text)), "en")
    assert found.numbers == ("40", "three", "25%") and found.names == ("Marek",)
    assert found.results == ("As a result the errors fell by 25%.",)


def test_we_without_i_is_noticed() -> None:
    assert says_we_only("We agreed and our team finished.", "en") and not says_we_only(
        "We agreed and I wrote it.", "en"
    )
    assert says_we_only("A gente terminou no prazo.", "pt") and not says_we_only("A gente discutiu e liguei.", "pt")
