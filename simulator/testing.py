"""
LINE for tests: a platform on a free port, and people who talk to the bot under test.

    with Line() as line:
        bot = start_my_bot(api_base=line.api_base, secret=line.secret, token=line.token)
        line.connect(bot.url)
        line.user("สมชาย").says("สวัสดี").sees("สวัสดีค่ะ")

People wait for the bot over real HTTP, without polling: an act is answered when its
reply token was used, or a push came to the chat after it.
"""

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self

from simulator import acts, crowd
from simulator.acts import Act
from simulator.buttons import Device
from simulator.crowd import Census
from simulator.doors import form
from simulator.errors import Impossible
from simulator.platform import Platform
from simulator.server import Server
from simulator.settings import Channel
from simulator.talk import Talk

PATIENCE = 10.0  # seconds an act may stay unanswered


class Line:
    """The platform and its HTTP server, between `with` and its end."""

    def __init__(
        self,
        bot_url: str | None = None,
        *,
        channel: Channel | None = None,
        seconds: float = PATIENCE,
    ) -> None:
        self.platform = Platform(channel)
        self.seconds = seconds
        self._server = Server(self.platform)
        if bot_url is not None:
            self.connect(bot_url)

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.platform.close()
        self._server.__exit__(kind, error, trace)

    @property
    def api_base(self) -> str:
        return self._server.url

    @property
    def secret(self) -> str:
        return self.platform.channel.secret

    @property
    def token(self) -> str:
        return self.platform.channel.token

    def connect(self, bot_url: str) -> None:
        """The bot's base address; its webhook is /callback under it."""
        self.platform.address.url = bot_url.rstrip("/") + "/callback"

    def user(self, name: str = "สมชาย", *, pc: bool = False) -> "Person":
        """A new friend who waits for no greeting: the bot hears of them when they act."""
        person = acts.add_silent_person(self.platform, name)
        return Person(self, person.user_id, person.user_id, Device.PC if pc else Device.PHONE)

    def group(self, *people: "Person", name: str = "กลุ่มทดสอบ") -> "Group":
        """A group chat with these people and the bot. The join event is sent and waited for."""
        ids = [person.user_id for person in people]
        chat, act = acts.open_group(self.platform, name, ids)
        group = Group(self, chat.id, people)
        group.wait_for(act, answered=False)
        return group

    def crowd(self, people: int, *, blocked_every: int = 0) -> "Crowd":
        """So many numbered friends who cost next to nothing; each n-th of them blocks."""
        self.platform.gather(people, blocked_every=blocked_every)
        return Crowd(self)

    def fault(
        self,
        path: str,
        kind: str,
        every: int = 1,
        *,
        seconds: float = 0.0,
        chance: float = 0.0,
        seed: int = 0,
        times: int = 0,
    ) -> None:
        """Every n-th call to the path, or each with a chance; at most so many times."""
        asked = {"path": path, "kind": kind, "every": every, "seconds": seconds}
        more = {"chance": chance, "seed": seed, "times": times}
        self.platform.faults.add(form.fault(asked | more))

    def clear_faults(self) -> None:
        self.platform.faults.replace([])

    def advance(self, seconds: float) -> None:
        """Below zero the clock goes back."""
        self.platform.clock.advance(seconds)

    def set_quota(self, most: int | None, *, used: int | None = None) -> None:
        """Messages a month, None for no limit; and what was used of them."""
        self.platform.switches.quota = most
        if used is not None:
            self.platform.quota.set_used(used, month=self.platform.clock.month())

    def quota_used(self) -> int:
        return self.platform.quota.used(self.platform.clock.month())

    def traffic(self) -> list[dict[str, Any]]:
        """The newest entry last."""
        return [entry.whole() for entry in self.platform.traffic.newest_last()]

    def reset(self) -> None:
        self.platform.reset()


class Crowd:
    """Numbered people of the platform, from 0."""

    def __init__(self, line: Line) -> None:
        self.line = line

    def ids(self) -> Iterator[str]:
        return (crowd.user_id(number) for number in range(self.line.platform.crowd.people))

    def person(self, number: int) -> "Person":
        """One of them, who can write and block from now on as any other."""
        user_id = self.line.platform.person(crowd.user_id(number)).user_id
        return Person(self.line, user_id, user_id, Device.PHONE)

    def census(self) -> Census:
        """How often each was reached by push, multicast and broadcast."""
        with self.line.platform.locked():
            count = self.line.platform.crowd.copied()
        return count()


class Person(Talk):
    """Somebody on LINE. Acts wait for the bot; `answered=False` waits for the webhook only."""

    def __init__(self, line: Line, user_id: str, chat_id: str, device: Device) -> None:
        super().__init__(line, chat_id, device)
        self.user_id = user_id
        self.last_message_id = ""

    def says(self, text: str, *, answered: bool = True, **event_overrides: Any) -> Self:
        """Overrides are event properties, and copies or delay (seconds) of the delivery."""
        how, event = form.how(event_overrides), form.event(event_overrides)
        return self._do(
            lambda: acts.say(self.platform, self.user_id, text, event=event, how=how), answered
        )

    def sends(self, event: dict[str, Any], *, answered: bool = True) -> Self:
        """Any event; ids, timestamp, source and reply token are filled in where missing."""
        how, fields = form.how(event), form.sent_event(event)
        return self._do(lambda: acts.send(self.platform, self.user_id, fields, how=how), answered)

    def taps(self, label: str, message: int | None = None, *, answered: bool = True) -> Self:
        """The newest button of that label, or the one in the message of that index."""
        return self._do(
            lambda: acts.tap(
                self.platform,
                self.user_id,
                label,
                device=self.device,
                chat_id=self.chat_id,
                message=message,
            ),
            answered,
        )

    def follows(self, *, answered: bool = True) -> Self:
        return self._do(
            lambda: acts.follow(self.platform, self.user_id, is_unblocked=False), answered
        )

    def blocks(self) -> Self:
        return self._do(lambda: acts.block(self.platform, self.user_id), answered=False)

    def unblocks(self, *, answered: bool = True) -> Self:
        return self._do(lambda: acts.unblock(self.platform, self.user_id), answered)

    def unsends(self, message_id: str = "") -> Self:
        """The last own message, if no id is given."""
        chosen = message_id or self.last_message_id
        return self._do(lambda: acts.unsend(self.platform, self.user_id, chosen), answered=False)

    def _do(self, perform: Callable[[], Act], answered: bool) -> Self:
        with self.platform.locked():
            try:
                act = perform()
            except Impossible as error:
                error.add_note(self.report())
                raise
            self._begin()
        self.last_message_id = act.message_id or self.last_message_id
        self.wait_for(act, answered=answered)
        return self


class Group(Talk):
    """A group chat. A text with `@` and the bot's name mentions it."""

    def __init__(self, line: Line, chat_id: str, people: tuple[Person, ...]) -> None:
        super().__init__(line, chat_id, Device.PHONE)
        self.people = people

    def says(
        self, person: Person, text: str, *, answered: bool = False, **event_overrides: Any
    ) -> Self:
        """Waits for the webhook only, for a bot in a group is mostly silent."""
        source = {"type": "group", "groupId": self.chat_id}
        how, event = form.how(event_overrides), form.event(event_overrides)
        with self.platform.locked():
            act = acts.say(
                self.platform, person.user_id, text, event={"source": source, **event}, how=how
            )
            self._begin()
        self.wait_for(act, answered=answered)
        return self

    def mentions(self, person: Person, text: str) -> Self:
        """The person calls the bot by name, and waits for its answer."""
        return self.says(person, f"@{self.platform.channel.bot_name} {text}", answered=True)
