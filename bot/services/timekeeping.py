"""
The time as the database has it.

Leases and deadlines that several machines look at need one clock, and machines differ. Asking
the database in every statement would do; setting a watch by it now and then costs nothing.
Once set, the watch goes by the steady clock of this process, so a machine whose time is put
right, or wrong, in between does not matter.
"""

import time
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot import clock
from models.base import Database

_NOW = text("SELECT extract(epoch FROM clock_timestamp())")


class Watch:
    """Shows what the machine's clock does until it is set. Safe to share between threads."""

    def __init__(self) -> None:
        self._ahead: float | None = None

    def set_by(self, database: Database) -> bool:
        """Ask PostgreSQL for the time; False when it could not be asked, and all stays as it is."""
        try:
            with database.read() as connection:
                asked = time.monotonic()
                told = float(connection.execute(_NOW).scalar_one())
                answered = time.monotonic()
        except (SQLAlchemyError, OSError):
            return False
        self._ahead = told - (asked + answered) / 2
        return True

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        if self._ahead is None:
            return clock.now()
        return datetime.fromtimestamp(time.monotonic() + self._ahead, UTC)

    def now_ms(self) -> int:
        """This moment in milliseconds since 1970."""
        return int(self.now().timestamp() * 1000)
