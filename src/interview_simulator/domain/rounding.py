"""Figures in sentences."""

import math


def whole(value: float) -> int:
    """The nearest whole number; halves go up, as on the page, so that a sentence and its figure agree."""
    return math.floor(value + 0.5)
