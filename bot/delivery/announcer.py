"""
A thread beside the web worker that has notices sent.

It looks every second, and at once when it is woken. Every process may have one: what is
to be done stands in the database, and they share the rate at which LINE may be called.
"""

from collections.abc import Callable, Iterable
from typing import Final

import structlog

from bot.delivery.rounds import Rounds

POLL_SECONDS: Final = 1.0
STOP_SECONDS: Final = 8.5

log = structlog.get_logger()


class Announcer(Rounds):
    """Has every notice sent that is `due`, by `drain`, one after the other."""

    def __init__(
        self,
        due: Callable[[], Iterable[int]],
        drain: Callable[[int, Callable[[], bool]], None],
    ) -> None:
        super().__init__(STOP_SECONDS)
        self._due = due
        self._drain = drain

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._look()
            self._rest(POLL_SECONDS)

    def _look(self) -> None:
        try:
            for row in self._due():
                self._serve(row)
        except Exception:
            log.exception("no notice could be looked for")

    def _serve(self, row: int) -> None:
        """One notice that cannot be sent does not hold up the next."""
        try:
            self._drain(row, self._stopping.is_set)
        except Exception:
            log.exception("notice broken off", broadcast=row)
