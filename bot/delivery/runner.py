"""
Who serves chats as they are woken: here, threads beside the web worker.

Where workers are processes of their own, `queue` stands in their place. Every wake-up only says
"look again": losing one or getting two is harmless, because what is to be done stands in the
database, and a sweep finds what nobody was woken for.
"""

import heapq
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Final, Protocol

import structlog

from bot.delivery.crew import STOP_SECONDS
from bot.delivery.lanes import IsStopping, Wake

SENDERS: Final = 8
POLL_SECONDS: Final = 0.25
SWEEP_MS: Final = 5_000
AFTER_TROUBLE_MS: Final = 1_000

log = structlog.get_logger()


class Runner(Protocol):
    """What those who bring something in know of those who serve it."""

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def is_alive(self) -> bool: ...

    def wake(self, lane: str, at_ms: int = 0) -> None: ...


class Embedded:
    """
    Serves each chat in one thread at a time. Nothing runs before `start`, which belongs
    into the process that serves: threads do not survive a fork.
    """

    def __init__(
        self,
        drain: Callable[[str, Wake, IsStopping], None],
        lanes_due: Callable[[], Iterable[str]],
        now_ms: Callable[[], int],
    ) -> None:
        self._drain = drain
        self._lanes_due = lanes_due
        self._now_ms = now_ms
        self._changed = threading.Condition()
        self._ready: deque[str] = deque()
        self._queued: set[str] = set()
        self._busy: set[str] = set()
        self._again: set[str] = set()
        self._later: list[tuple[int, str]] = []
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self, *, senders: int = SENDERS) -> None:
        self._stopping.clear()
        jobs = [self._send_on] * senders + [self._watch]
        self._threads = [threading.Thread(target=job, daemon=True) for job in jobs]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish what is on its way and begin nothing new; what is left waits in the database."""
        with self._changed:
            self._stopping.set()
            self._changed.notify_all()
        end = time.monotonic() + STOP_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))

    def is_alive(self) -> bool:
        """Whether every thread still serves."""
        return bool(self._threads) and all(thread.is_alive() for thread in self._threads)

    def wake(self, lane: str, at_ms: int = 0) -> None:
        """Look at a chat, at once or at a later time."""
        with self._changed:
            if at_ms > self._now_ms():
                heapq.heappush(self._later, (at_ms, lane))
            elif lane in self._busy:
                self._again.add(lane)
            elif lane not in self._queued:
                self._queued.add(lane)
                self._ready.append(lane)
                self._changed.notify()

    def _send_on(self) -> None:
        while (lane := self._take()) is not None:
            self._serve(lane)
            self._give_back(lane)

    def _take(self) -> str | None:
        with self._changed:
            while not self._ready and not self._stopping.is_set():
                self._changed.wait()
            if self._stopping.is_set():
                return None
            lane = self._ready.popleft()
            self._queued.discard(lane)
            self._busy.add(lane)
            return lane

    def _serve(self, lane: str) -> None:
        try:
            self._drain(lane, self.wake, self._stopping.is_set)
        except Exception:
            log.exception("lane stopped")
            self.wake(lane, self._now_ms() + AFTER_TROUBLE_MS)

    def _give_back(self, lane: str) -> None:
        with self._changed:
            self._busy.discard(lane)
            is_wanted = lane in self._again
            self._again.discard(lane)
        if is_wanted:
            self.wake(lane)

    def _watch(self) -> None:
        next_sweep = 0
        while not self._stopping.wait(POLL_SECONDS):
            now_ms = self._now_ms()
            self._wake_due(now_ms)
            if now_ms >= next_sweep:
                next_sweep = now_ms + SWEEP_MS
                self._sweep()

    def _wake_due(self, now_ms: int) -> None:
        due = []
        with self._changed:
            while self._later and self._later[0][0] <= now_ms:
                due.append(heapq.heappop(self._later)[1])
        for lane in due:
            self.wake(lane)

    def _sweep(self) -> None:
        try:
            for lane in self._lanes_due():
                self.wake(lane)
        except Exception:
            log.exception("sweep failed")
