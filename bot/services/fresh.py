"""What is made from something that may change, and made anew when it has."""

import threading
import time
from collections.abc import Callable
from typing import Final, Generic, TypeVar

import structlog
from sqlalchemy.exc import SQLAlchemyError

LOOK_AGAIN_SECONDS: Final = 5.0

Mark = TypeVar("Mark")
Made = TypeVar("Made")

log = structlog.get_logger()


class Fresh(Generic[Mark, Made]):
    """
    Calling it gives what `make` made of the newest mark. Safe to share between threads.

    Looks for a new mark at most every so many seconds, and makes anew only when it is
    another: whoever finds it due does, the others go on with what there is.
    """

    def __init__(
        self,
        mark: Callable[[], Mark],
        make: Callable[[Mark], Made],
        *,
        every: float = LOOK_AGAIN_SECONDS,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._mark = mark
        self._make = make
        self._every = every
        self._seconds = seconds
        self._gate = threading.Lock()
        self._look_at = seconds() + every
        self._marked = mark()
        self._made = make(self._marked)

    def __call__(self) -> Made:
        if self._seconds() >= self._look_at and self._gate.acquire(blocking=False):
            try:
                self._look()
            except SQLAlchemyError as error:
                # A database that is away for a moment changes nothing.
                log.warning("not looked for changes", cause=type(error).__name__)
            finally:
                self._gate.release()
        return self._made

    def _look(self) -> None:
        self._look_at = self._seconds() + self._every
        mark = self._mark()
        if mark != self._marked:
            # Marked before it is made: what changes in between is made once more.
            self._made = self._make(mark)
            self._marked = mark
