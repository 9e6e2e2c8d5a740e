"""Moments as they are written everywhere."""

from datetime import UTC, datetime

from interview_simulator.errors import BadInputError

NO_MOMENT = "That date is outside the years 1 to 9999 in UTC; give one that lies between them."


def utc(when: datetime) -> str:
    """ISO 8601 in UTC, to the second; texts of this form sort by time. Raises BadInputError beyond the calendar."""
    try:
        return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except OverflowError as error:
        raise BadInputError(NO_MOMENT) from error


def written(seconds: float) -> str:
    """Seconds since 1970 as `utc` writes them. Raises BadInputError beyond the calendar, and for what is no number."""
    try:
        return utc(datetime.fromtimestamp(seconds, UTC))
    except (OverflowError, ValueError, OSError) as error:
        raise BadInputError(NO_MOMENT) from error


def now() -> str:
    """This moment."""
    return utc(datetime.now(UTC))
