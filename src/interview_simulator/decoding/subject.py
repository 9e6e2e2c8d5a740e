"""What work reads, in the words of the errors that tell of its end."""

from dataclasses import dataclass

from interview_simulator.errors import BadInputError, BadRecordingError


@dataclass(frozen=True)
class Subject:
    """A kind of thing that is read; `again`, `shorter` and `smaller` say what its sender can do."""

    name: str
    error: type[BadInputError]
    again: str
    shorter: str
    smaller: str


RECORDING = Subject(
    name="recording",
    error=BadRecordingError,
    again="record or export it again",
    shorter="send a shorter one",
    smaller="record it at 1280 x 720",
)
