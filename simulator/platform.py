"""
The platform's whole state, behind one lock, with one condition to wait on.

What people do is in `acts`, what the bot may send in `sending`; both are
functions of this object. Every change calls `changed`, which wakes all who wait.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from simulator import ids
from simulator.clock import Clock
from simulator.content import Content
from simulator.courier import Address, Courier, Parcel
from simulator.errors import Impossible
from simulator.events import Event
from simulator.faults import Faults
from simulator.people import Chat, Person
from simulator.quota import Quota
from simulator.rates import Rates
from simulator.replytokens import ReplyTokens
from simulator.retrykeys import RetryKeys
from simulator.richmenus import RichMenus
from simulator.settings import Channel, Switches
from simulator.traffic import Traffic


class Platform:
    def __init__(self, channel: Channel | None = None, webhook_url: str = "") -> None:
        self.channel = channel or Channel()
        self.switches = Switches()
        self.clock = Clock()
        self.faults = Faults()
        self.traffic = Traffic()
        self.menus = RichMenus()
        self.address = Address(webhook_url, ids.user_id())
        self.courier = Courier(
            self.channel,
            self.switches,
            self.clock,
            self.traffic,
            self.address,
            on_attempt=self._start_token,
            on_outcome=self.changed,
        )
        self.version = 0
        self._news = threading.Condition(threading.RLock())
        self._start_empty()

    def _start_empty(self) -> None:
        self.people: dict[str, Person] = {}
        self.chats: dict[str, Chat] = {}
        self.contents: dict[str, Content | None] = {}  # None: taken back by the person
        self.tokens = ReplyTokens()
        self.retry_keys = RetryKeys()
        self.quota = Quota()
        self.rates = Rates()

    @contextmanager
    def locked(self) -> Iterator[None]:
        with self._news:
            yield

    def changed(self) -> None:
        with self._news:
            self.version += 1
            self._news.notify_all()

    def wait_until(self, fulfilled: Callable[[], bool], *, seconds: float) -> bool:
        """False when the time ran out. The condition is asked with the lock held."""
        with self._news:
            return self._news.wait_for(fulfilled, seconds)

    def wait_past(self, version: int, *, seconds: float) -> bool:
        """False when nothing changed since that version before the time ran out."""
        return self.wait_until(lambda: self.version != version, seconds=seconds)

    def reset(self) -> None:
        """As new: no people, no faults, real time. Rich menus and the webhook URL stay."""
        with self._news:
            self.courier.forget_waiting()
            self._start_empty()
            self.faults.replace([])
            self.traffic.clear()
            self.clock.set_back_to_real_time()
            self.switches.redelivery = False
            self.switches.quota = Switches().quota
            self.changed()

    def close(self) -> None:
        self.courier.close()

    def person(self, user_id: str) -> Person:
        if user_id not in self.people:
            raise Impossible(f"no such person: {user_id}", 404)
        return self.people[user_id]

    def chat(self, chat_id: str) -> Chat:
        if chat_id not in self.chats:
            raise Impossible(f"no such chat: {chat_id}", 404)
        return self.chats[chat_id]

    def dispatch(self, event: Event, *, lane: str, chat: str) -> Parcel:
        """Make the event's reply token known, and give the event to the courier."""
        self.register(event, chat=chat)
        parcel = Parcel(event, lane)
        self.courier.post(parcel)
        return parcel

    def register(self, event: Event, *, chat: str) -> None:
        token = event.get("replyToken")
        if isinstance(token, str):
            self.tokens.issue(token, chat=chat, now=self.clock.now())

    def _start_token(self, event: Event) -> None:
        token = event.get("replyToken")
        if isinstance(token, str):
            with self._news:
                self.tokens.deliver(token, now=self.clock.now())
