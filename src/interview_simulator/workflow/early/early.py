"""Begins analyses when the first part of a recording has come, and hands over what was done when it is whole."""

import logging
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from threading import RLock

from interview_simulator.domain.keys import record_id_of
from interview_simulator.errors import InterviewSimulatorError
from interview_simulator.stores.media.disk import require_room
from interview_simulator.stores.media.store import Part, ReadableUploads
from interview_simulator.workflow.early.begun import Begun
from interview_simulator.workflow.early.spool import Spool
from interview_simulator.workflow.early.turns import Turns
from interview_simulator.workflow.job import Engines, Job
from interview_simulator.workflow.workspace import Workspace

AT_ONCE = 2
"""Recordings whose parts are worked on as they come; each holds its sound, and three processes that decode."""
LIVE_ENDINGS = {".webm"}
"""What browsers record so that it can be read from its beginning while it grows."""
log = logging.getLogger(__name__)


class Early:
    """The early work of one process. Its files lie below `root`, which goes when the server ends or starts.

    Behind a restart a recording is begun anew with its next part.
    """

    def __init__(
        self,
        root: Path,
        uploads: ReadableUploads,
        engines: Engines,
        job_of: Callable[[str], Job],
        reserve_bytes: int = 0,
    ) -> None:
        self.turns = Turns()
        self._root, self._uploads, self._engines, self._job_of = root, uploads, engines, job_of
        self._reserve_bytes = reserve_bytes
        self._begun: dict[str, Begun] = {}
        self._parts: dict[str, list[Part]] = {}
        self._lock = RLock()

    def arrived(self, key: str) -> None:
        """Another part is held; whatever fails here is no matter of the upload."""
        try:
            with self._lock:
                self._go_on(key)
        except (InterviewSimulatorError, OSError) as error:
            log.warning("early work on %s ends: %s", key, error)
            self.forget(record_id_of(key))

    def taken(self, record_id: str, space: Workspace) -> Begun | None:
        """What was begun of the recording, which is whole now; None where nothing was, or it was another recording."""
        with self._lock:
            begun = self._begun.get(record_id)
            if begun is None:
                return None
            begun.hurry()
            with space.recording() as recording:
                is_same = begun.spool.finish(recording)
        if not is_same:
            self.forget(record_id)
        return begun if is_same else None

    def forget(self, record_id: str) -> None:
        """End the work on this recording and remove all that was made for it, by whatever process."""
        with self._lock:
            begun = self._begun.pop(record_id, None)
            self._parts.pop(record_id, None)
        if begun is not None:
            begun.take_back()
        shutil.rmtree(self._root / record_id, ignore_errors=True)

    def close(self) -> None:
        """End all early work."""
        for record_id in list(self._begun):
            self.forget(record_id)

    def _go_on(self, key: str) -> None:
        """Spool the parts that follow those spooled."""
        record_id, held = record_id_of(key), self._uploads.parts(key)
        spooled = self._parts.get(record_id, [])
        for number, part in enumerate(held[len(spooled) :], len(spooled) + 1):
            if part.number != number or not self._takes(key):
                return
            self._root.mkdir(parents=True, exist_ok=True)
            require_room(self._root, part.size, self._reserve_bytes)
            self._spool(key, part)

    def _takes(self, key: str) -> bool:
        is_live = PurePosixPath(key).suffix in LIVE_ENDINGS
        return record_id_of(key) in self._begun or (is_live and len(self._begun) < AT_ONCE)

    def _spool(self, key: str, part: Part) -> None:
        """One more part; with the first the work begins."""
        record_id, blocks = record_id_of(key), self._uploads.read(key, part)
        begun = self._begun.get(record_id)
        if begun is not None:
            begun.spool.add(blocks)
            self._parts[record_id].append(part)
            return
        folder = self._root / record_id / secrets.token_hex(8)  # what was begun before may still be removing its own
        spool = Spool(folder, PurePosixPath(key).name)
        spool.add(blocks)
        begun = Begun(self._job_of(record_id), spool, self._engines, self.turns)
        self._begun[record_id], self._parts[record_id] = begun, [part]
        begun.when_it_ends_early(lambda: self._forget(record_id, begun))

    def _forget(self, record_id: str, begun: Begun) -> None:
        """Unless the recording was begun anew meanwhile."""
        with self._lock:
            if self._begun.get(record_id) is begun:
                self.forget(record_id)
