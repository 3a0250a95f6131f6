"""Read the control API's JSON: the right type, or a clear complaint. Never a 500."""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any

from simulator import faults
from simulator.acts import How
from simulator.content import Content
from simulator.errors import Impossible
from simulator.faults import Fault, Kind

Json = dict[str, Any]
MOST_COPIES = 100
LONGEST_DELAY = 3600  # seconds
LONGEST_NAME = 100
LONGEST_SAID = 10_000


def obj(value: Any) -> Json:
    if not isinstance(value, dict):
        raise Impossible("the body must be a JSON object")
    return value


def text(given: Mapping[str, Any], name: str, *, longest: int = LONGEST_SAID) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value:
        raise Impossible(f"{name} must be a text that is not empty")
    if len(value) > longest:
        raise Impossible(f"{name} must be at most {longest} characters")
    return value


def flag(given: Mapping[str, Any], name: str) -> bool:
    value = given.get(name, False)
    if not isinstance(value, bool):
        raise Impossible(f"{name} must be true or false")
    return value


def number(
    given: Mapping[str, Any], name: str, default: float, *, low: float, high: float
) -> float:
    value = given.get(name, default)
    if not isinstance(value, int | float) or isinstance(value, bool) or not low <= value <= high:
        raise Impossible(f"{name} must be a number from {low:g} to {high:g}")
    return value


def whole(given: Mapping[str, Any], name: str, default: int, *, low: int, high: int) -> int:
    value = number(given, name, default, low=low, high=high)
    if not isinstance(value, int):
        raise Impossible(f"{name} must be a whole number")
    return value


def how(given: Mapping[str, Any]) -> How:
    """copies, delay (seconds), contentBase64 and contentType."""
    return How(
        whole(given, "copies", 1, low=1, high=MOST_COPIES),
        number(given, "delay", 0.0, low=0, high=LONGEST_DELAY),
        _content(given),
    )


def event(given: Mapping[str, Any]) -> Json:
    """The event properties among the given ones, checked where the platform leans on them."""
    fields = {name: value for name, value in given.items() if name not in _NOT_OF_THE_EVENT}
    if "timestamp" in fields:
        whole(fields, "timestamp", 0, low=0, high=2**53)
    if not isinstance(fields.get("replyToken", ""), str):
        raise Impossible("replyToken must be a text")
    if not isinstance(fields.get("deliveryContext", {}), dict):
        raise Impossible("deliveryContext must be an object")
    return fields


def sent_event(given: Mapping[str, Any]) -> Json:
    """A whole event: with a type, and a text message with a text."""
    fields = event(given)
    text(fields, "type", longest=LONGEST_NAME)
    message = fields.get("message")
    if fields["type"] == "message":
        text(obj(message), "type", longest=LONGEST_NAME)
    if isinstance(message, dict) and message.get("type") == "text":
        text(message, "text")
    if isinstance(message, dict) and "id" in message:
        text(message, "id", longest=LONGEST_NAME)
    return fields


def fault(value: Any) -> Fault:
    """path, kind, every or chance (0 to 1) with seed, times, seconds."""
    given = obj(value)
    kind = faults.named(str(given.get("kind")))
    if kind is None:
        raise Impossible(f"kind must be one of {', '.join(Kind)}")
    return Fault(
        path=text(given, "path", longest=500),
        kind=kind,
        every=whole(given, "every", 1, low=1, high=1_000_000),
        seconds=number(given, "seconds", 0, low=0, high=600),
        chance=number(given, "chance", 0, low=0, high=1),
        seed=whole(given, "seed", 0, low=0, high=2**53),
        times=whole(given, "times", 0, low=0, high=1_000_000),
    )


def person_ids(given: Mapping[str, Any], name: str) -> list[str]:
    value = given.get(name)
    if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
        raise Impossible(f"{name} must be a list of person ids")
    return value


def _content(given: Mapping[str, Any]) -> Content | None:
    if "contentBase64" not in given:
        return None
    kind = text(given, "contentType", longest=100)
    if not re.fullmatch(r"[\w.+-]+/[\w.+-]+", kind):
        raise Impossible("contentType must be a media type such as image/png")
    try:
        data = base64.b64decode(given["contentBase64"], validate=True)
    except (binascii.Error, TypeError, ValueError):
        raise Impossible("contentBase64 must be Base64") from None
    return Content(kind, data)


_NOT_OF_THE_EVENT = frozenset({"text", "copies", "delay", "contentBase64", "contentType"})
