"""Plain text in the encodings that people's programs write."""

import re

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
"""Control characters but tabs, line ends and form feeds: text has none."""
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
LOOKED_AT = 4096


def text_of(content: bytes) -> str | None:
    """The text; None where the bytes are none in any of the encodings.

    UTF-8; UTF-16, where it is marked or every other byte is zero; and Windows-1252, which others are seldom.
    """
    for encoding in _encodings(content):
        text = _decoded(content, encoding)
        if text is not None:
            return text
    return None


def _encodings(content: bytes) -> list[str]:
    marked = BYTE_ORDER_MARKS.get(content[:2])
    if marked:
        return [marked]
    return [_by_zeros(content) or "utf-8-sig", "cp1252"]


def _by_zeros(content: bytes) -> str | None:
    """UTF-16 of Latin letters has a zero in every other byte, and none between them."""
    beginning = content[:LOOKED_AT]
    even, odd = beginning[::2].count(0), beginning[1::2].count(0)
    if odd > len(beginning) // 4 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(beginning) // 4 and not odd else None


def _decoded(content: bytes, encoding: str) -> str | None:
    whole = content[: len(content) // 2 * 2] if encoding.startswith("utf-16") else content
    try:
        text = whole.decode(encoding).removeprefix("\ufeff").rstrip("\x00\x1a")
    except UnicodeDecodeError:
        return None
    return None if CONTROL.search(text) else text
