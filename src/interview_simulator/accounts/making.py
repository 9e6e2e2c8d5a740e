"""Whose the interviews are that were made to measure; they may tell of a CV."""

from collections.abc import Iterable
from time import time

from interview_simulator.domain.access import Caller
from interview_simulator.domain.account import Group, MadeBy
from interview_simulator.domain.address import canonical
from interview_simulator.domain.record import Record
from interview_simulator.domain.timestamps import written
from interview_simulator.stores.accounts.store import AccountStore


def made_by(store: AccountStore, caller: Caller, interview_id: str) -> None:
    """Note whose the interview is."""
    store.made.put(MadeBy(id=interview_id, created=written(time()), email=caller.email or ""))


def is_own(store: AccountStore, caller: Caller, interview_id: str) -> bool:
    """Whether the caller had it made."""
    made = store.made.get(interview_id)
    return made is not None and made.email == caller.email


def open_to(store: AccountStore, caller: Caller, shown: Iterable[Record]) -> frozenset[str]:
    """Ids of those that the caller may read: own ones, assigned ones, and those of records that are shown to them.

    A record shows no interview that its owner might not read either.
    """
    practised = ({one.interview_id or ""} & _open_to_address(store, one.email) for one in shown)
    return _open_to_address(store, caller.email).union(*practised)


def _open_to_address(store: AccountStore, email: str | None) -> frozenset[str]:
    if email is None:
        return frozenset()
    own = {made.id for made in store.made.find(email=canonical(email))}
    return frozenset(own | {one.interview_id for group in groups_of(store, email) for one in group.assignments})


def groups_of(store: AccountStore, email: str | None) -> list[Group]:
    """The groups that an address is in, of accounts that are mentors still."""
    found = [group for group in store.groups.find() if email and canonical(email) in group.emails]
    owners = {group.owner: store.accounts.get(group.owner) for group in found}
    return [group for group in found if (who := owners[group.owner]) and not who.disabled and who.role != "candidate"]
