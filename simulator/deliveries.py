"""How many messages went out each day, by kind of call: a message counts per person reached."""

from collections import Counter
from enum import StrEnum
from typing import Any, Final

FIRST_DAY: Final = "20180331"  # LINE: before this day nothing was counted


class Sent(StrEnum):
    REPLY = "reply"
    PUSH = "push"
    MULTICAST = "multicast"
    BROADCAST = "broadcast"


class Deliveries:
    def __init__(self) -> None:
        self._sent: Counter[tuple[Sent, str]] = Counter()

    def count(self, kind: Sent, people: int, *, day: str) -> None:
        self._sent[kind, day] += people

    def told(self, kind: Sent, day: str, *, today: str) -> dict[str, Any]:
        """As LINE answers: a day is ready once it is over."""
        if day < FIRST_DAY:
            return {"status": "out_of_service"}
        if day >= today:
            return {"status": "unready"}
        return {"status": "ready", "success": self._sent[kind, day]}
