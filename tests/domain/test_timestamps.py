"""Moments at the calendar's edge."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from interview_simulator.domain.timestamps import utc, written
from interview_simulator.errors import BadInputError

AHEAD, BEHIND = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))


@pytest.mark.parametrize(
    "when", [datetime(1, 1, 1, tzinfo=AHEAD), datetime(9999, 12, 31, 23, 59, 59, tzinfo=BEHIND)], ids=str
)
def test_a_moment_that_utc_does_not_have_is_bad_input(when: datetime) -> None:
    with pytest.raises(BadInputError, match="1 to 9999"):
        utc(when)


@pytest.mark.parametrize("seconds", [1e12, -1e12, 1e300, float("inf"), float("nan")])
def test_seconds_beyond_the_calendar_are_bad_input(seconds: float) -> None:
    with pytest.raises(BadInputError, match="1 to 9999"):
        written(seconds)


def test_the_first_and_the_last_second_are_moments() -> None:
    assert utc(datetime(1, 1, 1, tzinfo=UTC)) == "0001-01-01T00:00:00Z"
    assert utc(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)) == "9999-12-31T23:59:59Z"
