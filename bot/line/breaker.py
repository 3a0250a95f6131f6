"""
Leave LINE alone while it is down: one call every few seconds asks whether it is back.

Calls that would only wait for their time-outs hold up the threads that send, and a platform
that comes back does not need all of them at once.
"""

import threading
import time
from collections.abc import Callable
from typing import Final

FAILURES: Final = 5  # in a row: one fault of LINE's is no outage
PROBE_SECONDS: Final = 5.0
FORGOTTEN_SECONDS: Final = 10.0


class Breaker:
    """Safe to share between threads; `clock` counts seconds and never goes back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._probe_at = 0.0

    @property
    def is_open(self) -> bool:
        """Whether LINE is taken to be down."""
        return self._failures >= FAILURES

    def rests(self) -> bool:
        """Whether a call would not be let through now; takes nothing away from whoever calls."""
        return self.is_open and self._clock() < self._probe_at

    @property
    def is_forgotten(self) -> bool:
        """Whether LINE was down when something was sent last, and that was a while ago."""
        return self.is_open and self._clock() >= self._probe_at + FORGOTTEN_SECONDS

    def lets_through(self) -> bool:
        """Whether to call. While LINE is down that is one call every few seconds, a probe."""
        with self._lock:
            if not self.is_open:
                return True
            now = self._clock()
            if now < self._probe_at:
                return False
            self._probe_at = now + PROBE_SECONDS
            return True

    def note(self, *, is_up: bool) -> None:
        """What a call that was made has shown of LINE."""
        with self._lock:
            self._failures = 0 if is_up else self._failures + 1
            if self._failures == FAILURES:
                self._probe_at = self._clock() + PROBE_SECONDS

    def doubt(self) -> None:
        """LINE answers, but nothing was sent: take it to be up until the next failure."""
        with self._lock:
            self._failures = min(self._failures, FAILURES - 1)
