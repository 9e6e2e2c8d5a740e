"""Records of an owner in the order in which they are listed, so that a page of them is read without the others."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """All records in that order are found by the index of the date."""
    op.create_index("ix_records_owner", "records", ["email", "date", "record_id"])
