"""The clips and recordings of the tests."""

from tests.conftest import clips, make_recording

__all__ = ["clips", "make_recording"]
