"""Light on the faces of one picture. Pure; luma after ITU-R BT.601 of the RGB picture, 0 black to 1 white."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from interview_simulator.domain.frozen import Frozen
from interview_simulator.steps.video_metrics.engine import Face, Picture

BT601 = np.array([0.299, 0.587, 0.114], dtype=np.float32)
EVERY_PIXEL = 8
"""Light changes slowly over a picture: one pixel of 64 is enough."""


class Light(Frozen):
    """Mean luma of the whole picture and of one face; None where its box lies outside the picture."""

    picture: float
    face: float | None


def lights_on(faces: Sequence[Face], picture: Picture) -> tuple[Light, ...]:
    """Mean luma of the picture and of the box around each of the faces, in their order."""
    if not faces:
        return ()
    luma: NDArray[np.float32] = picture[::EVERY_PIXEL, ::EVERY_PIXEL].astype(np.float32) @ BT601 / np.float32(255)
    mean = float(luma.mean())
    return tuple(Light(picture=mean, face=_mean_inside(luma, face)) for face in faces)


def _mean_inside(luma: NDArray[np.float32], face: Face) -> float | None:
    height, width = luma.shape
    rows = slice(max(0, int(face.top * height)), max(0, int(np.ceil(face.bottom * height))))
    columns = slice(max(0, int(face.left * width)), max(0, int(np.ceil(face.right * width))))
    inside = luma[rows, columns]
    return float(inside.mean()) if inside.size else None
