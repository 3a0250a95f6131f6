"""
What time it is for all processes that share a database.

Machines' clocks differ. On PostgreSQL its own clock counts; a SQLite file is on the machine of
everybody who opens it.
"""

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection, text

_ON_POSTGRESQL: Final = text("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")


def now_us(connection: Connection, here_us: Callable[[], int]) -> int:
    """Microseconds since 1970; `here_us` tells those of this machine."""
    if connection.dialect.name == "postgresql":
        return int(connection.scalar(_ON_POSTGRESQL) or 0)
    return here_us()
