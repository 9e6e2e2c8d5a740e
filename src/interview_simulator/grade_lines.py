"""Answers to be graded, read strictly: from JSON Lines, or as they are given from Python."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from interview_simulator.domain.grading import AnswerToGrade
from interview_simulator.errors import BadInputError


def answers_to_grade(lines: Iterable[bytes]) -> list[AnswerToGrade]:
    """Read every line; empty ones are passed over. Raises BadInputError with the number of the line and what is
    wrong."""
    return [_read(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def checked(answers: Iterable[AnswerToGrade | Mapping[str, Any]]) -> list[AnswerToGrade]:
    """Check every answer. Raises BadInputError with the number of the answer, from 1, and what is wrong."""
    return [_checked(number, answer) for number, answer in enumerate(answers, start=1)]


def _read(number: int, line: bytes) -> AnswerToGrade:
    try:
        return AnswerToGrade.model_validate_json(line.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        raise BadInputError(f"line {number}: {_what_is_wrong(error)}") from error


def _checked(number: int, answer: AnswerToGrade | Mapping[str, Any]) -> AnswerToGrade:
    try:
        return AnswerToGrade.model_validate(answer)
    except ValidationError as error:
        raise BadInputError(f"answer {number}: {_what_is_wrong(error)}") from error


def _what_is_wrong(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{f'{place}: ' if place else ''}{first['msg']}."
