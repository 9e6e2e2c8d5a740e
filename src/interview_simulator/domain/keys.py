"""Names of files in the media store. Keys are made here, by the server; a client names at most a recording.

recordings/<record_id>.webm            as it was sent
artefacts/<record_id>/playable.webm    what the steps made of it: playable.*, poster.jpg, speech.wav,
                                       transcript.vtt, report.json; where several machines work, each has a
                                       folder of its own in there
"""

import re
from pathlib import PurePosixPath

from interview_simulator.domain.record import RECORD_ID
from interview_simulator.errors import BadInputError

CONTENT_TYPES = {
    ".webm": "video/webm",
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".mkv": "video/x-matroska",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".ogg": "audio/ogg",
    ".mp3": "audio/mpeg",
    ".jpg": "image/jpeg",
    ".vtt": "text/vtt",
    ".json": "application/json",
}
RECORDING_ENDINGS = (".webm", ".mp4", ".mov", ".mkv", ".m4a", ".wav", ".ogg", ".mp3")
_RECORDING_NAME = re.compile(RECORD_ID.rstrip("$") + r"(" + "|".join(re.escape(e) for e in RECORDING_ENDINGS) + r")\Z")


def recording_key(filename: str) -> str:
    """Key for an upload called `<record_id>.<ending>`; raises BadInputError for any other name."""
    if not _RECORDING_NAME.match(filename):
        raise BadInputError(
            "The file name must be <record_id> (letters, digits, - and _, at most 128) followed by "
            f"one of {', '.join(RECORDING_ENDINGS)}."
        )
    return f"recordings/{filename}"


def recordings_prefix(record_id: str | None = None) -> str:
    """Where recordings lie: those of one record, or all."""
    return "recordings/" if record_id is None else f"recordings/{record_id}."


def record_id_of(key: str) -> str:
    """The record that a key of either kind belongs to."""
    folder, name = PurePosixPath(key).parts[:2]
    return name if folder == "artefacts" else PurePosixPath(name).stem


def artefacts_prefix(record_id: str) -> str:
    """Where all that was made of a recording lies."""
    return f"artefacts/{record_id}/"


def artefact_key(record_id: str, name: str) -> str:
    """Key of one thing that was made of a recording."""
    return artefacts_prefix(record_id) + name


def content_type(key: str) -> str:
    """Media type by the key's ending."""
    return CONTENT_TYPES.get(PurePosixPath(key).suffix, "application/octet-stream")
