"""How many different words were used, without the length of the answer showing. Pure."""

from collections.abc import Sequence

WINDOW = 50
"""Words. Whoever speaks for half a minute says about 70; a longer window would leave short answers without a figure."""


def mattr(words: Sequence[str]) -> float | None:
    """Moving-average type-token ratio: mean over all windows of WINDOW words of (different words / WINDOW).

    M. A. Covington and J. D. McFall, "Cutting the Gordian knot: the moving-average type-token ratio (MATTR)", Journal
    of Quantitative Linguistics 17 (2010). Unlike the plain ratio it does not fall with length. None for fewer words.
    """
    starts = range(len(words) - WINDOW + 1)
    if not starts:
        return None
    different = [len(set(words[start : start + WINDOW])) for start in starts]
    return round(sum(different) / (len(starts) * WINDOW), 4)
