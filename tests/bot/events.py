"""Events as LINE sends them, the least that is valid."""

from typing import Any

SOMCHAI = "U" + "a" * 32
SOMYING = "U" + "b" * 32
NOON = 1_584_421_200_000  # 17 March 2020, 12.00 in Thailand


def text_event(text: str, number: int = 1, **changes: Any) -> dict[str, Any]:
    """A typed text; its ids follow from `number`."""
    return event("message", number, message=message(text, number), **changes)


def event(kind: str, number: int = 1, **changes: Any) -> dict[str, Any]:
    made = {
        "type": kind,
        "mode": "active",
        "timestamp": NOON + number,
        "source": {"type": "user", "userId": SOMCHAI},
        "webhookEventId": f"01E{number:023d}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"token{number}",
    }
    return made | changes


def message(text: str, number: int = 1) -> dict[str, Any]:
    return {"type": "text", "id": str(1000 + number), "text": text}
