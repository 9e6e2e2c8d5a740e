"""Administrators who act at the same time, each after all have looked who else there is."""

from dataclasses import replace
from threading import Barrier
from typing import Any

from interview_simulator.domain.account import Account
from interview_simulator.stores.accounts.store import AccountStore, Collection


def all_looking_first(store: AccountStore, number: int) -> AccountStore:
    """The store for so many threads: who asks for administrators is answered when all have asked."""
    return replace(store, accounts=_Looked(store.accounts, Barrier(number, timeout=60)))


class _Looked:
    def __init__(self, accounts: Collection[Account], together: Barrier) -> None:
        self._accounts, self._together = accounts, together

    def __getattr__(self, name: str) -> Any:
        return getattr(self._accounts, name)

    def find(self, **values: str) -> list[Account]:
        found = self._accounts.find(**values)
        if "role" in values:
            self._together.wait()
        return found
