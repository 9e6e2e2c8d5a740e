"""Why something was not done, as a code that the page turns into a sentence in its reader's language.

The English sentence beside it, `reason`, has the particulars.
"""

from typing import Literal

from interview_simulator import errors

ReasonCode = Literal[
    "no_picture",
    "no_sound",
    "no_voice",
    "too_little_sound",
    "no_object_engine",
    "no_interview",
    "no_marks",
    "no_match",
    "other_language",
    "interview_language",
    "poor_sound",
    "earlier_step_failed",
    "not_run",
    "bad_recording",
    "bad_input",
    "not_found",
    "model_file",
    "store_unavailable",
    "service_unavailable",
    "service_refused",
    "no_ffmpeg",
    "took_too_long",
    "unexpected",
    "other",
]

_CODES: dict[type[BaseException], ReasonCode] = {
    errors.BadRecordingError: "bad_recording",
    errors.BadInputError: "bad_input",
    errors.NotFoundError: "not_found",
    errors.ModelFileError: "model_file",
    errors.StoreUnavailableError: "store_unavailable",
    errors.ServiceUnavailableError: "service_unavailable",
    errors.ServiceRefusedError: "service_refused",
    errors.FFmpegMissingError: "no_ffmpeg",
    errors.InterviewSimulatorError: "other",
}


def code_of(error: BaseException) -> ReasonCode:
    """The code of our error, or of the nearest class above it; `unexpected` for any other."""
    return next((_CODES[kind] for kind in type(error).__mro__ if kind in _CODES), "unexpected")
