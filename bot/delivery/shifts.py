"""
Who works in which process.

SQLite: threads beside the door do everything. PostgreSQL: the processes with doors only receive
and remember, and workers, any number of them, do the rest.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.delivery import outbox, working, works
from bot.delivery.announcer import Announcer
from bot.delivery.broadcaster import Broadcaster
from bot.delivery.crew import Crew
from bot.delivery.lanes import IsStopping, Lanes
from bot.delivery.queue import Queue
from bot.delivery.runner import Embedded, Runner
from bot.delivery.working import Errand, Workman
from bot.services import waking
from bot.services.leases import Tools
from bot.services.timekeeping import Watch
from models.base import Database

# Events younger than this are being handled by whoever was woken for them.
FRESH_MS: Final = 2_000
THINKING: Final = 4

_LANE: Final = {
    table: text(f"SELECT lane FROM {table} WHERE id = :row") for table in ("inbox", "outbox")
}


def runner(lanes: Lanes, watch: Watch) -> Runner:
    """Whoever is woken by those who bring something in."""
    if waking.has_queue(lanes.database):
        return Queue(lanes.database, watch)
    return Embedded(lanes.drain, partial(_lanes_due, lanes.database, watch), watch.now_ms)


def thinking(database: Database) -> AbstractContextManager[object]:
    """
    How many turns a process thinks about at a time. SQLite has one writer; where the database
    is served elsewhere, thinking is to wait for it, and a few may wait together.
    """
    return threading.Semaphore(THINKING) if waking.has_queue(database) else threading.Lock()


@dataclass(frozen=True, slots=True)
class Shift:
    """Who may work in this process, and with what."""

    lanes: Lanes
    tools: Tools
    watch: Watch
    runner: Runner
    broadcasts: Broadcaster
    errands: Sequence[Errand]
    workman: Workman = field(init=False)

    def __post_init__(self) -> None:
        made = Workman(self.tools, works.WORKS, works.CHORES, self.errands)
        object.__setattr__(self, "workman", made)

    def door(self) -> Crew:
        """Those beside a door."""
        if waking.has_queue(self.tools.database):
            return Crew((self.runner,))
        announcer = Announcer(self.broadcasts.due, self.broadcasts.drain)
        return Crew((self.runner, self.workman, announcer))

    def notes(self) -> Mapping[str, Callable[[], str | None]]:
        """What is not this process's to mend, and yet worth to be told beside its own state."""
        if waking.has_queue(self.tools.database):
            return {"worker": self._miss_worker}
        return {}

    def _miss_worker(self) -> str | None:
        try:
            with self.tools.database.read() as connection:
                return None if waking.has_workers(connection) else "none is alive"
        except (SQLAlchemyError, OSError):
            return "not known"

    def worker(self, database_url: str) -> Crew:
        """Those of a process without a door."""
        # The library costs a quarter of a second and some megabytes that only a worker needs.
        from bot.delivery.queue_worker import Duties, Worker

        duties = _Duties(self.tools, self.watch, self.errands)
        worker = Worker(
            database_url,
            Duties(
                lane_of=duties.lane_of,
                drain=self.lanes.drain,
                sweep=duties.sweep,
                work=partial(working.do_next, works.WORKS, self.tools),
                errands=duties.run_errands,
                chores=duties.do_chores,
                broadcasts=self.broadcasts,
            ),
        )
        return Crew((worker,))


@dataclass(frozen=True, slots=True)
class _Duties:
    tools: Tools
    watch: Watch
    errands: Sequence[Errand]

    def lane_of(self, table: str, row: int) -> str | None:
        with self.tools.database.read() as connection:
            lane: str | None = connection.scalar(_LANE[table], {"row": row})
            return lane

    def sweep(self) -> None:
        """Set the watch, take over from the dead, and wake whatever has nobody to wake it."""
        self.watch.set_by(self.tools.database)
        now_ms = self.watch.now_ms()
        with self.tools.database.write(beside=True) as connection:
            waking.take_over(connection)
            waking.sweep(connection, now_ms=now_ms, heard_before_ms=now_ms - FRESH_MS)

    def run_errands(self) -> bool:
        return any([errand() for errand in self.errands])

    def do_chores(self, is_stopping: IsStopping) -> None:
        for _ in working.do_chores(works.CHORES, self.tools):
            if is_stopping():
                return


def _lanes_due(database: Database, watch: Watch) -> tuple[str, ...]:
    now_ms = watch.now_ms()
    return outbox.lanes_due(database, now_ms=now_ms, heard_before_ms=now_ms - FRESH_MS)
