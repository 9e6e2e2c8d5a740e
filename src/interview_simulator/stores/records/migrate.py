"""Bring the database to the schema of this code, by Alembic."""

from pathlib import Path

import sqlalchemy as sa

from interview_simulator.errors import BadInputError
from interview_simulator.stores.records.schema import HEAD, RECORDS

MIGRATIONS = Path(__file__).with_name("migrations")
BEFORE_REVISIONS = "0001"
"""What a database is at that has the table, but was made before there were revisions."""
MIGRATING = 7_310_211_004
"""PostgreSQL's advisory lock of whoever changes the schema."""


def to_head(connection: sa.Connection) -> None:
    """Run the revisions that are missing, in the connection's transaction, so that others see all of them or none.

    Of several processes the first one does it, the others wait. Raises BadInputError for a database of newer code.
    """
    if _revision(connection) == HEAD:
        return
    if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATING)))
    found = _revision(connection)
    if found != HEAD:
        _upgrade(connection, found)


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def _upgrade(connection: sa.Connection, found: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        if found is None and sa.inspect(connection).has_table(RECORDS.name):
            command.stamp(config, BEFORE_REVISIONS)
        command.upgrade(config, HEAD)
    except CommandError as error:
        raise BadInputError(
            f"The database is at revision {found}, which this version does not know; install the newer version again."
        ) from error
