"""
What stands in the place of senders in a process that only receives.

On PostgreSQL workers are processes of their own: whoever brings something in has written with
it that its chat is to be looked at (see `bot.services.waking`), so nobody is called here.
"""

import threading
from typing import Final

from bot.services.timekeeping import Watch
from models.base import Database

SET_SECONDS: Final = 30.0


class Queue:
    """Keeps the watch of this process right, and that is all there is to do."""

    def __init__(self, database: Database, watch: Watch) -> None:
        self._database = database
        self._watch = watch
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._watch.set_by(self._database)
        self._thread = threading.Thread(target=self._keep_time, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread:
            self._thread.join()

    def is_alive(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def wake(self, lane: str, at_ms: int = 0) -> None:
        """Nothing: a worker has been woken by the transaction that gave reason to."""

    def _keep_time(self) -> None:
        while not self._stopping.wait(SET_SECONDS):
            self._watch.set_by(self._database)
