"""Accounts in memory."""

from threading import Lock
from typing import Any, Generic

from interview_simulator.domain.pages import Page, created_in
from interview_simulator.errors import ConflictError
from interview_simulator.stores.accounts.documents import changed, page_of
from interview_simulator.stores.accounts.store import FOUND_BY, UNIQUE, AccountStore, Kept, OneLeft


def memory_account_store() -> AccountStore:
    """An account store that forgets everything at the end of the process."""
    return AccountStore(
        MemoryCollection(),
        MemoryCollection(),
        MemoryCollection(),
        MemoryCollection(),
        MemoryCollection(),
        MemoryCollection(),
        MemoryCollection(),
    )


class MemoryCollection(Generic[Kept]):
    """Things of one kind."""

    def __init__(self) -> None:
        self._things: dict[str, Kept] = {}
        self._lock = Lock()

    def add(self, thing: Kept) -> None:
        """Add it; raises ConflictError."""
        with self._lock:
            if thing.id in self._things:
                raise ConflictError("There is one already.")
            self._write(thing)

    def put(self, thing: Kept) -> None:
        """Add it, or write it over the one of its id."""
        with self._lock:
            self._write(thing)

    def update(self, thing_id: str, fields: dict[str, Any], one_left: OneLeft[Kept] | None = None) -> Kept | None:
        """Write these fields and keep the others."""
        with self._lock:
            current = self._things.get(thing_id)
            if current is None:
                return None
            thing = changed(current, fields)
            if one_left is not None:
                one_left.require(current, {**self._things, thing_id: thing}.values())
            self._write(thing)
            return thing

    def get(self, thing_id: str) -> Kept | None:
        """The thing."""
        return self._things.get(thing_id)

    def find(self, **values: str) -> list[Kept]:
        """Those with all these values, oldest first."""
        with self._lock:
            found = sorted(self._things.values(), key=lambda thing: (thing.created, thing.id))
        assert all(set(values) <= set(FOUND_BY[type(thing)]) for thing in found[:1])
        return [thing for thing in found if all(getattr(thing, name) == value for name, value in values.items())]

    def page(self, limit: int, after: str | None = None, **values: str) -> Page[Kept]:
        """At most `limit`, from that cursor on."""
        place = created_in(after)
        return page_of([one for one in self.find(**values) if place is None or (one.created, one.id) > place], limit)

    def take(self, thing_id: str) -> Kept | None:
        """Remove the thing and return it."""
        with self._lock:
            return self._things.pop(thing_id, None)

    def _write(self, thing: Kept) -> None:
        for name in UNIQUE.get(type(thing), ()):
            value = getattr(thing, name)
            others = (other for other in self._things.values() if other.id != thing.id)
            if value is not None and any(getattr(other, name) == value for other in others):
                raise ConflictError("There is one already.")
        self._things[thing.id] = thing
