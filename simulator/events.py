"""Webhook events, as LINE writes them: properties without a value are left out."""

from typing import Any, Final

from simulator import ids
from simulator.people import Message

Event = dict[str, Any]

WITH_REPLY_TOKEN: Final = frozenset(
    {
        "message",
        "messageEdited",
        "follow",
        "join",
        "memberJoined",
        "postback",
        "videoPlayComplete",
        "beacon",
        "accountLink",
        "membership",
    }
)
QUOTABLE: Final = frozenset({"text", "sticker", "image", "video"})
WITH_CONTENT: Final = frozenset({"image", "video", "audio", "file"})


def complete(fields: Event, *, source: Event, now: int) -> Event:
    """The event of these fields, with what every event carries filled in where it is missing."""
    event: Event = {
        "type": fields["type"],
        "mode": "active",
        "timestamp": now,
        "source": source,
        "webhookEventId": ids.ulid(now),
        "deliveryContext": {"isRedelivery": False},
    }
    if fields["type"] in WITH_REPLY_TOKEN and fields.get("mode") != "standby":
        event["replyToken"] = ids.reply_token()
    return {**event, **fields}


def message(fields: Message) -> Message:
    """A message as it is delivered: with an id, and the tokens its type has."""
    kind = fields.get("type")
    filled: Message = {"id": ids.message_id(), "markAsReadToken": ids.opaque_token()}
    if kind in QUOTABLE:
        filled["quoteToken"] = ids.opaque_token()
    if kind in WITH_CONTENT and kind != "file":
        filled["contentProvider"] = {"type": "line"}
    return {**filled, **_SAMPLES.get(str(kind), {}), **fields}


_SAMPLES: Final[dict[str, Message]] = {
    "sticker": {
        "packageId": "446",
        "stickerId": "1988",
        "stickerResourceType": "STATIC",
        "keywords": ["Hello"],
    },
    "location": {
        "title": "ตำแหน่งที่ตั้ง",
        "address": "120 หมู่ 3 ถนนแจ้งวัฒนะ แขวงทุ่งสองห้อง เขตหลักสี่ กรุงเทพฯ 10210",
        "latitude": 13.8830,
        "longitude": 100.5657,
    },
    "audio": {"duration": 3000},
    "video": {"duration": 5000},
    "file": {"fileName": "หนังสือนำส่ง.pdf", "fileSize": 1024},
}


def mentions_of(text: str, *, bot_name: str, bot_id: str) -> Message:
    """The `mention` of a group message that calls the bot by `@name`; empty when it does not.

    Index and length count UTF-16 units.
    """
    called = "@" + bot_name
    at = text.find(called)
    if at < 0:
        return {}
    index = len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
    length = len(called.encode("utf-16-le")) // 2
    whom = {"index": index, "length": length, "type": "user", "userId": bot_id, "isSelf": True}
    return {"mention": {"mentionees": [whom]}}
