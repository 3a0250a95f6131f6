"""
Runs the steps, on a connection that is handed over or as SQL text for a dialect.

The transaction belongs to whoever called, so that a failed step leaves nothing behind.
"""

from alembic import context

from models.base import Base

# For its rules of naming only: the steps say themselves what the tables are.
NAMED = Base.metadata

connection = context.config.attributes.get("connection")
if connection is None:
    context.configure(
        dialect_name=context.config.get_main_option("dialect"),
        target_metadata=NAMED,
        literal_binds=True,
        as_sql=True,
    )
else:
    context.configure(connection=connection, target_metadata=NAMED)

with context.begin_transaction():
    context.run_migrations()
