"""Records that were erased, by the SHA-256 of their ids."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """One row for each."""
    op.create_table("erased", sa.Column("digest", sa.String(64), primary_key=True))
