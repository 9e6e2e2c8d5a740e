"""The tables of the database, as the code uses them; `migrations/` makes them.

To change one, change it here and add a revision to `migrations/versions/`; a test compares the two.
"""

import sqlalchemy as sa

HEAD = "0003"
"""The newest revision; a database that is at it is opened without loading Alembic."""
METADATA = sa.MetaData()
RECORDS = sa.Table(
    "records",
    METADATA,
    sa.Column("record_id", sa.String(128), primary_key=True),
    sa.Column("email", sa.String(320), index=True),
    sa.Column("date", sa.String(32), index=True),
    sa.Column("document", sa.JSON, nullable=False),
)
"""The document is the record; the other columns are what it is found by."""
CONSENTS = sa.Table(
    "consents",
    METADATA,
    sa.Column("email", sa.String(320), primary_key=True),
    sa.Column("version", sa.String(32), nullable=False),
    sa.Column("given", sa.String(32), nullable=False),
    sa.Column("withdrawn", sa.String(32)),
)
"""What people consented to; `email` without regard to case, "" where there are no accounts."""
AUDIT = sa.Table(
    "audit",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("action", sa.String(32), nullable=False),
    sa.Column("who", sa.String(320), index=True),
    sa.Column("about", sa.String(320), index=True),
    sa.Column("record_id", sa.String(128)),
    sa.Column("file", sa.String(256)),
    sa.Column("address", sa.String(64)),
)
"""Who did what with whose things; `who` and `about` are e-mail addresses without regard to case."""
