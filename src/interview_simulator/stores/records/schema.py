"""The tables of the database, as the code uses them; `migrations/` makes them.

To change one, change it here and add a revision to `migrations/versions/`; a test compares the two.
"""

import sqlalchemy as sa

HEAD = "0008"
"""The newest revision; a database that is at it is opened without loading Alembic."""
METADATA = sa.MetaData()
RECORDS = sa.Table(
    "records",
    METADATA,
    sa.Column("record_id", sa.String(128), primary_key=True),
    sa.Column("email", sa.String(320), index=True),
    sa.Column("date", sa.String(32), index=True),
    sa.Column("document", sa.JSON, nullable=False),
    sa.Column("status", sa.String(16), sa.Computed("document ->> 'status'"), index=True),
    sa.Index("ix_records_owner", "email", "date", "record_id"),
)
"""The document is the record; the other columns are what it is found by. The database takes `status` out of the
document, so that a server of an older version, which knows nothing of it, leaves it right."""


def _found_by(name: str, unique: tuple[str, ...] = (), **lengths: int) -> sa.Table:
    """A table of things: each as a document, and the columns that it is found by."""
    return sa.Table(
        name,
        METADATA,
        sa.Column("id", sa.String(512), primary_key=True),
        sa.Column("created", sa.String(32), nullable=False),
        *(
            sa.Column(column, sa.String(n), index=True, unique=column in unique or None)
            for column, n in lengths.items()
        ),
        sa.Column("document", sa.JSON, nullable=False),
    )


ACCOUNTS = _found_by("accounts", ("email", "subject"), email=320, subject=512, role=16)
TOKENS = _found_by("tokens", account_id=64, kind=16, expires=32)
SHARES = _found_by("shares", ("digest",), record_id=128, email=320, digest=64)
COMMENTS = _found_by("comments", record_id=128, author=320)
GRADES = _found_by("grades", record_id=128, author=320)
GROUPS = _found_by("groups", owner=64)
MADE = _found_by("made", email=320)
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
    sa.Column("detail", sa.String(256)),
)
"""Who did what with whose things; `who` and `about` are e-mail addresses without regard to case."""
ERASED = sa.Table("erased", METADATA, sa.Column("digest", sa.String(64), primary_key=True))
"""SHA-256 of the ids of erased records, so that nothing comes back under one."""
INTERVIEWS = sa.Table(
    "interviews",
    METADATA,
    sa.Column("id", sa.String(128), primary_key=True),
    sa.Column("document", sa.JSON, nullable=False),
)
"""Interviews made to measure, of an installation on many machines."""
INSTALLATION = sa.Table(
    "installation",
    METADATA,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("value", sa.String(128), nullable=False),
)
"""What all servers of an installation share: the secret that signs URLs, the id of the media key."""
WORKERS = sa.Table(
    "workers",
    METADATA,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("version", sa.String(32), nullable=False),
    sa.Column("beat", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("lost", sa.DateTime(timezone=True)),
)
"""Processes that analyse: the order of steps that they know, their last sign of life, when they were given up."""
