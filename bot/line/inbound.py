"""
LINE's events: what the door keeps of them, and what a handler hears.

Tolerant, one event at a time: whatever LINE adds or a stranger sends becomes an
`Event` that is kept and perhaps ignored, never an exception.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from bot.errors import NotAWebhook
from handlers.turn import Attachment, Followed, Heard, Input, Pressed, Received
from models.vocabulary import InboxState

TEXT_LENGTH: Final = 5_000  # LINE: characters of a text message
LATEST_MS: Final = 2**53  # beyond it a number is no time, and no database would keep it
PLAIN_ID: Final = re.compile(r"[!-~]{1,64}")
PLAIN_TOKEN: Final = re.compile(r"[!-~]{1,200}")
UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL refuses NUL, UTF-8 the others

ATTACHMENTS: Final = {str(kind): kind for kind in Attachment}


@dataclass(frozen=True, slots=True)
class Event:
    """An event as the inbox keeps it; `lane` is the chat it belongs to, "" for none."""

    event_id: str
    message_id: str | None
    lane: str
    kind: str
    at_ms: int
    reply_token: str | None
    is_redelivery: bool
    raw: str
    state: InboxState


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing for the dialogue."""


@dataclass(frozen=True, slots=True)
class Left:
    """The person blocked the account."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """The person took a message back; it must not be kept."""

    message_id: str


@dataclass(frozen=True, slots=True)
class InGroup:
    """A text in a group or room that was meant for the account, without its name; "" a button."""

    text: str


@dataclass(frozen=True, slots=True)
class Joined:
    """The account was taken into a group or room."""


Meaning = Input | Ignored | Left | Unsent | InGroup | Joined


def parse(text: bytes | str) -> Any:
    """
    JSON as LINE may send it: half an emoji and NaN are taken.

    Raises ValueError when it is not JSON, or nested too deep to be meant.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(text if isinstance(text, str) else text.decode("utf-8", "replace"))
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def events_in(body: bytes, *, now_ms: int) -> tuple[Event, ...]:
    """Every event of a webhook's body. Raises NotAWebhook when the body has no list of events."""
    try:
        content = parse(body)
    except ValueError as error:
        raise NotAWebhook from error
    if not isinstance(content, dict) or not isinstance(content.get("events"), list):
        raise NotAWebhook
    return tuple(_event(raw, now_ms) for raw in content["events"])


def _event(raw: Any, now_ms: int) -> Event:
    kept = _written(raw)
    event = raw if isinstance(raw, dict) else {}
    event_id = _plain(event.get("webhookEventId"), PLAIN_ID)
    kind = _plain(event.get("type"), PLAIN_ID)
    lane = _lane(event)
    is_readable = event_id is not None and kind is not None
    return Event(
        event_id=event_id or hashlib.sha256(kept.encode()).hexdigest(),
        message_id=_message_id(event, kind),
        lane=lane,
        kind=(kind or "")[:40],
        at_ms=_at(event, now_ms),
        reply_token=_plain(event.get("replyToken"), PLAIN_TOKEN),
        is_redelivery=_part(event, "deliveryContext").get("isRedelivery") is True,
        raw=kept,
        state=_first_state(is_readable, lane),
    )


def _first_state(is_readable: bool, lane: str) -> InboxState:
    if not is_readable:
        return InboxState.UNREADABLE
    return InboxState.WAITING if lane else InboxState.DONE  # nobody's event: nothing to answer


def _written(raw: Any) -> str:
    try:
        return orjson.dumps(raw).decode()
    except TypeError:  # half an emoji, or a number beyond 64 bits
        return json.dumps(raw)


def _lane(event: Mapping[str, Any]) -> str:
    source = _part(event, "source")
    ids = (source.get("groupId"), source.get("roomId"), source.get("userId"))
    return next((found for one in ids if (found := _plain(one, PLAIN_ID))), "")


def _message_id(event: Mapping[str, Any], kind: str | None) -> str | None:
    if kind == "message":
        return _plain(_part(event, "message").get("id"), PLAIN_ID)
    if kind == "unsend":
        return unsend_of(_plain(_part(event, "unsend").get("messageId"), PLAIN_ID) or "")
    return None  # an edited message carries the id of the one it edits


def unsend_of(message_id: str) -> str:
    """Under which message id the taking back of a message is kept: it may come first."""
    return f"unsend:{message_id}"[:64]


def _at(event: Mapping[str, Any], now_ms: int) -> int:
    at = event.get("timestamp")
    return at if type(at) is int and 0 <= at < LATEST_MS else now_ms


def _part(event: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = event.get(name)
    return part if isinstance(part, dict) else {}


def _plain(value: Any, shape: re.Pattern[str]) -> str | None:
    return value if isinstance(value, str) and shape.fullmatch(value) else None


# ---- what a handler hears --------------------------------------------------------------


def meaning(raw: str, *, at: int, names: Sequence[str] = ()) -> Meaning:
    """What a kept event says; `names` are the words a group calls the account by."""
    event = parse(raw)
    if not isinstance(event, dict) or event.get("mode") == "standby":
        return Ignored()
    if _part(event, "source").get("type") in {"group", "room"}:
        return _in_group(event, names)
    return _in_person(event, at)


def _in_person(event: Mapping[str, Any], at: int) -> Meaning:
    match event.get("type"):
        case "message":
            return _message(_part(event, "message"), at)
        case "postback":
            return Pressed(_text(_part(event, "postback").get("data")), at)
        case "follow":
            return Followed(at)
        case "unfollow":
            return Left()
    return _taken_back(event)


def _message(message: Mapping[str, Any], at: int) -> Input:
    if message.get("type") == "text":
        return Heard(_text(message.get("text")), at)
    kind = ATTACHMENTS.get(str(message.get("type")), Attachment.OTHER)
    return Received(kind, at, _plain(message.get("id"), PLAIN_ID) or "")


def _in_group(event: Mapping[str, Any], names: Sequence[str]) -> Meaning:
    if event.get("type") == "join":
        return Joined()
    if event.get("type") == "postback":
        return InGroup("")  # a card that was passed on to a group
    if event.get("type") != "message":
        return _taken_back(event)
    message = _part(event, "message")
    if message.get("type") != "text":
        return Ignored()
    text = _text(message.get("text"))
    mentions = _part(message, "mention").get("mentionees")
    for mention in mentions if isinstance(mentions, list) else []:
        if isinstance(mention, dict) and mention.get("isSelf") is True:
            return InGroup(_without(text, mention).strip())
    said = text.lstrip("@ ")
    called = next((name for name in names if said.casefold().startswith(name.casefold())), None)
    return Ignored() if called is None else InGroup(said[len(called) :].strip())


def _taken_back(event: Mapping[str, Any]) -> Meaning:
    message_id = _plain(_part(event, "unsend").get("messageId"), PLAIN_ID)
    return Unsent(message_id) if message_id and event.get("type") == "unsend" else Ignored()


def _without(text: str, mention: Mapping[str, Any]) -> str:
    start, length = mention.get("index"), mention.get("length")
    if type(start) is not int or type(length) is not int or start < 0 or length < 0:
        return text
    units = text.encode("utf-16-le")  # LINE counts in these units, two bytes each
    return (units[: start * 2] + units[(start + length) * 2 :]).decode("utf-16-le", "replace")


def _text(value: Any) -> str:
    return UNSTORABLE.sub("", value)[:TEXT_LENGTH] if isinstance(value, str) else ""
