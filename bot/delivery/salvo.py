"""
The calls that are due of one notice, sent by many threads at the pace that all processes share.

One thread reads and writes for all: in one short transaction it keeps what came of earlier
calls, takes the next few and reserves their moments. What is paused or stopped meanwhile is
seen by the next such transaction, a tenth of a second later. The people of those few are
read there as well, at once, so that memory does not grow with them.
"""

import queue
import random
import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

import structlog
from sqlalchemy import Connection, bindparam, select

from bot import failpoints
from bot.delivery import bucket
from bot.delivery.bucket import Moments
from bot.delivery.chunks import NOBODY_LEFT, settle
from bot.line.gateway import Cause, Gateway, Result, TryLater
from bot.services import broadcast_ends, chunk_rows, notice_rules
from bot.services.chunk_rows import LEASE_MS, NOBODY, Chunk, Fate
from models.base import Database
from models.broadcast import Broadcast
from models.vocabulary import BroadcastState, ChunkState

SENDERS: Final = 64  # 180 calls a second fit when each takes a third of one
PORTIONS: Final = 10  # a second: as many moments are reserved at once
AHEAD_SECONDS: Final = 0.05  # the next portion is asked for before this one has left
LOOK_SECONDS: Final = 0.25
LAST_SECONDS: Final = 8.0  # connecting and reading take no longer
# How long a process begins no call after LINE has said no to one.
HOLD_SECONDS: Final = {Cause.RATE: 0.5, Cause.RESTING: 1.0, Cause.ACCESS: 10.0}

_broadcast = Broadcast.__table__
# Shared with others that send it, and waited for by whoever wants to pause or stop it.
_STATE: Final = (
    select(_broadcast.c.state, _broadcast.c.is_urgent)
    .where(_broadcast.c.id == bindparam("broadcast"))
    .with_for_update(read=True)
)

log = structlog.get_logger()


@dataclass(slots=True)
class Pace:
    """Whether this process leaves LINE alone for a moment; shared by all that it sends."""

    until: float = 0.0

    def hold(self, seconds: float) -> None:
        self.until = max(self.until, time.monotonic() + seconds)

    @property
    def is_held(self) -> bool:
        return time.monotonic() < self.until


