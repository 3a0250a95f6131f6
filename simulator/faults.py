"""Faults on purpose: every n-th call to a path goes wrong in the way asked for."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    SERVER_ERROR = "500"
    RATE_LIMIT = "429"
    HANG = "hang"  # no answer for `seconds` (30), nothing done
    SLOW = "slow"  # `seconds` (0.08) later than it would be
    RESET_BEFORE = "reset-before"  # connection dropped, nothing done
    RESET_AFTER = "reset-after"  # done, then the connection dropped: the bot cannot know


SECONDS = {Kind.HANG: 30.0, Kind.SLOW: 0.08}


@dataclass(frozen=True, slots=True)
class Fault:
    path: str  # whole path or the beginning of one
    kind: Kind
    every: int = 1
    seconds: float = 0.0


class Faults:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self._calls: list[int] = []

    def add(self, fault: Fault) -> None:
        """In place of an earlier one of the same path and kind."""
        with self._lock:
            self._set([*(f for f in self._faults if _name(f) != _name(fault)), fault])

    def replace(self, faults: Sequence[Fault]) -> None:
        with self._lock:
            self._set(list(faults))

    def listed(self) -> list[Fault]:
        return list(self._faults)

    def strike(self, path: str) -> Fault | None:
        """Count one call, and say what shall befall it."""
        with self._lock:
            struck = None
            for index, fault in enumerate(self._faults):
                if path.startswith(fault.path):
                    self._calls[index] += 1
                    due = self._calls[index] % fault.every == 0
                    struck = struck or (fault if due else None)
            return struck

    def _set(self, faults: list[Fault]) -> None:
        self._faults = faults
        self._calls = [0] * len(faults)


def _name(fault: Fault) -> tuple[str, Kind]:
    return fault.path, fault.kind
