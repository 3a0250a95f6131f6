"""
Bring notices on their way: write down whom they go to, send them, see when they are over.

Whatever is done stands in the database, a step at a time, so that any number of places may do
it at once, and what was broken off anywhere goes on from there.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import structlog
from sqlalchemy import Connection, bindparam, update

from bot import failpoints
from bot.delivery.salvo import Means, Salvo
from bot.services import (
    addressing,
    broadcast_ends,
    broadcasts_due,
    freezing,
    notice_calls,
    notice_rules,
)
from bot.services.broadcasts_due import Remembered
from bot.services.freezing import PROBE_MS, Step
from models.broadcast import Broadcast
from models.vocabulary import BroadcastState

S = BroadcastState

REST_SECONDS: Final = 0.01  # between steps, so that whoever else wants to write comes in

_broadcast = Broadcast.__table__

_PAUSE: Final = (
    update(_broadcast)
    .where(_broadcast.c.id == bindparam("broadcast"), _broadcast.c.state == S.SENDING)
    .values(state=S.PAUSED, paused_why=notice_rules.QUOTA, next_ms=bindparam("again"))
)
# Only what waits for quota: an officer may have paused or stopped it meanwhile.
_WAITS_FOR_QUOTA: Final = update(_broadcast).where(
    _broadcast.c.id == bindparam("broadcast"),
    _broadcast.c.state == S.PAUSED,
    _broadcast.c.paused_why == notice_rules.QUOTA,
)

log = structlog.get_logger()


class Broadcaster:
    """
    Safe to use from several threads. `approval_size` is from how many people on two officers
    must agree.
    """

    def __init__(
        self,
        means: Means,
        *,
        approval_size: int,
        chunk_size: int = freezing.SIZE,
        window: int = freezing.WINDOW,
    ) -> None:
        self._means = means
        self._approval_size = approval_size
        self._chunk_size = chunk_size
        self._window = window
        self._threads = ThreadPoolExecutor(means.senders, "sending notices")

    def due(self) -> tuple[int, ...]:
        """The notices that `drain` would do something for now."""
        if self._means.pace.is_held or self._means.gateway.rests:
            return ()
        with self._means.database.read() as connection:
            now_ms = self._now_ms(connection)
            return broadcasts_due.due(connection, now_ms=now_ms)

    def drain(self, broadcast_id: int, is_stopping: Callable[[], bool]) -> None:
        """
        Do all that is due for a notice. Doing it twice, or at two places, does no harm.

        When `is_stopping` says so it returns soon, with what is on its way settled.
        """
        while not is_stopping():
            with self._means.database.read() as connection:
                now_ms = self._now_ms(connection)
                row = broadcasts_due.find(connection, broadcast_id, now_ms=now_ms)
            if row is None or not self._go_on(row, now_ms, is_stopping):
                return

    def close(self) -> None:
        """Let the threads go; what is on its way is left to them."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _go_on(self, row: Remembered, now_ms: int, is_stopping: Callable[[], bool]) -> bool:
        """The next thing to be done for a notice; whether there may be more."""
        if row.state == S.STOPPED:
            with self._means.database.write(beside=True) as connection:
                broadcast_ends.end_stopped(connection, row.id, now_ms=now_ms)
            return False
        if not broadcasts_due.is_due(row, now_ms=now_ms):
            return False
        if row.state == S.READY:
            return freezing.begin(self._means.database, row.id, now_ms=now_ms)
        if row.state == S.PAUSED:
            return self._probe(row, now_ms)
        if not row.is_frozen:
            return self._freeze(row.id, is_stopping)
        return self._send(row, is_stopping)

    def _freeze(self, broadcast_id: int, is_stopping: Callable[[], bool]) -> bool:
        failpoints.reach("notice.begun")
        database, step = self._means.database, Step.MORE
        while not addressing.settle(database):
            if is_stopping():
                return False
        with database.read() as connection:
            row = freezing.find(connection, broadcast_id)
            if row is None:
                return True
            people = addressing.matching(connection, row)
        while step is Step.MORE and not is_stopping():
            step = freezing.step(
                database, broadcast_id, people, window=self._window, size=self._chunk_size
            )
            time.sleep(REST_SECONDS)
        return step is Step.FROZEN and self._open_up(broadcast_id)

    def _open_up(self, broadcast_id: int) -> bool:
        quota = self._means.gateway.quota()
        database = self._means.database
        with database.read() as connection:
            now_ms = self._now_ms(connection)
        size = self._approval_size
        opened = freezing.open_up(database, broadcast_id, quota=quota, size=size, now_ms=now_ms)
        failpoints.reach("notice.opened")
        if opened and opened.state is S.PAUSED:
            log.error("notice paused", broadcast=broadcast_id, why=opened.why)
        return opened is None or opened.state is S.SENDING

    def _send(self, row: Remembered, is_stopping: Callable[[], bool]) -> bool:
        salvo = Salvo(self._means, self._threads, row.id, row.messages or "[]", is_stopping)
        salvo.run()
        with self._means.database.write(beside=True) as connection:
            now_ms = self._now_ms(connection)
            if salvo.lacks_quota:
                asked = {"broadcast": row.id, "again": now_ms + PROBE_MS}
                if connection.execute(_PAUSE, asked).rowcount:
                    log.error("notice paused", broadcast=row.id, why=notice_rules.QUOTA)
            elif broadcast_ends.finish(connection, row.id, now_ms=now_ms):
                failpoints.reach("notice.ended")
                log.info("notice sent", broadcast=row.id)
        return False

    def _probe(self, row: Remembered, now_ms: int) -> bool:
        """Ask LINE whether there are messages again; if so the notice goes on by itself."""
        quota = self._means.gateway.quota()
        asked = {"broadcast": row.id}
        with self._means.database.write(beside=True) as connection:
            people = notice_calls.progress(connection, row.id).open
            is_enough = quota and notice_rules.Sum(quota.limit, quota.used, people).is_enough
            if not is_enough:
                waits = _WAITS_FOR_QUOTA.values(next_ms=now_ms + PROBE_MS)
                connection.execute(waits, asked)
                return False
            goes_on = _WAITS_FOR_QUOTA.values(state=S.SENDING, paused_why=None, next_ms=0)
            connection.execute(goes_on, asked)
        log.info("notice goes on", broadcast=row.id)
        return True

    def _now_ms(self, connection: Connection) -> int:
        return self._means.now_us(connection) // 1000
