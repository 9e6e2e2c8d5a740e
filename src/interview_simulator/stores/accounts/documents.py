"""Things as documents, alike in every store. Pure."""

from typing import Any

from pydantic import ValidationError

from interview_simulator.domain.pages import Page, cursor
from interview_simulator.errors import BadInputError
from interview_simulator.stores.accounts.store import Kept


def changed(thing: Kept, fields: dict[str, Any]) -> Kept:
    """The thing with these fields; raises BadInputError for what it cannot hold."""
    try:
        return type(thing).model_validate({**thing.model_dump(), **fields})
    except ValidationError as error:
        first = error.errors()[0]
        raise BadInputError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}.") from error


def page_of(found: list[Kept], limit: int) -> Page[Kept]:
    """The first of these things; there may be more than fit, and then there is a next page."""
    told = tuple(found[:limit])
    return Page(told, cursor(told[-1].created, told[-1].id) if len(found) > limit else None)
