"""What the bot may send: reply, push, multicast. All or nothing, as LINE promises."""

from dataclasses import dataclass
from typing import Any

from simulator import errors, ids
from simulator.errors import Refusal
from simulator.people import Author, Chat, Shown
from simulator.platform import Platform
from simulator.retrykeys import FORM, Accepted
from simulator.rules import messages
from simulator.rules.checks import Fault, Problem
from simulator.rules.limits import limit
from simulator.rules.messages import refusal_of_body

QUOTABLE = frozenset({"text", "textV2", "sticker", "image", "video", "template", "flex"})
MOST_RECIPIENTS = limit("multicast", "to").max


@dataclass(frozen=True, slots=True)
class Request:
    """A send request: its id, its body, its retry key ("" for none)."""

    id: str
    body: dict[str, Any]
    retry_key: str = ""


def reply(platform: Platform, request: Request) -> dict[str, Any]:
    """To where the token came from. A token serves once."""
    if request.retry_key:
        raise Refusal(400, "The 'X-Line-Retry-Key' header is not supported by this endpoint")
    token = _string(request.body, "replyToken")
    _refuse_bad(request.body)
    with platform.locked():
        place = platform.tokens.chat_of(token, now=platform.clock.now())
        if place is None or place not in platform.chats:
            raise Refusal(400, errors.REPLY_TOKEN)
        platform.tokens.use(token)
        return _deliver(platform, [platform.chats[place]], request.body["messages"])


def push(platform: Platform, request: Request) -> dict[str, Any]:
    """To one person or group. A person who blocks: 200, not shown, not counted."""
    to = _string(request.body, "to")
    if not ids.CHAT.fullmatch(to):
        raise Refusal(400, errors.PROPERTY.format(name="to"))
    _refuse_bad(request.body)
    with platform.locked():
        _refuse_used_key(platform, request)
        if to not in platform.chats:
            raise Refusal(400, errors.RECIPIENT)
        return _send_counted(platform, request, [platform.chats[to]])


def multicast(platform: Platform, request: Request) -> dict[str, Any]:
    """To at most 500 people. Unknown ids are passed over."""
    to = _recipients(request.body)
    _refuse_bad(request.body)
    with platform.locked():
        _refuse_used_key(platform, request)
        known = [platform.chats[each] for each in dict.fromkeys(to) if each in platform.people]
        _send_counted(platform, request, known)
        return {}


def refuse_bad_request(body: dict[str, Any]) -> None:
    """For the validate endpoints."""
    messages.refuse_bad(body.get("messages"))


def refuse_bad_key(key: str) -> None:
    if key and not FORM.fullmatch(key):
        raise Refusal(400, "The value for the 'X-Line-Retry-Key' header is invalid")


def _send_counted(platform: Platform, request: Request, chats: list[Chat]) -> dict[str, Any]:
    reached = [chat for chat in chats if not _is_blocked(platform, chat)]
    people = sum(len(chat.members) for chat in reached)
    month, most = platform.clock.month(), platform.switches.quota
    if not platform.quota.allows(people, month=month, most=most):
        raise Refusal(429, errors.QUOTA)
    platform.quota.count(people, month=month)
    for chat in reached:
        chat.pushes += 1
    answer = _deliver(platform, reached, request.body["messages"])
    if request.retry_key:
        sent = answer if "to" in request.body and isinstance(request.body["to"], str) else {}
        accepted = Accepted(request.id, sent, platform.clock.now())
        platform.retry_keys.accept(request.retry_key, accepted)
    return answer


def _deliver(platform: Platform, chats: list[Chat], bodies: list[dict[str, Any]]) -> dict[str, Any]:
    """Show every message in every chat; the answer lists them as sent once."""
    now = platform.clock.now()
    sent = [_sent(body) for body in bodies]
    for chat in chats:
        for body, receipt in zip(bodies, sent, strict=True):
            chat.show(Shown(receipt["id"], Author.BOT, now, body, platform.channel.bot_name))
    platform.changed()
    return {"sentMessages": sent}


def _sent(body: dict[str, Any]) -> dict[str, str]:
    receipt = {"id": ids.message_id()}
    if body["type"] in QUOTABLE:
        receipt["quoteToken"] = ids.opaque_token()
    return receipt


def _is_blocked(platform: Platform, chat: Chat) -> bool:
    person = platform.people.get(chat.id)
    return person is not None and person.blocked


def _refuse_used_key(platform: Platform, request: Request) -> None:
    if not request.retry_key:
        return
    earlier = platform.retry_keys.earlier(request.retry_key, now=platform.clock.now())
    if earlier is not None:
        accepted = {"X-Line-Accepted-Request-Id": earlier.request_id}
        raise Refusal(409, errors.RETRY_KEY_USED, headers=accepted, more=earlier.answer)


def _refuse_bad(body: dict[str, Any]) -> None:
    messages.refuse_bad(body.get("messages"))
    if not isinstance(body.get("notificationDisabled", False), bool):
        raise Refusal(400, errors.PROPERTY.format(name="notificationDisabled"))


def _string(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if value is None or value == "":
        raise refusal_of_body([Problem((name,), Fault.MISSING)])
    if not isinstance(value, str):
        raise Refusal(400, errors.PROPERTY.format(name=name))
    return value


def _recipients(body: dict[str, Any]) -> list[str]:
    to = body.get("to")
    if to is None:
        raise refusal_of_body([Problem(("to",), Fault.MISSING)])
    if not isinstance(to, list):
        raise Refusal(400, errors.PROPERTY.format(name="to"))
    if not 1 <= len(to) <= MOST_RECIPIENTS:
        raise refusal_of_body([Problem(("to",), Fault.SIZE, low=1, high=MOST_RECIPIENTS)])
    for index, each in enumerate(to):
        if not (isinstance(each, str) and ids.USER.fullmatch(each)):
            raise Refusal(400, errors.PROPERTY.format(name=f"to[{index}]"))
    return to
