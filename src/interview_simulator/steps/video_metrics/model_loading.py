"""Errors of MediaPipe while it loads a model file."""

from collections.abc import Iterator
from contextlib import contextmanager

from interview_simulator.errors import ModelFileError
from interview_simulator.libraries import missing_library_told


@contextmanager
def model_loading(file_name: str) -> Iterator[None]:
    """A file that MediaPipe refuses becomes a ModelFileError, a library of the system that it lacks a
    LibraryMissingError; other errors pass."""
    try:
        with missing_library_told():
            yield
    except (RuntimeError, ValueError) as error:
        raise ModelFileError(
            f"The model file {file_name} cannot be loaded; run `interview-simulator models verify`."
        ) from error
