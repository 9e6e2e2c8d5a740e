"""Interviews made to measure: chosen by the real model from the shipped bank, written by a scripted one, and kept."""

import json
from pathlib import Path

import pytest
from tests.support.language_model_server import failing, saying, serving

from interview_simulator.domain.interview import Interview
from interview_simulator.embeddings import embed
from interview_simulator.errors import BadInputError
from interview_simulator.interviews.catalogue import as_yaml, catalogue, load_interview
from interview_simulator.interviews.choose import LEAST_OF_A_KIND, QUESTIONS, BankTailor, named
from interview_simulator.interviews.made import MadeInterviews
from interview_simulator.interviews.tailor import LONGEST_TITLE, Wanted, title_of
from interview_simulator.interviews.write import ModelTailor
from interview_simulator.language_model.vendors import VendorLanguageModel

BANK = catalogue().values()
TAILOR = BankTailor(BANK, embed)
DATA = """Data Engineer at Harbour Logistics
You will build data pipelines in Python and SQL and own the data quality of our shipment events.
- Experience with databases
- Monitoring and testing of batch jobs"""
SALES = """Vendedor interno, loja de eletrodomésticos
Procuramos uma pessoa para atender clientes, negociar preços e prazos, bater metas e cuidar do pós-venda."""


def question(number: int) -> dict[str, object]:
    points = [{"text": f"Pipeline {number} is tested.", "weight": 2}, {"text": "Failures are told.", "weight": 1}]
    return {
        "text": f"How do you keep pipeline {number} right?",
        "kind": "knowledge",
        "key_points": points,
        "model_answer": "I test every pipeline, and failures are told.",
        "hint": "Think of what breaks.",
        "criteria": ["Names a test."],
        "common_mistakes": ["Only hoping."],
    }


DRAFT = json.dumps(
    {"title": "Data engineer", "role": "Data engineer", "questions": [question(number) for number in (1, 2, 3)]}
)


def skills(interview: Interview) -> set[str]:
    return {skill for one in interview.questions for skill in one.skills}


def test_questions_are_chosen_by_skill_and_likeness_and_the_interview_says_so() -> None:
    made = TAILOR.make(Wanted(advertisement=DATA, language="en"))
    assert made.title == "Data Engineer at Harbour Logistics"
    assert {"sql", "databases"} & skills(made) and "sales" not in skills(made)
    assert "no language model" in made.description and "sql" in made.description


def test_an_advertisement_in_portuguese_finds_questions_in_portuguese_by_likeness() -> None:
    made = TAILOR.make(Wanted(advertisement=SALES, language="pt"))
    assert made.language == "pt" and {"sales", "customer-service", "negotiation"} & skills(made)
    assert not {"sql", "serverless"} & skills(made)
    assert "nenhum modelo de linguagem" in made.description


def test_both_kinds_of_question_are_there_and_no_id_stands_twice() -> None:
    for language, text in (("en", DATA), ("pt", SALES)):
        made = TAILOR.make(Wanted.model_validate({"advertisement": text, "language": language}))
        kinds = [one.kind for one in made.questions]
        assert len(made.questions) == QUESTIONS
        assert min(kinds.count("knowledge"), kinds.count("behavioural")) >= LEAST_OF_A_KIND


def test_a_cv_moves_the_choice() -> None:
    plain = TAILOR.make(Wanted(advertisement="We are looking for a colleague.", language="en"))
    with_cv = TAILOR.make(
        Wanted(advertisement="We are looking for a colleague.", cv="Git, code review, debugging.", language="en")
    )
    wanted = {"git", "code-review", "debugging"}
    assert len(wanted & skills(with_cv)) > len(wanted & skills(plain))


def test_a_skill_is_named_as_a_word_of_its_own_with_or_without_hyphen() -> None:
    assert named(["data-quality", "sql", "git"], "Data quality, digital work, MySQL") == ["data-quality"]
    assert named(["data-quality"], "You love Data-Quality") == ["data-quality"]


def test_without_questions_in_the_language_there_is_no_choice() -> None:
    english = [interview for interview in BANK if interview.language == "en"][:1]
    with pytest.raises(BadInputError, match="no questions in the language pt"):
        BankTailor(english, embed).make(Wanted(advertisement=SALES, language="pt"))


def test_a_language_model_writes_for_role_and_person() -> None:
    with serving(saying(DRAFT)) as server:
        tailor = ModelTailor(VendorLanguageModel(server.setting), TAILOR)
        made = tailor.make(Wanted(advertisement=DATA, cv="Five years of nursing.", language="en"))
    assert "<advertisement-" in server.sent[0] and "<cv-" in server.sent[0] and "nursing" in server.sent[0]
    assert "in English" in server.sent[0]
    assert [one.id for one in made.questions] == ["question-1", "question-2", "question-3"]
    assert [point.weight for point in made.questions[0].key_points] == [2, 1]
    assert "openai:scripted" in made.description


def test_where_the_model_fails_the_bank_is_asked_and_the_interview_says_why() -> None:
    with serving(failing(401)) as server:
        made = ModelTailor(VendorLanguageModel(server.setting), TAILOR).make(Wanted(advertisement=DATA, language="en"))
    assert "no language model wrote them" in made.description and "openai:scripted was not used" in made.description


def test_made_interviews_are_kept_until_they_are_deleted(tmp_path: Path) -> None:
    made = TAILOR.make(Wanted(advertisement=DATA, language="en"))
    MadeInterviews(tmp_path)[made.id] = made
    again = MadeInterviews(tmp_path)
    assert dict(again) == {made.id: made} and len(again) == 1
    del again[made.id]
    assert list(tmp_path.iterdir()) == [] and made.id not in again
    with pytest.raises(KeyError):
        del again[made.id]


@pytest.mark.parametrize("name", ["../secret", "made-../../x", "made-A", "made-a\n", "", "aws-basics-en"])
def test_a_name_that_we_did_not_give_reaches_no_file(tmp_path: Path, name: str) -> None:
    store, made = MadeInterviews(tmp_path / "interviews"), TAILOR.make(Wanted(advertisement=DATA, language="en"))
    assert name not in store
    with pytest.raises(KeyError):
        store[name] = made
    assert [path.name for path in tmp_path.iterdir()] == ["interviews"]


def test_an_interview_is_written_as_a_file_that_can_be_read(tmp_path: Path) -> None:
    made = TAILOR.make(Wanted(advertisement=SALES, language="pt"))
    (tmp_path / "own.yaml").write_text(as_yaml(made))
    assert load_interview(tmp_path / "own.yaml") == made


def test_a_title_is_the_first_line_with_words_and_not_too_long() -> None:
    assert title_of("\n -\n  Cook   wanted \nSoon") == "Cook wanted"
    assert title_of("") == "Interview"
    assert len(title_of("long " * 100)) <= LONGEST_TITLE
