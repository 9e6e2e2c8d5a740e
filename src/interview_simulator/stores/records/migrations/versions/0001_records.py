"""The table of the records."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """One row for each record: the record as a document, and what it is found by."""
    op.create_table(
        "records",
        sa.Column("record_id", sa.String(128), primary_key=True),
        sa.Column("email", sa.String(320)),
        sa.Column("date", sa.String(32)),
        sa.Column("document", sa.JSON, nullable=False),
    )
    op.create_index("ix_records_email", "records", ["email"])
    op.create_index("ix_records_date", "records", ["date"])
