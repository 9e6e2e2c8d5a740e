"""A recording as far as it has come: a growing file in a folder of its own, where what is made of it lies, too."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from interview_simulator.media.growing import note_of

BLOCK = 1 << 20


class Spool:
    """The growing file of one upload. `name` is that of the recording."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True)
        self.folder, self.path = folder, folder / name
        note_of(self.path).touch()
        self.path.touch()

    def add(self, blocks: Iterable[bytes]) -> None:
        """What has come next."""
        with self.path.open("ab") as file:
            for block in blocks:
                file.write(block)

    def finish(self, recording: Path) -> bool:
        """Take the rest over from the whole recording; False when that does not begin with what came."""
        note = note_of(self.path)
        if not note.exists():
            return self.path.exists()
        with recording.open("rb") as whole, self.path.open("r+b") as spooled:
            while block := spooled.read(BLOCK):
                if whole.read(len(block)) != block:
                    return False
            shutil.copyfileobj(whole, spooled, BLOCK)
        note.unlink()
        return True

    def take_back(self) -> None:
        """Remove all of it; who still reads it is told, for the file goes before the note."""
        self.path.unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)
