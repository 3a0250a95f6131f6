"""Somebody who counts all calls between LINE and the bot, of which LINE keeps the newest only."""

from collections import Counter
from dataclasses import dataclass, field

from simulator.testing import Line
from simulator.traffic import Direction

SENDING = "/v2/bot/message/"


@dataclass(slots=True)
class Onlooker:
    """`look` often enough; then it has seen each call once."""

    line: Line
    answers: Counter[int] = field(default_factory=Counter)  # of the webhook, by status
    in_vain: int = 0  # calls that were to send and did not
    slowest_ms: float = 0.0  # of the webhook
    _last: int = 0

    def look(self) -> None:
        for entry in self.line.platform.traffic.newest_last():
            if entry.id <= self._last:
                continue
            self._last = entry.id
            if entry.direction is Direction.TO_BOT:
                self.answers[entry.status] += 1
                self.slowest_ms = max(self.slowest_ms, entry.ms)
            elif entry.path.startswith(SENDING):
                self.in_vain += entry.status != 200
