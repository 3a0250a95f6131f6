"""The monthly message count: push and multicast, per person reached. Replies are free."""

from collections import Counter


class Quota:
    def __init__(self) -> None:
        self._used: Counter[str] = Counter()

    def used(self, month: str) -> int:
        return self._used[month]

    def allows(self, people: int, *, month: str, most: int | None) -> bool:
        return most is None or self._used[month] + people <= most

    def count(self, people: int, *, month: str) -> None:
        self._used[month] += people
