"""Every error that a user may read. The message says what is wrong and what to do.

`permanent` tells the workflow whether trying again can help: a permanent error fails its step at once.
"""

from typing import ClassVar, Literal

LanguageModelFailure = Literal["timeout", "refused", "malformed", "missing_key", "unreachable", "unavailable"]


class InterviewSimulatorError(Exception):
    """Something went wrong that the user can do something about."""

    permanent: ClassVar[bool] = True


class BadInputError(InterviewSimulatorError):
    """What was given cannot be used; another file or value can."""


class WeakPasswordError(BadInputError):
    """A password that would soon be guessed."""


class BadRecordingError(BadInputError):
    """The recording cannot be read as video or sound."""


class BadTextError(BadInputError):
    """A text cannot be judged."""


class BadDocumentError(BadInputError):
    """An advertisement or a CV that cannot be read, though it is of a kind that is read."""


class DocumentKindError(BadDocumentError):
    """A document of a kind that is not read."""


class DocumentLockedError(BadDocumentError):
    """A document that only a password opens."""


class NoTextError(BadDocumentError):
    """A document without text: a picture, or pages that are pictures."""


class TooLittleTextError(BadDocumentError):
    """A text that is too short for an advertisement or a CV."""


class BadInterviewError(BadInputError):
    """The interview file does not hold a valid interview."""


class NotFoundError(InterviewSimulatorError):
    """There is nothing under that name."""


class GoneError(InterviewSimulatorError):
    """The record was deleted for good; nothing may come under its id any more."""


class BadSignatureError(InterviewSimulatorError):
    """The URL was not signed by this server, was changed, or has expired."""


class TooLargeError(BadInputError):
    """The upload is larger than its URL allows."""


class ModelFileError(InterviewSimulatorError):
    """A model file is missing or wrong, and no source could give a right one."""

    permanent: ClassVar[bool] = False


class StoreUnavailableError(InterviewSimulatorError):
    """A store did not answer; trying again may help."""

    permanent: ClassVar[bool] = False


class DiskFullError(StoreUnavailableError):
    """The disk has no room, or would have too little left."""


class DamagedDatabaseError(StoreUnavailableError):
    """A file of a database is damaged, is another program's, or cannot be opened; a backup has to be restored."""

    permanent: ClassVar[bool] = True


class TooManyRequestsError(InterviewSimulatorError):
    """This address has asked for too much in a short time."""

    def __init__(self, message: str, retry_after_s: int = 60) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class DecoderUnavailableError(InterviewSimulatorError):
    """The process that reads recordings could not be started or was ended from outside; trying again may help."""

    permanent: ClassVar[bool] = False


class BusyError(InterviewSimulatorError):
    """Others have asked for so much that a text could not be judged in time; trying again may help."""

    permanent: ClassVar[bool] = False


class DecryptionError(InterviewSimulatorError):
    """A file of the media store was encrypted with another key, or was changed since."""


class ServiceUnavailableError(InterviewSimulatorError):
    """A service that an engine uses did not answer; trying again may help."""

    permanent: ClassVar[bool] = False


class ServiceRefusedError(InterviewSimulatorError):
    """A service refused what this installation asked of it; its rights or its set-up need mending."""


class FFmpegMissingError(InterviewSimulatorError):
    """This installation was made without FFmpeg, so it cannot read the pictures of a recording."""


class LibraryMissingError(InterviewSimulatorError):
    """This machine lacks a library that an engine needs."""


class NotYoursError(InterviewSimulatorError):
    """What was asked for belongs to another address than the one that signed in."""


class NotSignedInError(InterviewSimulatorError):
    """Nobody has signed in, or the session or token is not valid any more."""


class CrossSiteError(InterviewSimulatorError):
    """A browser sent the request for a page that is not this installation's."""


class QuotaReachedError(InterviewSimulatorError):
    """The account has as many records, or interviews made to measure, as it may have."""


class ConsentMissingError(InterviewSimulatorError):
    """The person has not consented to being recorded, or has withdrawn that."""


class ConflictError(InterviewSimulatorError):
    """What was asked for does not fit the state that the thing is in; wait or do something else first."""


class WorkerGivenUpError(InterviewSimulatorError):
    """This process was silent for so long that another one took its work over; what it brings now is refused."""


class LanguageModelError(InterviewSimulatorError):
    """The language model gave no usable answer; what it was for is done without it."""

    permanent: ClassVar[bool] = False

    def __init__(self, message: str, failure: LanguageModelFailure = "unavailable") -> None:
        super().__init__(message)
        self.failure = failure
