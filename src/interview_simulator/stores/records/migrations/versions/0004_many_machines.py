"""What an installation on many machines shares: interviews made to measure, its secret, and its workers."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Empty on one machine, which keeps interviews and secret as files and works in the server's process."""
    op.create_table(
        "interviews",
        sa.Column("id", sa.String(128), primary_key=True),
        sa.Column("document", sa.JSON, nullable=False),
    )
    op.create_table(
        "installation",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("value", sa.String(128), nullable=False),
    )
    op.create_table(
        "workers",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("beat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lost", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_workers_beat", "workers", ["beat"])
