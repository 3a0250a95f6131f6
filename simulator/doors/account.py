"""LINE's API beside sending: profiles, loading, files, quota, bot info, webhook settings."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from simulator import errors, ids
from simulator.deliveries import Sent
from simulator.doors.api import Answer, Call, json_of, ok
from simulator.errors import Refusal
from simulator.platform import Platform
from simulator.rules.checks import Fault, Problem
from simulator.rules.limits import length, limit
from simulator.rules.messages import refusal_of_body

LONGEST_LOADING = limit("loading", "loadingSeconds").max
LONGEST_URL = limit("webhook endpoint", "endpoint").max


def profile(platform: Platform, call: Call) -> Answer:
    user_id = call.parts["userId"]
    if not ids.USER.fullmatch(user_id):
        raise Refusal(400, errors.PARAMETER.format(name="userId"))
    name = platform.friend(user_id)
    if name is None:
        raise Refusal(404, errors.NOT_FOUND)
    return ok({"userId": user_id, "displayName": name, "language": "th"})


def start_loading(platform: Platform, call: Call) -> Answer:
    """The animation stands until a message comes or the seconds are over."""
    body = json_of(call)
    chat_id, seconds = body.get("chatId"), body.get("loadingSeconds", 20)
    if not (isinstance(chat_id, str) and ids.USER.fullmatch(chat_id)):
        raise Refusal(400, errors.PROPERTY.format(name="chatId"))
    _refuse_odd_seconds(seconds)
    with platform.locked():
        chat = platform.chats.get(chat_id)
        if chat is not None:
            chat.loading_until = platform.clock.now() + 1000 * seconds
        platform.changed()
    return ok(status=202)


def _refuse_odd_seconds(seconds: Any) -> None:
    where = ("loadingSeconds",)
    if not isinstance(seconds, int) or isinstance(seconds, bool):
        raise Refusal(400, errors.PROPERTY.format(name="loadingSeconds"))
    if not 5 <= seconds <= LONGEST_LOADING:
        raise refusal_of_body([Problem(where, Fault.RANGE, low=5, high=LONGEST_LOADING)])
    if seconds % 5:
        raise refusal_of_body([Problem(where, Fault.STEP)])


def content(platform: Platform, call: Call) -> Answer:
    message_id = call.parts["messageId"]
    if message_id not in platform.contents:
        raise Refusal(404, errors.NOT_FOUND)
    kept = platform.contents[message_id]
    if kept is None:
        raise Refusal(410, "The message was unsent")
    return Answer(200, kept.data, kept.content_type)


def quota(platform: Platform, call: Call) -> Answer:
    most = platform.switches.quota
    return ok({"type": "none"} if most is None else {"type": "limited", "value": most})


def consumption(platform: Platform, call: Call) -> Answer:
    return ok({"totalUsage": platform.quota.used(platform.clock.month())})


def delivery(platform: Platform, call: Call) -> Answer:
    """How many messages went out on a day of LINE's; `ready` once the day is over."""
    name, day = call.path.rpartition("/")[2], call.query.get("date", "")
    if not _is_day(day):
        raise Refusal(400, errors.PARAMETER.format(name="date"))
    return ok(platform.deliveries.told(Sent(name), day, today=platform.clock.day()))


def _is_day(text: str) -> bool:
    if not re.fullmatch("[0-9]{8}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def info(platform: Platform, call: Call) -> Answer:
    return ok(
        {
            "userId": platform.address.bot_id,
            "basicId": "@000simul",
            "displayName": platform.channel.bot_name,
            "chatMode": "bot",
            "markAsReadMode": "auto",
        }
    )


def webhook_endpoint(platform: Platform, call: Call) -> Answer:
    if not platform.address.url:
        raise Refusal(404, errors.NOT_FOUND)
    return ok({"endpoint": platform.address.url, "active": True})


def set_webhook_endpoint(platform: Platform, call: Call) -> Answer:
    platform.address.url = _endpoint(json_of(call).get("endpoint"))
    platform.changed()
    return ok()


def test_webhook_endpoint(platform: Platform, call: Call) -> Answer:
    """Sends the connection check, and tells what came of it."""
    given = json_of(call).get("endpoint") if call.body else None
    url = platform.address.url if given is None else _endpoint(given)
    answered = platform.courier.check(url)
    platform.changed()
    return ok(
        {
            "success": answered.received,
            "timestamp": platform.clock.iso(),
            "statusCode": answered.status,
            "reason": answered.reason.upper(),
            "detail": answered.detail,
        }
    )


def _endpoint(url: Any) -> str:
    """https, as LINE demands; http only to this machine, which is why the simulator exists."""
    where = ("endpoint",)
    if not isinstance(url, str) or not url:
        raise refusal_of_body([Problem(where, Fault.MISSING)])
    if length(url, "utf16") > LONGEST_URL:
        raise refusal_of_body([Problem(where, Fault.LONG, high=LONGEST_URL)])
    parts = urlsplit(url)
    here = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and here)):
        raise Refusal(400, "Invalid webhook endpoint URL")
    return url
