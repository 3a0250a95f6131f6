"""
Carry events to the bot: signed, one at a time per lane, redelivered when that is switched on.

A lane is a person. Events of one lane go in the order they were posted;
a redelivery does not hold up the lane.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from simulator.clock import Clock
from simulator.events import Event
from simulator.jsonbytes import written
from simulator.outgoing import Answered, Outgoing, Reason
from simulator.settings import Channel, Switches
from simulator.signature import sign
from simulator.traffic import Direction, Entry, Traffic

WORKERS = 32
MOST_TRIES = 10
AGENT = "LineBotWebhook/2.0"


@dataclass(slots=True)
class Parcel:
    """One event on its way. `answered` is the last attempt's outcome, None before the first."""

    event: Event
    lane: str
    tries: int = 0
    answered: Answered | None = None
    settled: bool = False


@dataclass(slots=True)
class Address:
    """Where the bot listens. Empty: nowhere yet."""

    url: str = ""
    bot_id: str = ""


@dataclass(slots=True)
class Courier:
    channel: Channel
    switches: Switches
    clock: Clock
    traffic: Traffic
    address: Address
    on_attempt: Callable[[Event], None]  # before each attempt
    on_outcome: Callable[[], None]  # after each attempt
    _outgoing: Outgoing = field(default_factory=Outgoing)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _lanes: dict[str, deque[Parcel]] = field(default_factory=dict)
    _pool: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(WORKERS, thread_name_prefix="courier")
    )
    _closed: bool = False

    def post(self, parcel: Parcel) -> None:
        with self._lock:
            if self._closed:
                return
            waiting = self._lanes.get(parcel.lane)
            if waiting is not None:
                waiting.append(parcel)
                return
            self._lanes[parcel.lane] = deque([parcel])
            self._pool.submit(self._drain, parcel.lane)

    def post_later(self, parcel: Parcel, *, seconds: float) -> None:
        timer = threading.Timer(seconds, self.post, [parcel])
        timer.daemon = True
        timer.start()

    def check(self, url: str) -> Answered:
        """The connection check: a signed body without events."""
        return self._send(url, [], "connection check")

    def forget_waiting(self) -> None:
        with self._lock:
            for waiting in self._lanes.values():
                waiting.clear()

    def close(self) -> None:
        with self._lock:
            self._closed = True
        self.forget_waiting()
        self._pool.shutdown(wait=True, cancel_futures=True)  # as long as a bot may take, no longer
        self._outgoing.close()

    def _drain(self, lane: str) -> None:
        while True:
            with self._lock:
                waiting = self._lanes[lane]
                if not waiting:
                    del self._lanes[lane]
                    return
                parcel = waiting.popleft()
            self._attempt(parcel)

    def _attempt(self, parcel: Parcel) -> None:
        self.on_attempt(parcel.event)
        parcel.tries += 1
        parcel.answered = self._send(self.address.url, [parcel.event], what(parcel.event))
        if not parcel.answered.received and self._shall_come_again(parcel):
            redelivered = {**parcel.event, "deliveryContext": {"isRedelivery": True}}
            parcel.event = redelivered
            self.post_later(parcel, seconds=2 ** (parcel.tries - 1))
        else:
            parcel.settled = True
        self.on_outcome()

    def _shall_come_again(self, parcel: Parcel) -> bool:
        return self.switches.redelivery and parcel.tries < MOST_TRIES

    def _send(self, url: str, events: list[Event], label: str) -> Answered:
        body = written({"destination": self.address.bot_id, "events": events})
        started = time.perf_counter()
        answered = self._posted(url, body)
        self.traffic.record(
            Entry(
                Direction.TO_BOT,
                self.clock.now(),
                label,
                url,
                answered.status,
                (time.perf_counter() - started) * 1000,
                body,
                answered.body or answered.detail.encode(),
                "" if answered.received else answered.reason,
            )
        )
        return answered

    def _posted(self, url: str, body: bytes) -> Answered:
        if not url:
            return Answered(Reason.COULD_NOT_CONNECT, 0, b"", "no webhook URL is set")
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": AGENT,
            "x-line-signature": sign(self.channel.secret, body),
        }
        return self._outgoing.post(url, body, headers, seconds=self.switches.webhook_timeout)


def what(event: dict[str, Any]) -> str:
    """An event in a few words, for the traffic table."""
    detail = ""
    if event["type"] == "message":
        detail = str(event.get("message", {}).get("type", ""))
    if event["type"] == "postback":
        detail = str(event.get("postback", {}).get("data", ""))[:40]
    again = " (redelivery)" if event.get("deliveryContext", {}).get("isRedelivery") else ""
    return f"{event['type']} {detail}".strip() + again
