"""Documents read in a process of its own with limits: what one can cost is the same whatever it holds."""

from pathlib import Path

from interview_simulator.decoding.limits import Limits
from interview_simulator.decoding.queue import Queue
from interview_simulator.decoding.sandbox import Sandbox
from interview_simulator.decoding.subject import Subject
from interview_simulator.errors import BadInputError, BusyError, TooLargeError
from interview_simulator.interviews.documents import LARGEST_BYTES, text_of

LIMITS = Limits(memory_bytes=512_000_000, cpu_s=10, quiet_s=60.0)
PRELOADED = (
    "interview_simulator.interviews.documents",
    "docx",
    "lxml.etree",
    "pdfminer.high_level",
    "striprtf.striprtf",
)
WAITS_S = 30.0
"""For a turn: one document is read at a time."""
DOCUMENT = Subject(
    name="document",
    error=BadInputError,
    again="paste its text instead",
    shorter="paste its text instead",
    smaller="paste its text instead",
)


class DocumentReader:
    """Reads one document at a time."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._sandbox, self._queue = Sandbox(limits, PRELOADED, DOCUMENT), Queue()

    def close(self) -> None:
        """End the processes; the next document would begin new ones."""
        self._sandbox.close()

    def text_of(self, content: bytes, name: str) -> str:
        """As `documents.text_of`; also raises BadInputError where reading takes too much, and BusyError."""
        if len(content) > LARGEST_BYTES:
            raise TooLargeError(f"{name} is larger than {LARGEST_BYTES // 1_000_000} MB; send the text alone.")
        try:
            with self._queue.turn(WAITS_S):
                return self._sandbox.call(text_of, content, name)
        except TimeoutError:
            raise BusyError("Others have sent documents as well; try again in a moment.") from None

    def text_of_file(self, path: Path) -> str:
        """The text of a file; raises as `text_of` does, and BadInputError for a file that is not there."""
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST_BYTES + 1)
        except OSError as error:
            raise BadInputError(f"{path} cannot be read ({error.strerror}); check the path.") from error
        return self.text_of(content, path.name)
