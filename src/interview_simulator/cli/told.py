"""What a user reads when a command cannot do what was asked."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
            f"error: {error.filename} cannot be used ({error.strerror}); check the path and its permissions.", err=True
        )
        sys.exit(2)


def make_data_folder(folder: Path) -> None:
    """Make it where it is missing, and close it to others; raises BadInputError."""
    from interview_simulator.folders import make_folder
    from interview_simulator.private_files import private_folder

    make_folder(folder, "choose another with --data-dir or INTERVIEW_SIMULATOR_DATA_DIR")
    private_folder(folder)
