"""A folder that is written to later is made, and tried, first."""

from pathlib import Path
from tempfile import TemporaryFile

from interview_simulator.errors import BadInputError


def make_folder(folder: Path, instead: str) -> None:
    """Make it where it is missing.

    Raises BadInputError, which says what to do `instead`, when it cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInputError(f"The folder {folder} cannot be made ({error.strerror}); {instead}.") from error
    try:
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise BadInputError(f"The folder {folder} cannot be written to ({error.strerror}); {instead}.") from error
