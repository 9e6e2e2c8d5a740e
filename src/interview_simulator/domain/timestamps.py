"""Moments as they are written everywhere."""

from datetime import UTC, datetime


def utc(when: datetime) -> str:
    """ISO 8601 in UTC, to the second; texts of this form sort by time."""
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def now() -> str:
    """This moment."""
    return utc(datetime.now(UTC))
