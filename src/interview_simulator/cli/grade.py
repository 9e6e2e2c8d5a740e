"""`grade`: single answers, line by line."""

import sys
from pathlib import Path

import click

from interview_simulator.cli.quiet import libraries_quiet
from interview_simulator.cli.told import told_in_one_line


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default="-")
def grade(file: Path) -> None:
    """Grade the answers of FILE, or of the standard input: JSON Lines in, JSON Lines out.

    In: question, model_answer, key_points (if known), answer, language (en or pt), kind (knowledge or behavioural).
    Out: score from 0 to 1, and each key point with coverage, probability and quote. Exit code 2 for bad input; then
    nothing is graded.
    """
    with told_in_one_line(), libraries_quiet():
        from interview_simulator import python_api
        from interview_simulator.grade_lines import answers_to_grade

        answers = answers_to_grade(_lines(file))
        for found in python_api.grade(answers):
            click.echo(found.model_dump_json())


def _lines(file: Path) -> list[bytes]:
    from interview_simulator.errors import BadInputError

    if str(file) == "-":
        return sys.stdin.buffer.read().splitlines()
    try:
        return file.read_bytes().splitlines()
    except OSError as error:
        raise BadInputError(f"{file} cannot be read ({error.strerror}); check the path.") from error
