"""The table of the records, as the code uses it; `migrations/` makes it.

To change it, change it here and add a revision to `migrations/versions/`; a test compares the two.
"""

import sqlalchemy as sa

HEAD = "0001"
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
