"""Open a recording; what FFmpeg says of a bad one becomes a sentence that the user can act on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.container import InputContainer

from interview_simulator.errors import BadRecordingError

MICROSECONDS = 1_000_000


@contextmanager
def reading(path: Path) -> Iterator[InputContainer]:
    """The opened recording; raises BadRecordingError when it is missing, empty or no media."""
    if not path.is_file():
        raise BadRecordingError(f"There is no file {path.name}; check the path.")
    if path.stat().st_size == 0:
        raise BadRecordingError("The file is empty; record or export it again.")
    try:
        with av.open(path, "r") as container:
            yield container
    except av.error.FFmpegError as error:
        raise BadRecordingError(
            "The file cannot be read as video or sound; "
            "send the recording as WebM, MP4, MOV, MKV, M4A, WAV, OGG or MP3."
        ) from error


def start_s(container: InputContainer) -> float:
    """The moment that counts as the beginning of the recording, on its own clock."""
    return (container.start_time or 0) / MICROSECONDS
