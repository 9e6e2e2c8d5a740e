"""Consents, and the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """What people consented to, and who did what with whose things."""
    op.create_table(
        "consents",
        sa.Column("email", sa.String(320), primary_key=True),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("given", sa.String(32), nullable=False),
        sa.Column("withdrawn", sa.String(32)),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("who", sa.String(320)),
        sa.Column("about", sa.String(320)),
        sa.Column("record_id", sa.String(128)),
        sa.Column("file", sa.String(256)),
        sa.Column("address", sa.String(64)),
    )
    op.create_index("ix_audit_who", "audit", ["who"])
    op.create_index("ix_audit_about", "audit", ["about"])
