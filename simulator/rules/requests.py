"""What stands in a send request beside its messages."""

import re
from typing import Any, Final

from simulator import errors, ids
from simulator.errors import Refusal
from simulator.rules.checks import Fault, Problem
from simulator.rules.limits import limit
from simulator.rules.messages import refusal_of_body

Json = dict[str, Any]
MOST_RECIPIENTS: Final = limit("multicast", "to").max
MOST_UNITS: Final = limit("push/multicast", "customAggregationUnits").max
UNIT: Final = re.compile(r"[A-Za-z0-9_]{1,30}")


def text(body: Json, name: str) -> str:
    """A text that must be there."""
    value = body.get(name)
    if value is None or value == "":
        raise refusal_of_body([Problem((name,), Fault.MISSING)])
    if not isinstance(value, str):
        raise _malformed(name)
    return value


def chat_id(body: Json) -> str:
    """`to` of a push: one person, group or room."""
    to = text(body, "to")
    if not ids.CHAT.fullmatch(to):
        raise _malformed("to")
    return to


def user_ids(body: Json) -> list[str]:
    """`to` of a multicast: 1 to 500 people. The same id may stand there twice."""
    to = body.get("to")
    if to is None:
        raise refusal_of_body([Problem(("to",), Fault.MISSING)])
    if not isinstance(to, list):
        raise _malformed("to")
    if not 1 <= len(to) <= MOST_RECIPIENTS:
        raise refusal_of_body([Problem(("to",), Fault.SIZE, low=1, high=MOST_RECIPIENTS)])
    texts = [each if isinstance(each, str) else "" for each in to]
    good = [*map(ids.USER.fullmatch, texts)]
    if None in good:
        raise _malformed(f"to[{good.index(None)}]")
    return to


def refuse_bad_options(body: Json) -> None:
    """`notificationDisabled`, of every send request."""
    if not isinstance(body.get("notificationDisabled", False), bool):
        raise _malformed("notificationDisabled")


def refuse_bad_units(body: Json) -> None:
    """`customAggregationUnits`, of push and multicast: at most one name."""
    name = "customAggregationUnits"
    units = body.get(name, [])
    if not isinstance(units, list):
        raise _malformed(name)
    if len(units) > MOST_UNITS:
        raise refusal_of_body([Problem((name,), Fault.SIZE, low=0, high=MOST_UNITS)])
    for index, unit in enumerate(units):
        if not (isinstance(unit, str) and UNIT.fullmatch(unit)):
            raise _malformed(f"{name}[{index}]")


def _malformed(name: str) -> Refusal:
    return Refusal(400, errors.PROPERTY.format(name=name))
