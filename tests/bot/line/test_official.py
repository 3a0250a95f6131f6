"""LINE's description, made strict, does say no."""

from typing import Any

import pytest

from tests.bot.line.official import faults, with_description

pytestmark = with_description

GOOD: dict[str, Any] = {
    "type": "flex",
    "altText": "บัตร",
    "contents": {
        "type": "bubble",
        "body": {
            "type": "box",
            "layout": "vertical",
            "contents": [
                {
                    "type": "text",
                    "text": "เลือก",
                    "wrap": True,
                    "action": {"type": "postback", "label": "เลือก", "data": "menu|||"},
                }
            ],
        },
    },
    "quickReply": {
        "items": [{"type": "action", "action": {"type": "message", "label": "เมนู", "text": "เมนู"}}]
    },
}
TEXT = GOOD["contents"]["body"]["contents"][0]


def with_text(**changes: Any) -> dict[str, Any]:
    body = GOOD["contents"]["body"] | {"contents": [TEXT | changes]}
    return GOOD | {"contents": GOOD["contents"] | {"body": body}}


def test_good_messages_pass() -> None:
    assert faults("Message", GOOD) == []
    assert faults("Message", {"type": "text", "text": "สวัสดีค่ะ"}) == []


@pytest.mark.parametrize(
    "bad",
    [
        {"type": "text"},
        {"type": "text", "text": 5},
        {"type": "text", "text": None},
        {"type": "text", "text": "ก", "colour": "red"},
        {"type": "shout", "text": "ก"},
        {"text": "ก"},
        {key: value for key, value in GOOD.items() if key != "altText"},
        GOOD | {"contents": {"type": "bubble", "size": "enormous"}},
        GOOD | {"quickReply": {"items": GOOD["quickReply"]["items"] * 14}},
        with_text(wrap="yes"),
        with_text(background="#FFFFFF"),
        with_text(type="paragraph"),
        with_text(action={"type": "postback", "data": "x", "url": "https://www.onde.go.th"}),
        with_text(action={"type": "dance"}),
    ],
)
def test_a_bad_message_is_refused(bad: dict[str, Any]) -> None:
    assert faults("Message", bad) != []