@dataclass(frozen=True, slots=True)
class Means:
    """What notices are sent with. `now_us` tells the time on the clock all processes share."""

    database: Database
    gateway: Gateway
    now_us: Callable[[Connection], int]
    rate: int = bucket.CALLS
    senders: int = SENDERS
    lease_ms: int = LEASE_MS
    pace: Pace = field(default_factory=Pace)

    @property
    def portion(self) -> int:
        """How many moments are reserved at once."""
        return max(1, self.rate // PORTIONS)


@dataclass(frozen=True, slots=True)
class _Order:
    """Calls to be made; `zero` is what our own clock shows when the shared one shows nothing."""

    chunks: list[Chunk]
    people: dict[int, str]
    moments: Moments
    zero: float

    def at(self, place: int) -> float:
        return self.zero + self.moments.at_us(place) / bucket.SECOND_US


@dataclass(frozen=True, slots=True)
class _Made:
    """A call that was made; without a result when something of ours went wrong."""

    chunk: Chunk
    result: Result | None


class Salvo:
    """Sends what is due of one notice; for one use."""

    def __init__(
        self,
        means: Means,
        threads: Executor,
        broadcast_id: int,
        messages: str,
        is_stopping: Callable[[], bool],
    ) -> None:
        self._means = means
        self._threads = threads
        self._id = broadcast_id
        self._messages = messages
        self._is_stopping = is_stopping
        self._underway = 0
        self._made: queue.SimpleQueue[_Made] = queue.SimpleQueue()
        self._results: list[tuple[Chunk, Result]] = []
        self.lacks_quota = False

    def run(self) -> None:
        """
        Returns when nothing is due, or LINE or we want to stop, and all calls are settled.

        `lacks_quota` then says whether LINE has no more messages for this month.
        """
        patient_until = None
        while True:
            order = self._settle_and_claim()
            if order:
                self._send(order)
            elif not self._underway:
                return
            self._collect(wait=not order)
            if self._is_stopping():
                patient_until = patient_until or time.monotonic() + LAST_SECONDS
                if time.monotonic() > patient_until:
                    return  # what is still on its way is unclear when its lease ends

    def _settle_and_claim(self) -> _Order | None:
        wanted = self._wanted()
        if not wanted and not self._results:
            return None
        means = self._means
        with means.database.write(beside=True) as connection:
            now_ms = means.now_us(connection) // 1000
            may_go_on = self._keep(connection, now_ms)
            chunks = self._claim(connection, now_ms, wanted) if may_go_on else []
            # Before their moments are reserved, which else might pass meanwhile.
            people = chunk_rows.people(connection, chunks)
            now_us, here = means.now_us(connection), time.monotonic()
            moments = bucket.reserve(
                connection, bucket.MULTICAST, now_us=now_us, calls=len(chunks), rate=means.rate
            )
        self._results.clear()
        failpoints.reach("chunks.kept")
        zero = here - now_us / bucket.SECOND_US
        return _Order(chunks, people, moments, zero) if chunks else None

    def _wanted(self) -> int:
        means = self._means
        if self._is_stopping() or self.lacks_quota or means.pace.is_held or means.gateway.rests:
            return 0
        return min(means.portion, means.senders - self._underway)

    def _keep(self, connection: Connection, now_ms: int) -> bool:
        """Settle what was sent; whether more of the notice may be."""
        row = connection.execute(_STATE, {"broadcast": self._id}).one()
        settled = [
            (chunk, settle(chunk, result, now_ms=now_ms, jitter=random.random()))
            for chunk, result in self._results
        ]
        chunk_rows.keep(connection, settled, now_ms=now_ms)
        for chunk, fate in settled:
            _tell(chunk, fate)
        if row.state == BroadcastState.STOPPED:
            broadcast_ends.end_stopped(connection, self._id, now_ms=now_ms)
        at = datetime.fromtimestamp(now_ms / 1000, UTC)
        is_open = notice_rules.may_send(at, is_urgent=row.is_urgent)
        return bool(row.state == BroadcastState.SENDING and is_open)

    def _claim(self, connection: Connection, now_ms: int, most: int) -> list[Chunk]:
        if not most:
            return []
        lease_ms = self._means.lease_ms
        return chunk_rows.claim(connection, self._id, now_ms=now_ms, most=most, lease_ms=lease_ms)

    def _send(self, order: _Order) -> None:
        """Hand the calls over, and wait until it is time for the next few."""
        failpoints.reach("chunks.claimed")
        for place, chunk in enumerate(order.chunks):
            self._underway += 1
            people = order.people[chunk.number]
            self._threads.submit(self._call, chunk, people, order.at(place))
        time.sleep(max(0.0, order.at(len(order.chunks)) - AHEAD_SECONDS - time.monotonic()))

    def _call(self, chunk: Chunk, people: str, at: float) -> None:
        """In a thread of its own; nothing but the result comes back."""
        result: Result | None = None
        try:
            if people == NOBODY:
                result = NOBODY_LEFT
                return
            self._wait_for(at)
            chunk, result = self._multicast(chunk, people)
        except Exception:
            # Nobody asks the thread. Whether it arrived is unclear until its lease ends.
            log.exception("call broken off", broadcast=chunk.broadcast_id, chunk=chunk.number)
        finally:
            self._made.put(_Made(chunk, result))

    def _multicast(self, chunk: Chunk, people: str) -> tuple[Chunk, Result]:
        call = self._means.gateway.multicast
        result = call(people, self._messages, chunk.retry_key)
        if isinstance(result, TryLater) and result.cause is Cause.STALE:
            chunk = replace(chunk, is_unclear=True)
            result = call(people, self._messages, chunk.retry_key)
        failpoints.reach("chunk.sent")
        return chunk, result

    def _wait_for(self, at: float) -> None:
        """Until the moment of a call; who misses it by far gets another one."""
        while (early := at - time.monotonic()) < -bucket.LATE_US / bucket.SECOND_US:
            at = self._next_moment()
        time.sleep(max(0.0, early))

    def _next_moment(self) -> float:
        means = self._means
        with means.database.write(beside=True) as connection:
            now_us, here = means.now_us(connection), time.monotonic()
            moments = bucket.reserve(
                connection, bucket.MULTICAST, now_us=now_us, calls=1, rate=means.rate
            )
        return here + (moments.first_us - now_us) / bucket.SECOND_US

    def _collect(self, *, wait: bool) -> None:
        """Take over what has come back; with `wait` at least one, if it comes soon."""
        try:
            while True:
                made = self._made.get(block=wait, timeout=LOOK_SECONDS)
                wait = False
                self._underway -= 1
                if made.result is not None:
                    self._results.append((made.chunk, made.result))
                    self._heed(made.result)
        except queue.Empty:
            return

    def _heed(self, result: Result) -> None:
        if isinstance(result, TryLater):
            self.lacks_quota = self.lacks_quota or result.cause is Cause.QUOTA
            self._means.pace.hold(HOLD_SECONDS.get(result.cause, 0.0))


def _tell(chunk: Chunk, fate: Fate) -> None:
    if fate.state in {ChunkState.FAILED, ChunkState.UNCERTAIN}:
        where = {"broadcast": chunk.broadcast_id, "chunk": chunk.number}
        log.error("notice not sent to some", **where, state=fate.state, why=fate.error)
