"""Pictures without a face, looked at once more as if the camera lay on its side or stood on its head."""

from contextlib import ExitStack
from types import TracebackType
from typing import Self

import numpy as np

from interview_simulator.steps.video_metrics.engine import FaceEngine, FaceSession, Picture

EVERY_S, MOST = 2.0, 8
"""How often, and how often at most: whether a camera lies is known after a few pictures."""
QUARTERS = (1, 3, 2)


class Turned:
    """Looks at some of the pictures that it is given, in a session of its own.

    An engine that has a price for each picture, or looks at several at once, is not asked: it knows faces at any angle.
    """

    def __init__(self, engine: FaceEngine) -> None:
        self._engine, self._asks = engine, engine.price is None and engine.at_once == 1
        self._session: FaceSession | None = None
        self._open = ExitStack()
        self._looked, self._due_s = 0, 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def shows_a_face(self, picture: Picture, time_s: float) -> bool | None:
        """Whether there is a face in it once it is turned by a quarter, either way, or by half; None: not looked at."""
        if not self._asks or self._looked == MOST or time_s < self._due_s:
            return None
        self._looked, self._due_s = self._looked + 1, time_s + EVERY_S
        if self._session is None:
            self._session = self._open.enter_context(self._engine.session())
        turned = (np.ascontiguousarray(np.rot90(picture, quarters)) for quarters in QUARTERS)
        return any(self._session.faces(one, time_s) for one in turned)
