"""Alembic's entry: runs on the connection that `assistant.schema` hands over."""

from alembic import context

from assistant.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata(), render_as_batch=False, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
