"""A recording that still arrives: a file that grows and, as long as more will come, a note beside it.

Whoever reads it waits at its end, so that what works on a recording works on a growing one as it is: it gives what is
there, and goes on with what comes.
"""

import time
from pathlib import Path

from interview_simulator.decoding.life import still_alive
from interview_simulator.errors import BadRecordingError

LOOK_EVERY_S = 0.05
IDLE_S = 600.0
"""A candidate thinks or rests for minutes; who sends nothing for longer has probably left."""


def note_of(path: Path) -> Path:
    """The file that says that more will come; it goes behind the last bytes."""
    return path.with_name(f"{path.name}.arriving")


class GrowingFile:
    """Reads a growing file from its beginning, and waits at its end. It cannot be rewound, as a pipe cannot."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._note, self._file = note_of(path), path.open("rb", buffering=0)

    def read(self, most: int) -> bytes:
        """The next bytes; none behind the last ones, nor once the note has gone with the file.

        Raises BadRecordingError when nothing has come for IDLE_S.
        """
        waited_s = 0.0
        while not (data := self._file.read(most)):
            if not self._note.exists():
                return self._file.read(most)  # what came between the last look and the going of the note
            if waited_s > IDLE_S:
                raise BadRecordingError("The rest of the recording does not come; send it again.")
            still_alive()
            time.sleep(LOOK_EVERY_S)
            waited_s += LOOK_EVERY_S
        return data

    def close(self) -> None:
        """Close the file."""
        self._file.close()
