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
from simulator.crowd import Crowd
from simulator.deliveries import Deliveries
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
        self.deliveries = Deliveries()
        self.crowd = Crowd()
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
        """As new: no people, no crowd, no faults, real time. Menus and the webhook URL stay."""
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

    def gather(self, people: int, *, blocked_every: int = 0) -> None:
        """A crowd in place of the last one. Those of the last who acted stay as people."""
        with self._news:
            self.crowd = Crowd(people, blocked_every=blocked_every)
            self.changed()

    def knows(self, user_id: str) -> bool:
        """A person or one of the crowd, whether or not they block."""
        return user_id in self.people or self._number(user_id) is not None

    def person(self, user_id: str) -> Person:
        """One of the crowd steps out of it here."""
        with self._news:
            number = self._number(user_id)
            if user_id not in self.people and number is not None:
                blocked = self.crowd.blocks(number)
                self.befriend(Person(user_id, crowd_name(number), blocked))
            if user_id not in self.people:
                raise Impossible(f"no such person: {user_id}", 404)
            return self.people[user_id]

    def befriend(self, person: Person) -> None:
        with self._news:
            self.people[person.user_id] = person
            self.chats[person.user_id] = Chat(person.user_id, person.name, [person.user_id])
            self.changed()

    def set_blocked(self, person: Person, *, blocked: bool) -> None:
        with self._news:
            person.blocked = blocked
            number = self._number(person.user_id)
            if number is not None:
                self.crowd.set_blocks(number, blocked=blocked)
            self.changed()

    def friend(self, user_id: str) -> str | None:
        """The name of one who does not block. One of the crowd stays in it."""
        person, number = self.people.get(user_id), self._number(user_id)
        if person is not None:
            return None if person.blocked else person.name
        if number is None or self.crowd.blocks(number):
            return None
        return crowd_name(number)

    def chat(self, chat_id: str) -> Chat:
        if chat_id not in self.chats and self._number(chat_id) is not None:
            self.person(chat_id)
        if chat_id not in self.chats:
            raise Impossible(f"no such chat: {chat_id}", 404)
        return self.chats[chat_id]

    def _number(self, user_id: str) -> int | None:
        return self.crowd.number(user_id) if ids.USER.fullmatch(user_id) else None

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


def crowd_name(number: int) -> str:
    return f"คนที่ {number + 1}"
