"""
Faults on purpose: a call to a path goes wrong in the way asked for.

Which call: every n-th, or each with some chance (the same calls again for the same
seed); at most so many times, if that is said. `every=5, times=1` is the fifth call only.
"""

import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """Before: nothing was done. After: the call was carried out, and the bot cannot know."""

    SERVER_ERROR = "500"  # before
    ERROR_AFTER = "500-after"
    RATE_LIMIT = "429"  # before
    QUOTA_LIMIT = "quota-429"  # before: LINE's other 429, the month's limit
    UNAUTHORIZED = "401"  # before
    RESET_BEFORE = "reset-before"  # connection dropped
    RESET_AFTER = "reset-after"
    HANG = "hang"  # before: no answer for `seconds` (30), then the connection dropped
    HANG_AFTER = "hang-after"
    SLOW = "slow"  # `seconds` (0.08) later than it would be, in every way


OTHER_NAMES: Final = {"500-before": Kind.SERVER_ERROR, "hang-before": Kind.HANG}
SECONDS: Final = {Kind.HANG: 30.0, Kind.HANG_AFTER: 30.0, Kind.SLOW: 0.08}
DROPPED: Final = frozenset({Kind.HANG, Kind.HANG_AFTER, Kind.RESET_BEFORE, Kind.RESET_AFTER})
AFTER: Final = frozenset({Kind.ERROR_AFTER, Kind.RESET_AFTER, Kind.HANG_AFTER})


@dataclass(frozen=True, slots=True)
class Fault:
    path: str  # whole path or the beginning of one
    kind: Kind
    every: int = 1
    seconds: float = 0.0
    chance: float = 0.0  # of each call, in place of `every`; 0: `every` counts
    seed: int = 0  # of the chance
    times: int = 0  # how often at most; 0: without end

    @property
    def pause(self) -> float:
        return self.seconds or SECONDS.get(self.kind, 0.0)


@dataclass(slots=True)
class _Armed:
    fault: Fault
    dice: random.Random
    calls: int = 0
    struck: int = 0

    def is_due(self) -> bool:
        """Count one call."""
        self.calls += 1
        if self.fault.times and self.struck >= self.fault.times:
            return False
        if self.fault.chance:
            return self.dice.random() < self.fault.chance
        return self.calls % self.fault.every == 0


class Faults:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._armed: list[_Armed] = []

    def add(self, fault: Fault) -> None:
        """In place of an earlier one of the same path and kind."""
        with self._lock:
            kept = [each.fault for each in self._armed if _name(each.fault) != _name(fault)]
            self._armed = [_arm(each) for each in (*kept, fault)]

    def replace(self, faults: Sequence[Fault]) -> None:
        with self._lock:
            self._armed = [_arm(each) for each in faults]

    def listed(self) -> list[Fault]:
        return [each.fault for each in self._armed]

    def strike(self, path: str) -> Fault | None:
        """Count one call, and say what shall befall it: of several that are due, the first."""
        if not self._armed:
            return None
        with self._lock:
            meant = [each for each in self._armed if path.startswith(each.fault.path)]
            due = [each for each in meant if each.is_due()]
            if not due:
                return None
            due[0].struck += 1
            return due[0].fault


def named(name: str) -> Kind | None:
    """The kind of that name or other name."""
    if name in OTHER_NAMES:
        return OTHER_NAMES[name]
    return Kind(name) if name in tuple(Kind) else None


def _arm(fault: Fault) -> _Armed:
    return _Armed(fault, random.Random(fault.seed))


def _name(fault: Fault) -> tuple[str, Kind]:
    return fault.path, fault.kind
