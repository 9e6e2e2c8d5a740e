"""Which part of a file a Range header names (RFC 9110, 14). Pure."""

import re

_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class RangeNotSatisfiableError(ValueError):
    """The header names no byte of the file."""


def part_of(header: str | None, size: int) -> tuple[int, int] | None:
    """First byte and the one behind the last; None for the whole file.

    Several ranges at once and units other than bytes are answered with the whole file, as the standard allows.
    Raises RangeNotSatisfiableError.
    """
    if header is None or not header.startswith("bytes=") or "," in header:
        return None
    found = _ONE_RANGE.fullmatch(header)
    if not found or found.groups() == ("", ""):
        raise RangeNotSatisfiableError
    first, last = found.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last) + 1, size) if first and last else size
    if start >= end:
        raise RangeNotSatisfiableError
    return start, end
