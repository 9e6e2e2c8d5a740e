"""Records are found by their status, which the database computes from the document."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
STATUS = {
    "sqlite": "json_extract(document, '$.status')) VIRTUAL",  # cannot be stored in a table that is there; ->> is newer
    "postgresql": "document ->> 'status') STORED",
}


def upgrade() -> None:
    """Databases that were made while revision 0004 added the column have it already."""
    if "ix_records_status" in {index["name"] for index in sa.inspect(op.get_bind()).get_indexes("records")}:
        return
    op.execute(
        f"ALTER TABLE records ADD COLUMN status VARCHAR(16) GENERATED ALWAYS AS ({STATUS[op.get_bind().dialect.name]}"
    )
    op.create_index("ix_records_status", "records", ["status"])
