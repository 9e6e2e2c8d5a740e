"""Where the steps of one analysis find the recording and leave what they make."""

import shutil
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Protocol

from interview_simulator.domain.keys import artefact_key
from interview_simulator.stores.media.store import MediaStore


class Workspace(Protocol):
    """The files of one analysis. Names are those of the artefacts: playable.webm, poster.jpg, speech.wav, …"""

    def recording(self) -> AbstractContextManager[Path]:
        """The recording as it was sent."""
        ...

    def keep(self, made: Path) -> Path:
        """Keep a file that a step made; under its own name or, where several machines work, one that begins it."""
        ...

    def kept(self, name: str) -> AbstractContextManager[Path]:
        """A file that an earlier step kept."""
        ...


class StoreWorkspace:
    """The files of one record in the media store; what is made goes into `folder` below the record's artefacts."""

    def __init__(self, media: MediaStore, record_id: str, recording_key: str, folder: str = "") -> None:
        self._media, self._record_id, self._recording_key = media, record_id, recording_key
        self._folder = Path(folder)

    def recording(self) -> AbstractContextManager[Path]:
        return self._media.local(self._recording_key)

    def keep(self, made: Path) -> Path:
        name = self._folder / made.name
        self._media.put(artefact_key(self._record_id, name.as_posix()), made)
        return name

    def kept(self, name: str) -> AbstractContextManager[Path]:
        return self._media.local(artefact_key(self._record_id, name))


class FolderWorkspace:
    """One folder for everything that is made; the recording stays where it is."""

    def __init__(self, recording: Path, folder: Path) -> None:
        self._recording, self._folder = recording, folder

    def recording(self) -> AbstractContextManager[Path]:
        return nullcontext(self._recording)

    def keep(self, made: Path) -> Path:
        shutil.move(made, self._folder / made.name)
        return Path(made.name)

    def kept(self, name: str) -> AbstractContextManager[Path]:
        return nullcontext(self._folder / name)
