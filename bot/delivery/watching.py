"""
A thread in each process that looks every few seconds how the bot is doing, and raises alarms.

A thread of its own, for long work must not keep an alarm back, and a process that only
receives has nobody else to notice that the workers are silent. It also adds up what the
process has counted, and asks LINE now and then how many messages are left.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.line.gateway import Gateway
from bot.services import alarms, figures, lookout, waking
from bot.services.alarms import Change, Known, Level, Sight
from bot.services.counting import Counts
from bot.services.figures import Figures
from models.base import Database

EVERY_SECONDS: Final = 5.0
STOP_SECONDS: Final = 2.0

log = structlog.get_logger()


@dataclass(slots=True)
class Watchman:
    """
    Nothing runs before `start`, for threads do not survive a fork.

    `is_worker` says that this process sends; where workers are processes of their own, the
    others see by it that one is alive.
    """

    database: Database
    gateway: Gateway
    counts: Counts
    now_ms: Callable[[], int]
    is_worker: bool = True
    _known: dict[str, Known] = field(default_factory=dict)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more; what was counted meanwhile is added."""
        self._stopping.set()
        if self._thread:
            self._thread.join(STOP_SECONDS)
        with suppress(SQLAlchemyError, OSError):
            self.counts.add_to(self.database, now_ms=self.now_ms())

    def look(self) -> tuple[Change, ...]:
        """See how things stand and tell what has changed, which is returned too."""
        self.gateway.probe()
        now_ms = self.now_ms()
        try:
            self._take_part(now_ms)
            sight = lookout.look(self.database, now_ms=now_ms, is_line_down=self.gateway.is_down)
            shared = self._shared(sight, now_ms)
        except (SQLAlchemyError, OSError):
            sight = Sight(is_line_down=self.gateway.is_down, is_database_down=True)
            shared = ()
        own = alarms.judge(alarms.OWN, sight, self._known)
        self._known.update({change.name: change.after for change in own})
        for change in (*shared, *own):
            _tell(change)
        return (*shared, *own)

    def figures(self) -> Figures | None:
        """How the bot is doing, what this process has counted included; None without database."""
        try:
            self.counts.add_to(self.database, now_ms=self.now_ms())
            return figures.read(self.database, now_ms=self.now_ms())
        except (SQLAlchemyError, OSError):
            return None

    def _run(self) -> None:
        while not self._stopping.wait(EVERY_SECONDS):
            try:
                self.look()
            except Exception:
                log.exception("watch failed")

    def _take_part(self, now_ms: int) -> None:
        """Leave for the other processes what only this one knows."""
        self.counts.add_to(self.database, now_ms=now_ms)
        if waking.has_queue(self.database):
            lookout.beat(self.database, now_ms=now_ms, is_worker=self.is_worker)
        if lookout.may_ask_quota(self.database, now_ms=now_ms):
            quota = self.gateway.quota()
            if quota:
                lookout.see_quota(self.database, quota)

    def _shared(self, sight: Sight, now_ms: int) -> tuple[Change, ...]:
        changes = alarms.judge(alarms.SHARED, sight, alarms.standing(self.database))
        return alarms.keep(self.database, changes, now_ms=now_ms) if changes else ()


def _tell(change: Change) -> None:
    if not change.after.is_raised:
        log.info("alarm over", alarm=change.name, figure=change.figure)
        return
    tell = log.critical if change.level is Level.CRITICAL else log.error
    tell("alarm raised", alarm=change.name, figure=change.figure)
