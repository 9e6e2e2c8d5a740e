"""How long records stay."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from interview_simulator.audit.log import AuditEntry
from interview_simulator.domain.record import Record
from interview_simulator.domain.timestamps import now, utc
from interview_simulator.privacy.erase import erase_record
from interview_simulator.privacy.kept import Kept, Privacy

FAILED_SIGN_IN_DAYS = 90
"""How long the audit log keeps them; strangers cause them, so they are bounded in time, too."""


def expired(records: Sequence[Record], days: float, at: str) -> list[Record]:
    """Records that are older than so many days at that time (ISO 8601). Pure.

    A record without a date is not: it counts from the day on which retention first met it.
    """
    oldest = datetime.fromisoformat(at) - timedelta(days=days)
    return [record for record in records if record.date and datetime.fromisoformat(record.date) < oldest]


def remove_failed_sign_ins(privacy: Privacy) -> None:
    """Remove failed sign-ins that are older than FAILED_SIGN_IN_DAYS from the audit log."""
    before = datetime.fromisoformat(now()) - timedelta(days=FAILED_SIGN_IN_DAYS)
    privacy.audit.remove_older("sign_in_failed", utc(before))


def remove_expired(kept: Kept, privacy: Privacy, days: float, *, dry_run: bool = False) -> list[Record]:
    """Erase records that are older than so many days, with media and reports; returns them.

    With `dry_run` they are only told.
    """
    at, records = now(), kept.records.list_all()
    gone = expired(records, days, at)
    if dry_run:
        return gone
    for record in records:
        if record.date is None and record.recording is not None:
            kept.records.merge(record.record_id, {"date": at})
    for record in gone:
        entry = AuditEntry(at=now(), action="record_expired", about=record.email, record_id=record.record_id)
        with privacy.wiping.deleting():
            privacy.audit.append(entry)
            erase_record(kept, record)
    return gone
