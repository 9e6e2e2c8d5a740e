"""Lists that are told in pages. Pure."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Generic, TypeVar

from interview_simulator.domain.record import Record
from interview_simulator.errors import BadInputError

T = TypeVar("T")
LIMIT, MOST = 100, 1000
"""Of a page: as long as nothing is said, and at most."""
LARGEST_NUMBER = 2**31 - 1
"""Of a row, in every database."""


@dataclass(frozen=True)
class Page(Generic[T]):
    """A part of a list, and the cursor of the next one; None at the end."""

    items: tuple[T, ...]
    next: str | None = None


@dataclass(frozen=True)
class Reach:
    """Which records somebody may see who may not see all: those of an address, and some by their ids."""

    owner: str | None
    record_ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class After:
    """The place behind a record: by date, newest first, those without one last, and of the same date by id."""

    date: str | None
    record_id: str

    def precedes(self, record: Record) -> bool:
        """Whether the record comes behind this place."""
        ours, theirs = self.date or "", record.date or ""
        return theirs < ours or (theirs == ours and record.record_id > self.record_id)


def cursor(*place: str | int | None) -> str:
    """A place in a list as an opaque text."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def place_of(text: str, *kinds: type | tuple[type, ...]) -> tuple[object, ...]:
    """The place that `cursor` wrote, with values of these kinds; raises BadInputError."""
    try:
        found = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise _unknown() from error
    fits = isinstance(found, list) and len(found) == len(kinds)
    if not fits or not all(map(isinstance, found, kinds)):
        raise _unknown()
    return tuple(found)


def after(text: str | None) -> After | None:
    """The place in a list of records; raises BadInputError."""
    if text is None:
        return None
    date, record_id = place_of(text, (str, type(None)), str)
    return After(None if date is None else str(date), str(record_id))


def number_in(text: str | None) -> int | None:
    """The place in a list of numbered things; raises BadInputError."""
    if text is None:
        return None
    (number,) = place_of(text, int)
    if not isinstance(number, int) or abs(number) > LARGEST_NUMBER:
        raise _unknown()
    return number


def created_in(text: str | None) -> tuple[str, str] | None:
    """The place in a list of things by when they were made, and by id; raises BadInputError."""
    if text is None:
        return None
    created, thing_id = place_of(text, str, str)
    return str(created), str(thing_id)


def page_of(records: list[Record], limit: int) -> Page[Record]:
    """The first of these records; there may be more than fit, and then there is a next page."""
    shown = tuple(records[:limit])
    more = len(records) > limit
    return Page(shown, cursor(shown[-1].date, shown[-1].record_id) if more else None)


def _unknown() -> BadInputError:
    return BadInputError("cursor: it is none of this list; ask without one, and go on with `next` of each answer.")
