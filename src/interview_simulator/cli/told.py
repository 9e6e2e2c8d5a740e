"""What a user reads when a command cannot do what was asked."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

import click


@contextmanager
def told_in_one_line() -> Iterator[None]:
    """Our own errors, and files that cannot be used, end the command with one line: exit code 2 for bad input, 1 for
    the rest."""
    from pydantic import ValidationError

    from interview_simulator.errors import BadInputError, InterviewSimulatorError, NotFoundError

    try:
        yield
    except InterviewSimulatorError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(2 if isinstance(error, BadInputError | NotFoundError) else 1)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])).upper()
        click.echo(f"error: The setting INTERVIEW_SIMULATOR_{place} is wrong: {first['msg']}.", err=True)
        sys.exit(2)
    except OSError as error:
        if error.filename is None:
            raise
        click.echo(
            f"error: {error.filename} cannot be used ({error.strerror}); check it and its permissions.", err=True
        )
        sys.exit(2)


CHOOSE_DATA_DIR = "choose another with --data-dir or INTERVIEW_SIMULATOR_DATA_DIR"


def make_folder(folder: Path, instead: str) -> None:
    """Make it where it is missing; raises BadInputError, which says what to do `instead`, when that cannot be done or
    nothing can be written into it."""
    from interview_simulator.errors import BadInputError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInputError(f"The folder {folder} cannot be made ({error.strerror}); {instead}.") from error
    try:
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise BadInputError(f"The folder {folder} cannot be written to ({error.strerror}); {instead}.") from error
