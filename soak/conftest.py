"""The clips and recordings of the tests."""

from tests.conftest import clips, make_recording, recordings_folder

__all__ = ["clips", "make_recording", "recordings_folder"]
