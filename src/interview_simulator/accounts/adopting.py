"""What was recorded and made before there were accounts finds its owner."""

from collections.abc import Iterable
from contextlib import suppress

from interview_simulator.domain.account import Account, MadeBy
from interview_simulator.domain.address import same
from interview_simulator.errors import ConflictError
from interview_simulator.interviews.made import follow_ups_of
from interview_simulator.stores.accounts.store import AccountStore
from interview_simulator.stores.records.store import RecordStore


def adopt(records: RecordStore, account: Account) -> list[str]:
    """Give the account every record that has no address; the ids of those."""
    ownerless = [record.record_id for record in records.list_all() if record.email is None]
    for record_id in ownerless:
        records.merge(record_id, {"email": account.email})
    return ownerless


def adopt_interviews(
    store: AccountStore, records: RecordStore, made: Iterable[str], account: Account, now: str
) -> list[str]:
    """Give the account every interview made to measure that has no owner; the ids of those.

    What somebody else practised, or was asked about their own recording, is left.
    """
    of_others = [record for record in records.list_all() if not same(record.email, account.email)]
    practised, asked = {one.interview_id for one in of_others}, tuple(follow_ups_of(one.record_id) for one in of_others)
    adopted = []
    for interview_id in made:
        if interview_id in practised or interview_id.startswith(asked):
            continue
        with suppress(ConflictError):  # it has an owner
            store.made.add(MadeBy(id=interview_id, created=now, email=account.email))
            adopted.append(interview_id)
    return adopted
