"""What an account store must do: one kind of collection, for each kind of thing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from interview_simulator.domain.account import Account, Comment, Group, MadeBy, MentorGrade, Share, Token
from interview_simulator.domain.pages import Page
from interview_simulator.errors import ConflictError

Kept = TypeVar("Kept", Account, Token, Share, Comment, MentorGrade, Group, MadeBy)
UNIQUE: dict[type, tuple[str, ...]] = {Account: ("email", "subject"), Share: ("digest",)}
"""Fields of which no two may have the same value, beside the id; None is no value."""
FOUND_BY: dict[type, tuple[str, ...]] = {
    Account: ("email", "subject", "role"),
    Token: ("account_id", "kind", "expires"),
    Share: ("record_id", "email", "digest"),
    Comment: ("record_id", "author"),
    MentorGrade: ("record_id", "author"),
    Group: ("owner",),
    MadeBy: ("email",),
}
"""Fields that `find` takes."""


@dataclass(frozen=True)
class OneLeft(Generic[Kept]):
    """Of some things one must always be left."""

    found_by: Mapping[str, str]
    """Fields of FOUND_BY, and the values of all that could count."""
    counts: Callable[[Kept], bool]
    sentence: str
    """What is told to who would take the last one away."""

    def require(self, before: Kept, left: Iterable[Kept]) -> None:
        """Raises ConflictError where the thing counted before its change, and none that is left does."""
        if self.counts(before) and not any(map(self.counts, left)):
            raise ConflictError(self.sentence)


class Collection(Protocol[Kept]):
    """Things by id. Every call is atomic."""

    def add(self, thing: Kept) -> None:
        """Raises ConflictError when its id, or a field of UNIQUE, is there already; then nothing is written."""
        ...

    def put(self, thing: Kept) -> None:
        """Add it, or write it over the one of its id; raises ConflictError for a field of UNIQUE."""
        ...

    def update(self, thing_id: str, fields: dict[str, Any], one_left: OneLeft[Kept] | None = None) -> Kept | None:
        """Write these fields and keep the others; None when there is no such thing.

        Raises BadInputError for what the thing cannot hold, ConflictError for a field of UNIQUE, and where `one_left`
        does not hold behind it, whoever else changes something at the same time.
        """
        ...

    def get(self, thing_id: str) -> Kept | None:
        """The thing, None when there is none."""
        ...

    def find(self, **values: str) -> list[Kept]:
        """Those with all these values in fields of FOUND_BY, oldest first; without any, all."""
        ...

    def page(self, limit: int, after: str | None = None, **values: str) -> Page[Kept]:
        """Of what `find` finds, at most `limit` from the cursor `after` on; raises BadInputError for another list's."""
        ...

    def take(self, thing_id: str) -> Kept | None:
        """Remove the thing and return it; of several callers one gets it, the others None."""
        ...


@dataclass(frozen=True)
class AccountStore:
    """Accounts and what belongs to them."""

    accounts: Collection[Account]
    tokens: Collection[Token]
    shares: Collection[Share]
    comments: Collection[Comment]
    grades: Collection[MentorGrade]
    groups: Collection[Group]
    made: Collection[MadeBy]
