"""JSON Lines in, JSON Lines out: answers to be graded, read strictly, and their grades."""

from collections.abc import Iterable

from pydantic import ValidationError

from interview_simulator.domain.grading import AnswerToGrade
from interview_simulator.errors import BadInputError


def answers_to_grade(lines: Iterable[bytes]) -> list[AnswerToGrade]:
    """Read every line; empty ones are passed over. Raises BadInputError with the number of the line and what is
    wrong."""
    return [_read(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _read(number: int, line: bytes) -> AnswerToGrade:
    try:
        return AnswerToGrade.model_validate_json(line.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BadInputError(f"line {number}: {f'{place}: ' if place else ''}{first['msg']}.") from error
