"""The monthly count: push, multicast and broadcast, per person reached. Replies are free."""

from collections import Counter


class Quota:
    def __init__(self) -> None:
        self._used: Counter[str] = Counter()

    def used(self, month: str) -> int:
        return self._used[month]

    def allows(self, people: int, *, month: str, most: int | None) -> bool:
        """True also at the limit for a call that reaches nobody: it costs nothing."""
        return most is None or people == 0 or self._used[month] + people <= most

    def count(self, people: int, *, month: str) -> None:
        self._used[month] += people

    def set_used(self, people: int, *, month: str) -> None:
        """What staff sent by hand in LINE's own manager counts too."""
        self._used[month] = people
