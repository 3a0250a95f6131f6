"""
A million numbered people for the price of a few bytes each.

Their ids follow from their numbers and back, so no table of them is kept: only how
many deliveries each had, and who blocks. One who acts, or whose chat is asked for,
becomes a person like any other (`platform.person`), and is counted here all the same.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, Final

LARGEST: Final = 10_000_000
_TAIL: Final = "c20d5b1e77a94f38"  # the second half of every id of a crowd
_SPREAD: Final = 0x9E3779B97F4A7C15  # odd, so multiplying can be undone; neighbours lie far apart
_GATHER: Final = pow(_SPREAD, -1, 2**64)
_MASK: Final = 2**64 - 1


def user_id(number: int) -> str:
    """The same in every run: `U` and 32 digits, in no visible order."""
    return f"U{number * _SPREAD & _MASK:016x}{_TAIL}"


@dataclass(frozen=True, slots=True)
class Census:
    """Deliveries a person: fewest, most, altogether, and how many people had how many."""

    people: int
    min: int
    max: int
    sum: int
    histogram: dict[int, int]

    def told(self) -> dict[str, Any]:
        """For the control API; a JSON object has texts for names."""
        histogram = {str(count): people for count, people in self.histogram.items()}
        return {
            "people": self.people,
            "min": self.min,
            "max": self.max,
            "sum": self.sum,
            "histogram": histogram,
        }


class Crowd:
    """People 0 to `people` - 1. With `blocked_every` n, every n-th blocks from the start."""

    def __init__(self, people: int = 0, *, blocked_every: int = 0) -> None:
        self.people = people
        self._counts = array("I", bytes(4 * people))
        self._blocked = bytearray(people)
        if blocked_every:
            self._blocked[blocked_every - 1 :: blocked_every] = b"\1" * (people // blocked_every)

    def number(self, user: str) -> int | None:
        """None for an id that is not of this crowd. The id must have the form of one."""
        if user[17:] != _TAIL:
            return None
        number = int(user[1:17], 16) * _GATHER & _MASK
        return number if number < self.people else None

    def blocks(self, number: int) -> bool:
        return self._blocked[number] == 1

    def set_blocks(self, number: int, *, blocked: bool) -> None:
        self._blocked[number] = blocked

    def friends(self) -> Sequence[int]:
        """All who do not block."""
        if not any(self._blocked):
            return range(self.people)
        return array("I", compress(range(self.people), (not each for each in self._blocked)))

    def friends_among(self, users: Iterable[str]) -> list[int]:
        """The numbers of those of this crowd who do not block. Called 500 at a time: quick."""
        if not self.people:
            return []
        numbers = [int(u[1:17], 16) * _GATHER & _MASK for u in users if u[17:] == _TAIL]
        people, blocked = self.people, self._blocked
        return [each for each in numbers if each < people and not blocked[each]]

    def deliver(self, numbers: Sequence[int]) -> None:
        counts = self._counts
        for number in numbers:
            counts[number] += 1

    def copied(self) -> Callable[[], Census]:
        """Count later, without the platform's lock: a million takes a moment."""
        counts = self._counts[:]
        return lambda: _census(counts)


def _census(counts: Sequence[int]) -> Census:
    found = Counter(counts)
    histogram = dict(sorted(found.items()))
    return Census(
        people=len(counts),
        min=min(histogram, default=0),
        max=max(histogram, default=0),
        sum=sum(count * people for count, people in histogram.items()),
        histogram=histogram,
    )
