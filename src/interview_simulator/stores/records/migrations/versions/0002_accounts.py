"""Accounts, and what belongs to them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
FOUND_BY: dict[str, dict[str, int]] = {
    "accounts": {"email": 320, "subject": 512, "role": 16},
    "tokens": {"account_id": 64, "kind": 16, "expires": 32},
    "shares": {"record_id": 128, "email": 320, "digest": 64},
    "comments": {"record_id": 128, "author": 320},
    "grades": {"record_id": 128, "author": 320},
    "groups": {"owner": 64},
    "made": {"email": 320},
}
UNIQUE = {("accounts", "email"), ("accounts", "subject"), ("shares", "digest")}


def upgrade() -> None:
    """One row for each thing: the thing as a document, and what it is found by."""
    for table, columns in FOUND_BY.items():
        op.create_table(
            table,
            sa.Column("id", sa.String(512), primary_key=True),
            sa.Column("created", sa.String(32), nullable=False),
            *(sa.Column(name, sa.String(length)) for name, length in columns.items()),
            sa.Column("document", sa.JSON, nullable=False),
        )
        for name in columns:
            op.create_index(f"ix_{table}_{name}", table, [name], unique=(table, name) in UNIQUE)
