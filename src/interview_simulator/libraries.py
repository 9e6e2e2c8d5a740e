"""Libraries of the system that packages need and a bare machine lacks."""

from collections.abc import Iterator
from contextlib import contextmanager

from interview_simulator.errors import LibraryMissingError

PACKAGES = ("libgl1", "libegl1", "libgles2", "libglib2.0-0")
"""Debian's, for MediaPipe and the OpenCV that it brings; `make run` installs them where it may."""


@contextmanager
def missing_library_told() -> Iterator[None]:
    """A package that cannot be loaded becomes a LibraryMissingError that says what to install; other errors pass."""
    try:
        yield
    except (ImportError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # of a file; the loader's has no number
        raise LibraryMissingError(
            f"A library of the system is missing ({error}); what is needed: apt-get install {' '.join(PACKAGES)}."
        ) from error
