"""Retry keys: the first accepted call wins for 24 hours, then it is forgotten."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

LIFE_MS = 24 * 60 * 60 * 1000
FORM = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True, slots=True)
class Accepted:
    request_id: str
    answer: Mapping[str, object]  # what the first call was answered
    at: int


class RetryKeys:
    def __init__(self) -> None:
        self._accepted: dict[str, Accepted] = {}  # the oldest acceptance first

    def __len__(self) -> int:
        return len(self._accepted)

    def earlier(self, key: str, *, now: int) -> Accepted | None:
        """The call that used this key within the last 24 hours."""
        found = self._accepted.get(key.lower())
        return found if found is not None and now - found.at < LIFE_MS else None

    def accept(self, key: str, accepted: Accepted) -> None:
        self._forget_old(accepted.at)
        self._accepted.pop(key.lower(), None)  # at the end again, for the order's sake
        self._accepted[key.lower()] = accepted

    def _forget_old(self, now: int) -> None:
        while self._accepted:
            oldest = next(iter(self._accepted))
            if now - self._accepted[oldest].at < LIFE_MS:
                return
            del self._accepted[oldest]
