"""What the bot may send: reply, push, multicast, broadcast. All or nothing, as LINE promises."""

from dataclasses import dataclass
from typing import Any

from simulator import errors, ids, recipients
from simulator.deliveries import Sent
from simulator.errors import Refusal
from simulator.people import Author, Shown
from simulator.platform import Platform
from simulator.recipients import Reached
from simulator.retrykeys import FORM, Accepted
from simulator.rules import messages, requests

QUOTABLE = frozenset({"text", "textV2", "sticker", "image", "video", "template", "flex"})


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
    token = requests.text(request.body, "replyToken")
    _refuse_bad(request.body)
    with platform.locked():
        place = platform.tokens.chat_of(token, now=platform.clock.now())
        if place is None or place not in platform.chats:
            raise Refusal(400, errors.REPLY_TOKEN)
        platform.tokens.use(token)
        chat = platform.chats[place]
        platform.deliveries.count(Sent.REPLY, len(chat.members), day=platform.clock.day())
        return _deliver(platform, Reached([chat]), request.body["messages"])


def push(platform: Platform, request: Request) -> dict[str, Any]:
    """To one person or group. A person who blocks: 200, not shown, not counted."""
    to = requests.chat_id(request.body)
    _refuse_bad(request.body)
    requests.refuse_bad_units(request.body)
    with platform.locked():
        _refuse_used_key(platform, request)
        reached = recipients.in_chat(platform, to)
        if reached is None:
            raise Refusal(400, errors.RECIPIENT)
        answer = _send_counted(platform, request, reached, Sent.PUSH)
        _accept(platform, request, answer)
        return answer


def multicast(platform: Platform, request: Request) -> dict[str, Any]:
    """To at most 500 people. Unknown ids are passed over, none is reached twice."""
    to = requests.user_ids(request.body)
    _refuse_bad(request.body)
    requests.refuse_bad_units(request.body)
    with platform.locked():
        _refuse_used_key(platform, request)
        reached = recipients.among(platform, to)
        _send_counted(platform, request, reached, Sent.MULTICAST)
        _accept(platform, request, {})
        return {}


def broadcast(platform: Platform, request: Request) -> dict[str, Any]:
    """To every friend."""
    _refuse_bad(request.body)
    with platform.locked():
        _refuse_used_key(platform, request)
        reached = recipients.everyone(platform)
        _send_counted(platform, request, reached, Sent.BROADCAST)
        _accept(platform, request, {})
        return {}


def refuse_bad_request(body: dict[str, Any]) -> None:
    """For the validate endpoints."""
    messages.refuse_bad(body.get("messages"))


def refuse_bad_key(key: str) -> None:
    if key and not FORM.fullmatch(key):
        raise Refusal(400, "The value for the 'X-Line-Retry-Key' header is invalid")


def _send_counted(
    platform: Platform, request: Request, reached: Reached, kind: Sent
) -> dict[str, Any]:
    """Beyond the month's limit nobody gets anything."""
    month, most = platform.clock.month(), platform.switches.quota
    if not platform.quota.allows(reached.people, month=month, most=most):
        raise Refusal(429, errors.QUOTA)
    platform.quota.count(reached.people, month=month)
    platform.deliveries.count(kind, reached.people, day=platform.clock.day())
    for chat in reached.chats:
        chat.pushes += 1
    return _deliver(platform, reached, request.body["messages"])


def _deliver(platform: Platform, reached: Reached, bodies: list[dict[str, Any]]) -> dict[str, Any]:
    """Show every message in every chat; the answer lists them as sent once."""
    now = platform.clock.now()
    sent = [_sent(body) for body in bodies]
    platform.crowd.deliver(reached.numbers)
    for chat in reached.chats:
        for body, receipt in zip(bodies, sent, strict=True):
            chat.show(Shown(receipt["id"], Author.BOT, now, body, platform.channel.bot_name))
    platform.changed()
    return {"sentMessages": sent}


def _sent(body: dict[str, Any]) -> dict[str, str]:
    receipt = {"id": ids.message_id()}
    if body["type"] in QUOTABLE:
        receipt["quoteToken"] = ids.opaque_token()
    return receipt


def _refuse_used_key(platform: Platform, request: Request) -> None:
    """Whatever the call: a key belongs to the channel, not to an endpoint or a body."""
    if not request.retry_key:
        return
    earlier = platform.retry_keys.earlier(request.retry_key, now=platform.clock.now())
    if earlier is not None:
        accepted = {"X-Line-Accepted-Request-Id": earlier.request_id}
        raise Refusal(409, errors.RETRY_KEY_USED, headers=accepted, more=earlier.answer)


def _accept(platform: Platform, request: Request, answer: dict[str, Any]) -> None:
    if request.retry_key:
        accepted = Accepted(request.id, answer, platform.clock.now())
        platform.retry_keys.accept(request.retry_key, accepted)


def _refuse_bad(body: dict[str, Any]) -> None:
    messages.refuse_bad(body.get("messages"))
    requests.refuse_bad_options(body)
