"""Which records are too old, and that they go with all that was made of them."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.waiting import PATIENCE_S
from tests.web.conftest import clock, parts

from interview_simulator.compose import App
from interview_simulator.domain.record import Record
from interview_simulator.privacy.retention import expired, remove_expired
from interview_simulator.web.privacy import remove_expired_daily

__all__ = ["clock", "parts"]
AT = datetime(2026, 3, 1, tzinfo=UTC)


def written(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


@given(ages_days=st.lists(st.floats(0, 4000), max_size=8), days=st.floats(0.1, 4000))
def test_exactly_those_older_than_the_days_are_expired(ages_days: list[float], days: float) -> None:
    records = [
        Record(record_id=f"r{number}", date=written(AT - timedelta(days=age))) for number, age in enumerate(ages_days)
    ]
    gone = {record.record_id for record in expired(records, days, written(AT))}
    oldest = AT - timedelta(days=days)
    assert gone == {f"r{number}" for number, age in enumerate(ages_days) if AT - timedelta(days=age) < oldest}


def test_an_expired_record_goes_with_its_files_and_others_stay(parts: App, tmp_path: Path) -> None:
    assert parts.privacy is not None
    file = tmp_path / "file"
    file.write_bytes(b"bytes")
    for record_id, date in (("old", "2020-01-01T00:00:00Z"), ("new", "2999-01-01T00:00:00Z")):
        parts.records.merge(record_id, {"date": date, "recording": f"recordings/{record_id}.wav"})
        for key in (f"recordings/{record_id}.wav", f"artefacts/{record_id}/report.json"):
            parts.media.put(key, file)
    told = remove_expired(parts, parts.privacy, 30, dry_run=True)
    assert [record.record_id for record in told] == ["old"] and parts.records.get("old") is not None
    assert remove_expired(parts, parts.privacy, 30) == told
    assert parts.media.keys("") == ["artefacts/new/report.json", "recordings/new.wav"]
    assert [record.record_id for record in parts.records.list_all()] == ["new"]


def test_a_record_without_a_date_counts_from_when_it_was_first_met(parts: App) -> None:
    assert parts.privacy is not None
    parts.records.merge("r1", {"recording": "recordings/r1.wav"})
    assert remove_expired(parts, parts.privacy, 30) == []
    record = parts.records.get("r1")
    assert record is not None and record.date is not None
    assert expired([record], 30, "2999-01-01T00:00:00Z") == [record]


def test_it_is_applied_again_and_again(parts: App) -> None:
    kept_for = replace(parts, settings=parts.settings.model_copy(update={"retention_days": 30.0}))

    async def two_days() -> None:
        removing = asyncio.create_task(remove_expired_daily(kept_for, every_s=0.01))
        for record_id in ("first", "second"):
            parts.records.merge(record_id, {"date": "2020-01-01T00:00:00Z"})
            async with asyncio.timeout(PATIENCE_S):
                while parts.records.get(record_id) is not None:
                    await asyncio.sleep(0.01)
        removing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await removing

    asyncio.run(two_days())
    assert parts.records.list_all() == []
