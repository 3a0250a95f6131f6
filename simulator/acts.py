"""
What people do: write, tap, send, take back, block.

Each act shows on the screen at once and makes at most one event. The functions
take the platform's lock themselves; the network is the courier's.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from simulator import buttons, events, ids
from simulator.buttons import Device
from simulator.content import Content, sample
from simulator.courier import Parcel
from simulator.errors import Impossible
from simulator.events import Event
from simulator.people import Author, Chat, Message, Person, Shown
from simulator.platform import Platform
from simulator.reading import Button

THAILAND = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class How:
    """How an event reaches the bot: so many copies of it, so many seconds late.

    `content` is the file behind a picture, voice or file message.
    """

    copies: int = 1
    delay: float = 0.0
    content: Content | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """What was done. `pushes_before` counts the bot's pushes to the chat up to then."""

    chat: str
    pushes_before: int
    parcels: tuple[Parcel, ...] = ()
    message_id: str = ""
    opened: dict[str, str] = field(default_factory=dict)  # a button that makes no event

    def told(self) -> dict[str, Any]:
        """For the control API: only what there is."""
        event = self.parcels[0].event if self.parcels else {}
        found = {
            "messageId": self.message_id,
            "webhookEventId": event.get("webhookEventId"),
            "replyToken": event.get("replyToken"),
        }
        return {name: value for name, value in found.items() if value} | self.opened


ONCE = How()


def add_person(platform: Platform, name: str) -> tuple[Person, Act]:
    """A friend from now on; the follow event is sent."""
    person = add_silent_person(platform, name)
    return person, follow(platform, person.user_id, is_unblocked=False)


def add_silent_person(platform: Platform, name: str) -> Person:
    """A friend of whom the bot has not heard yet."""
    person = Person(ids.user_id(), name)
    platform.befriend(person)
    return person


def open_group(platform: Platform, name: str, members: list[str]) -> tuple[Chat, Act]:
    """A group chat the bot is in; the join event is sent."""
    for member in members:
        platform.person(member)
    chat = Chat(ids.group_id(), name, members)
    with platform.locked():
        platform.chats[chat.id] = chat
    source = {"type": "group", "groupId": chat.id}
    return chat, _emit(platform, {"type": "join"}, lane=chat.id, source=source, how=ONCE)


def follow(platform: Platform, user_id: str, *, is_unblocked: bool) -> Act:
    return send(platform, user_id, {"type": "follow", "follow": {"isUnblocked": is_unblocked}})


def block(platform: Platform, user_id: str) -> Act:
    _set_blocked(platform, user_id, blocked=True)
    return send(platform, user_id, {"type": "unfollow"})


def unblock(platform: Platform, user_id: str) -> Act:
    _set_blocked(platform, user_id, blocked=False)
    return follow(platform, user_id, is_unblocked=True)


def _set_blocked(platform: Platform, user_id: str, *, blocked: bool) -> None:
    with platform.locked():
        person = platform.person(user_id)
        if person.blocked == blocked:
            state = "already blocks" if blocked else "does not block"
            raise Impossible(f"{person.name} {state} the account")
        platform.set_blocked(person, blocked=blocked)


def say(
    platform: Platform, user_id: str, text: str, *, event: Event | None = None, how: How = ONCE
) -> Act:
    """A text message. `event` holds event properties that differ from the usual."""
    if not text:
        raise Impossible("text must not be empty")
    fields = {**(event or {}), "type": "message", "message": {"type": "text", "text": text}}
    return send(platform, user_id, fields, how=how)


def send(platform: Platform, user_id: str, fields: Event, *, how: How = ONCE) -> Act:
    """Any event. What every event of its type carries is filled in where it is missing."""
    with platform.locked():
        person = platform.person(user_id)
        source = _whole_source(person, fields.get("source"))
        fields = {**fields, "source": source}
        if fields["type"] == "message":
            fields["message"] = _deliverable(platform, person, fields, how.content)
        act = _emit(platform, fields, lane=user_id, source=source, how=how)
        if fields["type"] == "message":
            platform.chats[act.chat].show(_shown(platform, person, fields["message"]))
        return act


def unsend(platform: Platform, user_id: str, message_id: str) -> Act:
    """The message goes from the screen, its file from the platform."""
    with platform.locked():
        platform.person(user_id)
        chat = next((c for c in platform.chats.values() if c.take_back(message_id)), None)
        if chat is None:
            raise Impossible(f"no such message: {message_id}", 404)
        platform.contents[message_id] = None
        source = _source_in(chat, user_id)
        fields = {"type": "unsend", "unsend": {"messageId": message_id}, "source": source}
        return send(platform, user_id, fields)


def tap(
    platform: Platform,
    user_id: str,
    label: str,
    *,
    device: Device = Device.PHONE,
    chat_id: str = "",
    message: int | None = None,
    picked: str = "",
) -> Act:
    """Press the button that says so. `picked` is the answer to a date picker."""
    with platform.locked():
        chat = platform.chat(chat_id or user_id)
        if message is None:
            shown_menu = platform.menus.default()
            menu = shown_menu.body if shown_menu else None
            button = buttons.find(chat, label, device=device, menu=menu)
        else:
            button = buttons.find_in(chat, label, message=message)
        return press(platform, user_id, button, chat=chat, picked=picked)


