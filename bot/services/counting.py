"""
How often things happen: counted in memory, added now and then to the figures of all processes.

Counting costs a fraction of a microsecond, so it may stand on the way of every message. What a
killed process had not added yet is lost, some seconds' worth; whatever must be exact is asked
of the rows themselves, see `figures`.
"""

import threading
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from models.base import Database
from models.figure import Figure

SLOT_MS: Final = 300_000
EVER: Final = 0
SLOTS_KEPT: Final = 2 * 288  # two days

_figure = Figure.__table__
_INSERTS: Final[dict[str, Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_KEY: Final = ["name", "slot"]
_EVER: Final = select(_figure.c.name, _figure.c.number).where(_figure.c.slot == EVER)
_LATELY: Final = (
    select(_figure.c.name, func.sum(_figure.c.number))
    .where(_figure.c.slot >= bindparam("first"))
    .group_by(_figure.c.name)
)


class Counts:
    """What this process has counted since it last added it. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counted: Counter[str] = Counter()

    def note(self, name: str, number: int = 1) -> None:
        """It happened, so often."""
        with self._lock:
            self._counted[name] += number

    def add_to(self, database: Database, *, now_ms: int) -> None:
        """Add what was counted to the figures of all; nothing is lost when that fails."""
        with self._lock:
            counted, self._counted = self._counted, Counter()
        if not counted:
            return
        try:
            with database.write() as connection:
                _add(connection, counted, now_ms // SLOT_MS)
        except BaseException:
            with self._lock:
                self._counted.update(counted)
            raise


def ever(connection: Connection) -> dict[str, int]:
    """How often each thing has happened since the bot was set up, and what was last seen."""
    return {name: int(number) for name, number in connection.execute(_EVER)}


def lately(connection: Connection, *, now_ms: int, slots: int) -> dict[str, int]:
    """How often each thing has happened in the last so many slots, this one not counted."""
    first = {"first": max(1, now_ms // SLOT_MS - slots)}
    return {name: int(number) for name, number in connection.execute(_LATELY, first)}


def see(connection: Connection, seen: Mapping[str, int]) -> None:
    """Keep what was last seen of things that are not counted here."""
    insert = _INSERTS[connection.dialect.name](_figure)
    rows = [{"name": name, "slot": EVER, "number": seen[name]} for name in sorted(seen)]
    connection.execute(
        insert.on_conflict_do_update(index_elements=_KEY, set_={"number": insert.excluded.number}),
        rows,
    )


def _add(connection: Connection, counted: Mapping[str, int], slot: int) -> None:
    insert = _INSERTS[connection.dialect.name](_figure)
    total = _figure.c.number + insert.excluded.number
    # In one order everywhere, so that no two processes wait for each other.
    rows = [
        {"name": name, "slot": where, "number": counted[name]}
        for name in sorted(counted)
        for where in (EVER, slot)
    ]
    connection.execute(
        insert.on_conflict_do_update(index_elements=_KEY, set_={"number": total}), rows
    )
    old = (_figure.c.slot != EVER) & (_figure.c.slot < slot - SLOTS_KEPT)
    connection.execute(delete(_figure).where(old))
