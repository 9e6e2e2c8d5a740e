"""A word as it is compared. Pure."""

import re

_NOT_IN_WORDS = re.compile(r"[^\w'’-]+")


def normal(text: str) -> str:
    """Lower case, without punctuation."""
    return _NOT_IN_WORDS.sub("", text.lower()).strip("'’-_")
