"""
Whether this is the only bot that serves a SQLite file.

Then nobody can be in the middle of an attempt, and what was begun before a crash need not
wait for its lease. The operating system lets go of the lock when the last of our processes
ends, however it ends.
"""

import fcntl
import os
from pathlib import Path


class Alone:
    """Taken before workers are forked, so that they hold it together."""

    def __init__(self, database: Path | None) -> None:
        self._lock: int | None = None
        if database is not None:
            self._lock = os.open(f"{database}-serving", os.O_RDWR | os.O_CREAT, 0o600)
        self.is_certain = self._lock is not None and _is_taken(self._lock)

    def leave(self) -> None:
        """This process serves no more."""
        lock, self._lock = self._lock, None
        if lock is not None:
            os.close(lock)


def _is_taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
