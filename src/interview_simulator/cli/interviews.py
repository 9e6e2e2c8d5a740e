"""`interviews`: list, check and make them."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from interview_simulator.cli.quiet import libraries_quiet
from interview_simulator.cli.told import told_in_one_line

KINDS = "PDF, Word, ODT, RTF, HTML or text"


@click.group()
def interviews() -> None:
    """The interviews that can be practised."""


@interviews.command("list")
def list_interviews() -> None:
    """List the interviews by name."""
    with told_in_one_line():
        from interview_simulator import python_api

        for interview in python_api.interviews().values():
            click.echo(
                f"{interview.id:24} {interview.language}  {len(interview.questions):2} questions  {interview.title}"
            )


@interviews.command()
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Check the interview in FILE and tell what is missing.

    Exit code 0 if nothing is; 1 if the interview works but something is missing; 2 if it cannot be read.
    """
    from interview_simulator.interviews.catalogue import load_interview
    from interview_simulator.interviews.completeness import missing

    with told_in_one_line():
        interview = load_interview(file)
    found = missing(interview)
    for lack in found:
        click.echo(f"{lack.question_id}: {lack.sentence}")
    points = sum(len(question.key_points) for question in interview.questions)
    click.echo(
        f"{interview.id}: {len(interview.questions)} questions, {points} key points; "
        + (f"{len(found)} things are missing." if found else "nothing is missing.")
    )
    sys.exit(1 if found else 0)


@interviews.command("make")
@click.option("--advertisement", required=True, type=click.Path(path_type=Path), help=f"{KINDS}.")
@click.option("--cv", type=click.Path(path_type=Path), help=f"{KINDS}; it is read and not kept.")
@click.option("--language", type=click.Choice(["en", "pt"]), required=True, help="Language of the interview.")
@click.option("--out", type=click.Path(path_type=Path), help="File for the interview (YAML); default: print it.")
def make_interview(advertisement: Path, cv: Path | None, language: str, out: Path | None) -> None:
    """Make an interview to measure, from a job advertisement and a CV."""
    with told_in_one_line(), libraries_quiet():
        from interview_simulator.compose import coach_with, documents, engines
        from interview_simulator.interviews.catalogue import as_yaml, catalogue
        from interview_simulator.interviews.tailor import Wanted
        from interview_simulator.settings import Settings

        text_of = documents().text_of_file
        read = {"advertisement": _read(advertisement, text_of), "cv": cv and _read(cv, text_of)}
        wanted = Wanted.model_validate({**read, "language": language})
        settings = Settings()
        coach = coach_with(engines(settings), catalogue(settings.interviews_dir), {})
        written = as_yaml(coach.tailor.make(wanted))
        if out is None:
            click.echo(written, nl=False)
        else:
            _write(out, written)


def _read(file: Path, text_of: Callable[[Path], str]) -> str:
    """The text of a document; how much was read, and how it begins, is said before it is used."""
    from interview_simulator.interviews.documents import enough
    from interview_simulator.interviews.tailor import title_of

    text = enough(text_of(file), file.name)
    click.echo(f"{file.name}: {len(text):,} characters read; it begins: {title_of(text)}", err=True)
    return text


def _write(out: Path, text: str) -> None:
    from interview_simulator.errors import BadInputError

    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInputError(f"{out} cannot be written ({error.strerror}); choose another with --out.") from error
