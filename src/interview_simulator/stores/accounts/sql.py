"""Accounts in the records' database."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Generic

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from interview_simulator.domain.account import Account, Comment, Group, MadeBy, MentorGrade, Share, Token
from interview_simulator.domain.pages import Page, created_in
from interview_simulator.errors import ConflictError
from interview_simulator.stores.accounts.documents import changed, page_of
from interview_simulator.stores.accounts.store import FOUND_BY, AccountStore, Kept, OneLeft
from interview_simulator.stores.records.database import alone, opened, reading, transaction
from interview_simulator.stores.records.schema import ACCOUNTS, COMMENTS, GRADES, GROUPS, MADE, SHARES, TOKENS

TAKEN = "There is one already."


def sql_account_store(url: str) -> AccountStore:
    """An account store in the database at `url`, which is brought to this code's schema."""
    engine = opened(url)
    return AccountStore(
        SqlCollection(engine, ACCOUNTS, Account),
        SqlCollection(engine, TOKENS, Token),
        SqlCollection(engine, SHARES, Share),
        SqlCollection(engine, COMMENTS, Comment),
        SqlCollection(engine, GRADES, MentorGrade),
        SqlCollection(engine, GROUPS, Group),
        SqlCollection(engine, MADE, MadeBy),
    )


class SqlCollection(Generic[Kept]):
    """Things of one kind in one table: the document, and what it is found by."""

    def __init__(self, engine: sa.Engine, table: sa.Table, kind: type[Kept]) -> None:
        self._engine, self._table = engine, table
        self._kind: type[Kept] = kind

    def add(self, thing: Kept) -> None:
        """Add it; raises ConflictError."""
        with transaction(self._engine) as connection:
            self._insert(connection, thing)

    def put(self, thing: Kept) -> None:
        """Add it, or write it over the one of its id."""
        with self._changing(thing.id) as connection:
            connection.execute(sa.delete(self._table).where(self._table.c.id == thing.id))
            self._insert(connection, thing)

    def update(self, thing_id: str, fields: dict[str, Any], one_left: OneLeft[Kept] | None = None) -> Kept | None:
        """Write these fields and keep the others; with `one_left` one transaction of the table after the other."""
        with transaction(self._engine) as connection:
            if one_left is not None:
                alone(connection, f"the last of {self._table.name}")
            alone(connection, self._about(thing_id))
            current = self._read(connection, thing_id)
            if current is None:
                return None
            thing = changed(current, fields)
            connection.execute(sa.delete(self._table).where(self._table.c.id == thing_id))
            self._insert(connection, thing)
            if one_left is not None:
                one_left.require(current, self._told(connection, self._oldest_first(one_left.found_by)))
            return thing

    def get(self, thing_id: str) -> Kept | None:
        """The thing."""
        with transaction(self._engine) as connection:
            return self._read(connection, thing_id)

    def find(self, **values: str) -> list[Kept]:
        """Those with all these values, oldest first."""
        with reading(self._engine) as connection:
            return self._told(connection, self._oldest_first(values))

    def page(self, limit: int, after: str | None = None, **values: str) -> Page[Kept]:
        """At most `limit`, from that cursor on; one more is read, to know whether there are more."""
        columns, place = self._table.c, created_in(after)
        query = self._oldest_first(values).limit(limit + 1)
        if place is not None:
            created, thing_id = place
            behind = sa.or_(columns.created > created, columns.id > thing_id)
            query = query.where(columns.created >= created, behind)
        with reading(self._engine) as connection:
            return page_of(self._told(connection, query), limit)

    def take(self, thing_id: str) -> Kept | None:
        """Remove the thing and return it."""
        with self._changing(thing_id) as connection:
            thing = self._read(connection, thing_id)
            connection.execute(sa.delete(self._table).where(self._table.c.id == thing_id))
            return thing

    def _changing(self, thing_id: str) -> AbstractContextManager[sa.Connection]:
        return transaction(self._engine, self._about(thing_id))

    def _about(self, thing_id: str) -> str:
        return f"{self._table.name} {thing_id}"

    def _oldest_first(self, values: Mapping[str, str]) -> sa.Select[Any]:
        columns = self._table.c
        query = sa.select(columns.document).where(*(columns[name] == value for name, value in values.items()))
        return query.order_by(columns.created, columns.id)

    def _told(self, connection: sa.Connection, query: sa.Select[Any]) -> list[Kept]:
        return [self._kind.model_validate(row.document) for row in connection.execute(query)]

    def _read(self, connection: sa.Connection, thing_id: str) -> Kept | None:
        row = connection.execute(sa.select(self._table.c.document).where(self._table.c.id == thing_id)).first()
        return self._kind.model_validate(row.document) if row else None

    def _insert(self, connection: sa.Connection, thing: Kept) -> None:
        found_by = {name: getattr(thing, name) for name in ("id", "created", *FOUND_BY[self._kind])}
        try:
            connection.execute(sa.insert(self._table).values(document=thing.model_dump(mode="json"), **found_by))
        except IntegrityError as error:
            raise ConflictError(TAKEN) from error
