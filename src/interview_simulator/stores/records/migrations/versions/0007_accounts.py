"""Scopes of API tokens, a detail beside audit entries, and addresses that are compared exactly."""

from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
ALL_SCOPES = ["metrics", "records", "administration"]
ADDRESSES = {
    "accounts": ("email",),
    "tokens": (),
    "shares": ("email",),
    "comments": ("author",),
    "grades": ("author",),
    "groups": (),
    "made": ("email",),
}
"""Columns that hold an address, as the document does under the same name; some documents alone hold one."""


def upgrade() -> None:
    """Tokens from before scopes open what they did; addresses that were folded stay whose they were."""
    op.add_column("audit", sa.Column("detail", sa.String(256)))
    connection = op.get_bind()
    taken = set(connection.scalars(sa.text("SELECT email FROM accounts")))
    for table, columns in ADDRESSES.items():
        for row in _documents(connection, table, "id"):
            document = _canonical_document(row.document, taken)
            if table == "tokens" and document.get("kind") == "api":
                document = {**document, "scopes": ALL_SCOPES}
            if document != row.document:
                _write(connection, table, "id", row.id, document, {name: document.get(name) for name in columns})
    _records(connection)
    _columns(connection, "consents", ("email",))
    _columns(connection, "audit", ("who", "about"))


def _records(connection: sa.Connection) -> None:
    """A record keeps the address as it was written, unless an account was found by folding it: then the account's."""
    accounts = set(connection.scalars(sa.text("SELECT email FROM accounts")))
    for row in _documents(connection, "records", "record_id"):
        written = row.document.get("email")
        if written is None or written.isascii():
            continue
        folded = _canonical(written.casefold())
        owner = folded if folded in accounts else written
        _write(
            connection,
            "records",
            "record_id",
            row.record_id,
            {**row.document, "email": owner},
            {"email": _canonical(owner)},
        )


def _columns(connection: sa.Connection, table: str, columns: tuple[str, ...]) -> None:
    for column in columns:
        for address in connection.scalars(sa.text(f"SELECT DISTINCT {column} FROM {table}")).all():
            if address and _canonical(address) != address:
                there = {"old": address, "new": _canonical(address)}
                clash = f" AND NOT EXISTS (SELECT 1 FROM {table} AS o WHERE o.{column} = :new)"
                unless = clash if table == "consents" else ""
                connection.execute(sa.text(f"UPDATE {table} SET {column} = :new WHERE {column} = :old{unless}"), there)


def _canonical_document(document: dict[str, Any], taken: set[str]) -> dict[str, Any]:
    """With canonical addresses; an account does not take one that another has."""
    changed = dict(document)
    for name in ("email", "author"):
        address = document.get(name)
        if isinstance(address, str) and (new := _canonical(address)) != address:
            if "password_hash" in document and new in taken:
                continue
            changed[name] = new
    if isinstance(document.get("emails"), list):
        changed["emails"] = list(dict.fromkeys(_canonical(address) for address in document["emails"]))
    return changed


def _documents(connection: sa.Connection, table: str, key: str) -> list[Any]:
    things = sa.table(table, sa.column(key), sa.column("document", sa.JSON))
    return list(connection.execute(sa.select(things)))


def _write(
    connection: sa.Connection, table: str, key: str, value: str, document: dict[str, Any], columns: dict[str, Any]
) -> None:
    things = sa.table(table, sa.column(key), sa.column("document", sa.JSON), *(sa.column(name) for name in columns))
    changed = sa.update(things).where(things.c[key] == value).values(document=document, **columns)
    connection.execute(changed)


def _canonical(address: str) -> str:
    """As `domain/address.py` had it when this revision was made."""
    local, at, domain = address.rpartition("@")
    lower = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    if not domain.isascii():
        import idna

        with suppress(idna.IDNAError, UnicodeError):
            domain = idna.encode(domain, uts46=True).decode("ascii")
    return local.translate(lower) + at + domain.translate(lower)
