"""Interviews in YAML: the shipped ones are whole, and a wrong one is told by file, line and field."""

import os
from pathlib import Path

import pytest

from interview_simulator.domain.interview import Interview, Question
from interview_simulator.errors import BadInterviewError, NotFoundError
from interview_simulator.interviews.catalogue import LARGEST_BYTES, catalogue, find, load_interview

GUIDE_QUESTIONS = [
    "Cite um serviço de computação na AWS",
    "Como são cobrados os serviços AWS?",
    "Onde posso armazenar arquivos em objeto na AWS?",
]
GOOD = """\
id: own
title: Our own interview
role: Cook
language: en
questions:
  - id: first
    text: How do you boil an egg?
    key_points:
      - id: water
        text: In boiling water.
"""
SHIPPED = catalogue()
QUESTIONS = [
    pytest.param(question, id=f"{interview.id}/{question.id}")
    for interview in SHIPPED.values()
    for question in interview.questions
]


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(GOOD)
    return path


def changed(path: Path, old: str, new: str) -> Path:
    assert old in GOOD
    path.write_text(GOOD.replace(old, new))
    return path


def test_the_guides_questions_are_there_word_for_word() -> None:
    interview = SHIPPED["aws-basics-pt"]
    assert interview.language == "pt"
    assert [question.text for question in interview.questions] == GUIDE_QUESTIONS


def test_a_behavioural_set_is_there_in_each_language_and_one_for_engineers() -> None:
    assert {"behavioural-en", "behavioural-pt", "software-engineer-en"} <= set(SHIPPED)
    assert SHIPPED["behavioural-pt"].language == "pt"


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_shipped_question_has_key_points_a_model_answer_and_a_hint(question: Question) -> None:
    assert len(question.key_points) >= 2
    assert len(question.model_answer.split()) >= 30
    assert question.hint.strip()


def test_an_interview_of_ones_own_is_read(written: Path) -> None:
    interview = load_interview(written)
    assert interview.questions[0].key_points[0].text == "In boiling water."
    assert Interview.model_validate_json(interview.model_dump_json()) == interview


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("language: en", "language: xx", "own.yaml, line 4: language: "),
        ("text: How do you boil an egg?", "text: ''", "own.yaml, line 7: questions -> 0 -> text: "),
        ("        text: In boiling water.\n", "", "own.yaml, line 9: questions -> 0 -> key_points -> 0 -> text: "),
        ("role: Cook", "rolle: Cook", "own.yaml, line 1: role: "),
        ("key_points:", "keypoints:", "own.yaml, line 9: questions -> 0 -> keypoints: "),
        ("id: first", "id: First One", "own.yaml, line 6: questions -> 0 -> id: "),
        ("questions:\n", "questions: []\nmore:\n", "own.yaml, line 5: questions: "),
    ],
    ids=["language", "empty text", "missing text", "missing role", "unknown field", "bad id", "no questions"],
)
def test_a_wrong_field_is_told_by_file_line_and_field(old: str, new: str, told: str, written: Path) -> None:
    with pytest.raises(BadInterviewError) as failure:
        load_interview(changed(written, old, new))
    assert str(failure.value).startswith(told)


def test_broken_yaml_is_told_by_file_and_line(written: Path) -> None:
    with pytest.raises(BadInterviewError, match=r"^own\.yaml is not valid YAML in line 7"):
        load_interview(changed(written, "text: How", "text: [How"))


@pytest.mark.parametrize("content", [b"", b"just a sentence", b"- a\n- list\n"], ids=["empty", "text", "list"])
def test_what_is_no_interview_at_all_is_told(content: bytes, written: Path) -> None:
    written.write_bytes(content)
    with pytest.raises(BadInterviewError, match=r"^own\.yaml, line 1: the file: "):
        load_interview(written)


@pytest.mark.parametrize("date", ["2026-99-99", "0001-01-01 00:00:00 +14:00"])
def test_a_date_that_there_is_not_is_told(date: str, written: Path) -> None:
    with pytest.raises(BadInterviewError, match=r"^own\.yaml"):
        load_interview(changed(written, "role: Cook", f"role: {date}"))


def test_bytes_that_are_no_text_are_told(written: Path) -> None:
    written.write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(BadInterviewError, match=r"^own\.yaml is not valid YAML"):
        load_interview(written)


def test_a_huge_file_is_not_read(written: Path) -> None:
    os.truncate(written, LARGEST_BYTES + 1)
    with pytest.raises(BadInterviewError, match="larger than 1 MB"):
        load_interview(written)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInterviewError, match=r"gone\.yaml cannot be read"):
        load_interview(tmp_path / "gone.yaml")


def test_a_question_and_a_key_point_cannot_stand_twice(written: Path) -> None:
    twice = GOOD + GOOD.partition("questions:\n")[2]
    written.write_text(twice)
    with pytest.raises(BadInterviewError, match="names a question twice"):
        load_interview(written)
    written.write_text(GOOD + "      - {id: water, text: Or in cold water.}\n")
    with pytest.raises(BadInterviewError, match="names a key point twice"):
        load_interview(written)


def test_the_folder_of_the_installation_adds_its_interviews(written: Path) -> None:
    written.with_name("second.yml").write_text(GOOD.replace("id: own", "id: second"))
    assert set(catalogue(written.parent)) == {*SHIPPED, "own", "second"}


def test_an_id_that_stands_twice_is_told_with_both_files(written: Path) -> None:
    changed(written, "id: own", "id: behavioural-en")
    with pytest.raises(BadInterviewError, match=r"own\.yaml and behavioural-en\.yaml both have the id behavioural-en"):
        catalogue(written.parent)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInterviewError, match=r"There is no folder .*gone"):
        catalogue(tmp_path / "gone")


def test_an_interview_is_found_by_its_id_and_by_its_file(written: Path) -> None:
    assert find("aws-basics-pt", SHIPPED) is SHIPPED["aws-basics-pt"]
    assert find(str(written), SHIPPED).id == "own"
    with pytest.raises(NotFoundError, match="no interview gone; there are aws-basics-en, aws-basics-pt"):
        find("gone", SHIPPED)
