"""Which keys a media store takes."""

from interview_simulator.errors import BadInputError


def allowed(key: str) -> str:
    """The key; raises BadInputError for one that would lead out of the store or hide in it."""
    parts = key.split("/")
    if any(part == "" or part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        raise BadInputError(f"{key!r} is not a key of the media store.")
    return key
