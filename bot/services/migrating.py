"""
Bring a database to the tables this release expects.

Alembic is imported only when there is something to do: looking whether there is costs
one statement and no memory.
"""

from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DatabaseError

import models.migrations
from models.base import Database
from models.postgresql import Lock, hold, lift_limits

if TYPE_CHECKING:
    from alembic.config import Config

STEPS: Final = Path(models.migrations.__file__).parent


def head() -> str:
    """The number of the newest step this release brings."""
    return max(step.name[:4] for step in STEPS.glob("[0-9]*.py"))


def is_current(database: Database) -> bool:
    """Whether every step has been taken."""
    return step(database) == head()


def step(database: Database) -> str | None:
    """The number of the newest step a database has taken; None when it has taken none."""
    with database.read() as connection:
        return _taken(connection)


def is_ours(database: Database) -> bool:
    """Whether it is a database at all, and one of the bot; no table is made."""
    try:
        return step(database) is not None
    except DatabaseError:
        return False


def upgrade(database: Database) -> None:
    """
    Take every step that is missing, in one transaction.

    Several processes may call this at once: one works, the others wait and find it done.
    """
    if is_current(database):
        return
    with database.write() as connection:
        _wait_for_others(connection)
        if _taken(connection) != head():
            _walk_up(connection)


def downgrade(database: Database, *, to: str) -> None:
    """Undo steps until `to` is the newest taken; "base" undoes all, and their data with them."""
    from alembic import command

    with database.write() as connection:
        _wait_for_others(connection)
        command.downgrade(_config(connection), to)


def script(dialect: str) -> str:
    """All steps as SQL for a database of `dialect`, for those who apply them by hand."""
    from alembic import command

    config = _config(None)
    config.set_main_option("dialect", dialect)
    config.output_buffer = StringIO()
    command.upgrade(config, "head", sql=True)
    return config.output_buffer.getvalue()


def _walk_up(connection: Connection) -> None:
    from alembic import command

    command.upgrade(_config(connection), "head")


def _config(connection: Connection | None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(STEPS / "running").replace("%", "%%"))
    config.set_main_option("version_locations", str(STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    return config


def _taken(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    taken: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return taken


def _wait_for_others(connection: Connection) -> None:
    # SQLite needs nothing: its write transactions begin with the only lock there is.
    if connection.dialect.name == "postgresql":
        lift_limits(connection)  # a step may take long in a large database
        hold(connection, Lock.MIGRATING)