def press(platform: Platform, user_id: str, button: Button, *, chat: Chat, picked: str = "") -> Act:
    """Do what the button's action says."""
    action = button.action
    if button.is_chip and chat.quick_reply_of:
        chat.quick_reply_of = ""
    match action["type"]:
        case "message":
            return _say_by_button(platform, user_id, button, chat)
        case "postback":
            postback = {"data": action["data"]}
            return _post_back(platform, user_id, button, chat, postback)
        case "datetimepicker":
            params = {action["mode"]: picked or action.get("initial") or _now(platform, action)}
            postback = {"data": action["data"], "params": params}
            return _post_back(platform, user_id, button, chat, postback)
        case "uri":
            opened = {"uri": action["uri"]}
        case "clipboard":
            opened = {"clipboard": action["clipboardText"]}
        case other:
            opened = {"opens": other}
    platform.changed()
    return Act(chat.id, chat.pushes, opened=opened)


def _say_by_button(platform: Platform, user_id: str, button: Button, chat: Chat) -> Act:
    source = _source_in(chat, user_id)
    act = say(platform, user_id, button.action["text"], event={"source": source})
    chat.history[-1].via_button = button.label
    return act


def _post_back(
    platform: Platform, user_id: str, button: Button, chat: Chat, postback: Message
) -> Act:
    spoken = button.action.get("displayText") or button.action.get("text")
    fields = {"type": "postback", "postback": postback, "source": _source_in(chat, user_id)}
    act = send(platform, user_id, fields)
    text = {"id": ids.message_id(), "type": "text", "text": spoken or button.label}
    shown = _shown(platform, platform.person(user_id), text)
    shown.via_button = button.label
    if spoken:
        chat.show(shown)
    else:
        shown.silent = True
        chat.note(shown)
    return act


def _now(platform: Platform, action: dict[str, Any]) -> str:
    moment = datetime.fromtimestamp(platform.clock.now() / 1000, UTC).astimezone(THAILAND)
    forms = {"date": "%Y-%m-%d", "time": "%H:%M", "datetime": "%Y-%m-%dT%H:%M"}
    return moment.strftime(forms[action["mode"]])


def _whole_source(person: Person, given: Any) -> dict[str, str]:
    """The person in their own chat, unless a group or room is given."""
    if given is None:
        return {"type": "user", "userId": person.user_id}
    kind = given.get("type") if isinstance(given, dict) else None
    place = given.get(f"{kind}Id") if isinstance(given, dict) else None
    if kind not in ("user", "group", "room") or not ids.CHAT.fullmatch(str(place)):
        raise Impossible("source must be a user, group or room with its id")
    return {**given, "userId": person.user_id}


def _source_in(chat: Chat, user_id: str) -> dict[str, str]:
    if chat.id == user_id:
        return {"type": "user", "userId": user_id}
    kind = "group" if chat.id.startswith("C") else "room"
    return {"type": kind, f"{kind}Id": chat.id, "userId": user_id}


def _deliverable(
    platform: Platform, person: Person, fields: Event, content: Content | None
) -> Message:
    """The message with its ids, its file kept for the content endpoint."""
    given = fields.get("message")
    if not isinstance(given, dict) or not isinstance(given.get("type"), str):
        raise Impossible("message must be an object with a type")
    if person.blocked:
        raise Impossible(f"{person.name} blocks the account and cannot write to it")
    if given["type"] == "text" and fields["source"]["type"] != "user":
        name, bot_id = platform.channel.bot_name, platform.address.bot_id
        given = {**events.mentions_of(given["text"], bot_name=name, bot_id=bot_id), **given}
    message = events.message(given)
    if message["type"] in events.WITH_CONTENT:
        kept = content or sample(message["type"])
        platform.contents[message["id"]] = kept
        if message["type"] == "file":
            message["fileSize"] = len(kept.data)
    return message


def _shown(platform: Platform, person: Person, message: Message) -> Shown:
    return Shown(message["id"], Author.USER, platform.clock.now(), message, person.name)


def _emit(platform: Platform, fields: Event, *, lane: str, source: dict[str, str], how: How) -> Act:
    """Send the event, and say where and after how many answers."""
    with platform.locked():
        event = events.complete(fields, source=source, now=platform.clock.now())
        place = source.get("groupId") or source.get("roomId") or source["userId"]
        chat = platform.chats.setdefault(place, Chat(place, place, [lane]))
        platform.register(event, chat=place)
        before = chat.pushes
        platform.changed()
    parcels = tuple(Parcel(event, lane) for _ in range(how.copies))
    for parcel in parcels:
        if how.delay:
            platform.courier.post_later(parcel, seconds=how.delay)
        else:
            platform.courier.post(parcel)
    return Act(place, before, parcels, str(event.get("message", {}).get("id", "")))
