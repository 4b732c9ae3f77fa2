"""Alembic's door: runs the migrations on the connection that `migrate` hands over."""

from alembic import context

from bolo.platform.database.migrate import known_tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=known_tables(),
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
