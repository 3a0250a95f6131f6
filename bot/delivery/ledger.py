"""
Keep what became of attempts, several in one commit.

A crash before the commit only makes us ask again with the same token or key, so nothing is
lost by gathering for a moment, and a commit is the dearest thing on the way of a message.
"""

import threading
import time
from collections.abc import Callable
from typing import Final

from bot.delivery import outbox
from bot.delivery.measuring import figures_of
from bot.delivery.settling import Change
from bot.services.posting import Parcel
from models.base import Database

GATHER_SECONDS: Final = 0.02


class Ledger:
    """Safe to share between threads; one of them writes for all."""

    def __init__(
        self,
        database: Database,
        now_ms: Callable[[], int],
        count: Callable[[str, int], None] = lambda _name, _number: None,
    ) -> None:
        self._database = database
        self._now_ms = now_ms
        self._count = count
        self._lock = threading.Lock()
        self._noted: list[tuple[Parcel, Change]] = []
        self._is_written = False

    def note(self, parcel: Parcel, change: Change) -> tuple[str, ...]:
        """
        Keep a change, now or by another thread that is about to.

        Returns the chats in which something more is due, among all it has written.
        """
        for name, number in figures_of(parcel, change, now_ms=self._now_ms()):
            self._count(name, number)
        with self._lock:
            self._noted.append((parcel, change))
            if self._is_written:
                return ()
            self._is_written = True
        return self._write_all()

    def _write_all(self) -> tuple[str, ...]:
        free: list[str] = []
        try:
            while noted := self._gathered():
                free += outbox.keep(self._database, noted, now_ms=self._now_ms())
        except BaseException:
            with self._lock:
                self._is_written = False
            raise
        return tuple(free)

    def _gathered(self) -> list[tuple[Parcel, Change]]:
        time.sleep(GATHER_SECONDS)
        with self._lock:
            noted, self._noted = self._noted, []
            self._is_written = bool(noted)
        return noted
