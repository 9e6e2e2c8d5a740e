"""What was recorded before there were accounts finds its owner."""

from interview_simulator.domain.account import Account
from interview_simulator.stores.records.store import RecordStore


def adopt(records: RecordStore, account: Account) -> list[str]:
    """Give the account every record that has no address; the ids of those."""
    ownerless = [record.record_id for record in records.list_all() if record.email is None]
    for record_id in ownerless:
        records.merge(record_id, {"email": account.email})
    return ownerless
