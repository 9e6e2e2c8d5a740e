"""A word as it is compared, and the marks behind it. Pure."""

import re

ENDS = (".", "?", "!", "…")
"""Marks that end a sentence."""
BREAKS = (",", ";", ":", "—", "-", *ENDS)
"""Marks behind which something new begins."""
_NOT_IN_WORDS = re.compile(r"[^\w'’-]+")


def normal(text: str) -> str:
    """Lower case, without punctuation."""
    return _NOT_IN_WORDS.sub("", text.lower()).strip("'’-_")
