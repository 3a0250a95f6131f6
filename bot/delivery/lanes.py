"""
One chat at a time: take a turn, send what it says, look again.

A lane never has two answers on their way: the next turn waits until the earlier answer
is settled, so that a person reads them in the order they asked.
"""

import random
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

import structlog

from bot import failpoints
from bot.delivery import outbox
from bot.delivery.doorway import Doorway
from bot.delivery.ledger import Ledger
from bot.delivery.settling import Change, settle
from bot.errors import TurnFailed
from bot.line.gateway import Cause, Gateway, Result, TryLater
from bot.services import conversing
from bot.services.conversing import Taken, Waiting
from bot.services.dialogue import Dialogue
from bot.services.meeting import remember_name
from bot.services.posting import Parcel
from models.base import Database
from models.vocabulary import Channel, OutboxState

log = structlog.get_logger()

GIVE_WAY_SECONDS: Final = 0.05  # a burst must not hold up the answers altogether

Wake = Callable[[str, int], None]
IsStopping = Callable[[], bool]
QUIET = frozenset({OutboxState.SENT, OutboxState.INFERRED, OutboxState.WAITING})


@dataclass(frozen=True, slots=True)
class Lanes:
    """Everything it takes to serve a chat; shared by all sender threads."""

    database: Database
    dialogue: Dialogue
    gateway: Gateway
    ledger: Ledger
    now: Callable[[], datetime]
    doorway: Doorway
    thinking: AbstractContextManager[object] = field(default_factory=threading.Lock)

    def drain(self, lane: str, wake: Wake, is_stopping: IsStopping = lambda: False) -> None:
        """
        Do all that is due for a chat. Running it twice, or at two places, does no harm.

        `wake(lane, at_ms)` is called for what comes later and for other chats. When
        `is_stopping` says so, what is on its way is settled and nothing more is begun.
        """
        while not is_stopping() and self._step(lane, wake):
            pass

    def _step(self, lane: str, wake: Wake) -> bool:
        taken = self._turn(lane)
        if not isinstance(taken, Taken):
            return self._send_what_is_due(lane, taken, wake)
        failpoints.reach("turn.committed")
        for other in taken.told:
            wake(other, 0)
        if taken.again_ms is not None:
            wake(lane, taken.again_ms)
            return False
        is_more = taken.parcel is None or self._deliver(taken.parcel, wake)
        if taken.newcomer:
            remember_name(self.database, self.gateway, taken.newcomer)
        return is_more

    def _turn(self, lane: str) -> Taken | Waiting | None:
        # Threads are many because LINE is slow. Thinking at the same time makes none of them
        # faster, and whoever wants to say 200 to LINE would queue behind them all.
        with self.thinking:
            self.doorway.give_way(GIVE_WAY_SECONDS)
            return self._think(lane)

    def _think(self, lane: str) -> Taken | Waiting | None:
        now = self.now()
        try:
            return conversing.take_turn(self.database, lane, dialogue=self.dialogue, now=now)
        except TurnFailed as failure:
            log.exception("turn failed", inbox=failure.inbox_id)
            error = type(failure.__cause__).__name__
            return conversing.postpone(
                self.database, failure.inbox_id, dialogue=self.dialogue, now=now, error=error
            )

    def _send_what_is_due(self, lane: str, waiting: Waiting | None, wake: Wake) -> bool:
        if self.gateway.rests:  # nothing is begun and nobody woken: the sweep looks again
            return outbox.expire_due(self.database, lane, now_ms=self._now_ms())
        parcel = outbox.claim(self.database, lane, now_ms=self._now_ms())
        if parcel is not None:
            failpoints.reach("message.claimed")
            return self._deliver(parcel, wake)
        if waiting is not None:
            wake(lane, waiting.until_ms)
        return False

    def _deliver(self, parcel: Parcel, wake: Wake) -> bool:
        """Send and keep what came of it. False when nothing more is due in this chat now."""
        was_down = self.gateway.is_down
        result = self._send(parcel)
        if isinstance(result, TryLater) and result.cause is Cause.STALE:
            parcel = replace(parcel, is_unclear=True)
            result = self._send(parcel)
        failpoints.reach("message.sent")
        if was_down and not self.gateway.is_down:
            self._wake_all(wake)
        now_ms = self._now_ms()
        change = settle(parcel, result, now_ms=now_ms, jitter=random.random())
        _tell(parcel, change, result)
        free = self.ledger.note(parcel, change)
        failpoints.reach("message.kept")
        if not change.is_settled and change.next_ms > now_ms:
            wake(parcel.lane, change.next_ms)
        for other in free:
            if other != parcel.lane:
                wake(other, 0)
        return parcel.lane in free

    def _wake_all(self, wake: Wake) -> None:
        """LINE is back: who has waited for it need not wait for the next sweep."""
        now_ms = self._now_ms()
        for lane in outbox.lanes_due(self.database, now_ms=now_ms, heard_before_ms=now_ms):
            wake(lane, 0)

    def _send(self, parcel: Parcel) -> Result:
        if parcel.channel is Channel.REPLY:
            return self.gateway.reply(parcel.reply_token or "", parcel.messages)
        return self.gateway.push(parcel.lane, parcel.messages, parcel.retry_key)

    def _now_ms(self) -> int:
        return int(self.now().timestamp() * 1000)


def _tell(parcel: Parcel, change: Change, result: Result) -> None:
    if isinstance(result, TryLater) and result.cause in {Cause.ACCESS, Cause.QUOTA}:
        # Told once, as an alarm; here stands which messages it concerned.
        log.warning("line refuses us", cause=result.cause, detail=result.detail, outbox=parcel.id)
    if change.state not in QUIET:
        log.error("message not sent", outbox=parcel.id, state=change.state, why=change.error)
