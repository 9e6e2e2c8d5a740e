"""Runs the revisions on the connection that the store gives, in its transaction."""

from alembic import context

from interview_simulator.stores.records.schema import METADATA

# render_as_batch: SQLite cannot alter a table, so Alembic makes a new one and copies
context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
