"""Vectors of texts, and what is done with them. Pure."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Unit vectors, shape (texts, dimensions); the product of two is the cosine."""
Embed = Callable[[Sequence[str]], Vectors]


def centred(vectors: Vectors, shared: Vectors) -> Vectors:
    """Unit vectors without what all texts share, which in e5 is most of a vector.

    `shared`, shape (dimensions,), is the mean of vectors of texts about anything, after J. Mu and P. Viswanath,
    "All-but-the-Top: Simple and Effective Postprocessing for Word Representations", ICLR 2018.
    """
    moved = vectors - shared
    found: Vectors = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    return found
