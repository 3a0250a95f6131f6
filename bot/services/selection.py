"""
What somebody wants to see of the queue, as it stands in an address.

Pure. Addresses are kept, mailed and mistyped: whatever is not understood in one is left out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, Final, Self

import messages_th
from models.vocabulary import AgencyCategory, MeetingApp, Origin, RegistrationStatus

S = RegistrationStatus

TEXT_LENGTH: Final = 100
NUMBER_LENGTH: Final = 16  # digits of a cursor's numbers: microseconds until the year 2286
YEARS: Final = range(2000, 2200)
BUDDHIST_YEARS: Final = range(2543, 2743)
BUDDHIST_ERA: Final = 543
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Group(StrEnum):
    """Where requests stand, as whoever works on them thinks of it."""

    WAITING = "waiting"
    ASKED = "asked"
    PASSED = "passed"
    ACTIVE = "active"
    CLOSED = "closed"
    ALL = "all"


class Holder(StrEnum):
    """Who has taken a request on."""

    MINE = "mine"
    NOBODY = "nobody"
    SOMEBODY = "somebody"


class Letter(StrEnum):
    """Whether a letter or another file came with a request."""

    THERE = "there"
    MISSING = "missing"


class Sort(StrEnum):
    """What stands first. What was sent first is due first."""

    OLDEST = "oldest"
    NEWEST = "newest"
    USERS = "users"


STATUSES: Final[Mapping[Group, frozenset[RegistrationStatus]]] = {
    Group.WAITING: frozenset({S.SUBMITTED, S.SCREENING}),
    Group.ASKED: frozenset({S.NEED_INFO}),
    Group.PASSED: frozenset({S.APPROVED, S.FORWARDED}),
    Group.ACTIVE: frozenset({S.ACTIVE}),
    Group.CLOSED: frozenset({S.EXPIRED, S.REJECTED, S.WITHDRAWN, S.MERGED}),
    Group.ALL: frozenset(S),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """
    Which requests, and in what order. `late` are those past the day that was promised,
    `alike` those whose contact speaks for another agency, too; `since` and `until` are Thai
    days on which a request came, both included; `q` is what is searched for.
    """

    group: Group = Group.WAITING
    category: AgencyCategory | None = None
    app: MeetingApp | None = None
    province: str | None = None
    origin: Origin | None = None
    holder: Holder | None = None
    letter: Letter | None = None
    late: bool = False
    alike: bool = False
    since: date | None = None
    until: date | None = None
    q: str = ""
    sort: Sort = Sort.OLDEST

    @classmethod
    def parse(cls, arguments: Mapping[str, str]) -> Self:
        """What an address asks for."""
        read = {name: _read(name, arguments.get(name, "")) for name in READERS}
        return cls(**{name: value for name, value in read.items() if value is not None})

    def query(self, **changed: Any) -> dict[str, str]:
        """What stands in the address of this selection, or of one that differs in `changed`."""
        wanted = replace(self, **changed)
        return {
            field.name: "yes" if value is True else str(value)
            for field in fields(wanted)
            if (value := getattr(wanted, field.name)) != field.default and value is not None
        }

    @property
    def filters(self) -> int:
        """How many things were chosen beside the group, the order, and what is searched for."""
        return len(self.query().keys() - {"group", "sort", "q"})

    @property
    def is_narrowed(self) -> bool:
        """Whether less is shown than the group holds."""
        return bool(self.filters or self.q)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: after, or when `is_back` before, the row with this `value` and id."""

    value: int
    id: int
    is_back: bool = False

    @classmethod
    def parse(cls, arguments: Mapping[str, str]) -> Self | None:
        """Where an address says that the page begins; None for the beginning."""
        for name, is_back in (("after", False), ("before", True)):
            value, _, row = arguments.get(name, "").partition(".")
            if all(_is_number(part) for part in (value, row)):
                return cls(int(value), int(row), is_back)
        return None

    def __str__(self) -> str:
        return f"{self.value}.{self.id}"

    @property
    def at(self) -> datetime:
        """The value as a time."""
        return EPOCH + timedelta(microseconds=self.value)


def microseconds(at: datetime) -> int:
    """A time as the value of a cursor."""
    return (at - EPOCH) // timedelta(microseconds=1)


@cache
def provinces() -> tuple[str, ...]:
    """The provinces, in the order of the list, which is the Thai alphabet's."""
    return tuple(messages_th.load_lexicon()["provinces"])


def _read(name: str, written: str) -> Any:
    try:
        return READERS[name](written.strip()) if written else None
    except (ValueError, KeyError):
        return None


def _day(written: str) -> date:
    year, _, rest = written.partition("-")
    common = int(year) - BUDDHIST_ERA if int(year) in BUDDHIST_YEARS else int(year)
    if common not in YEARS:
        raise ValueError(written)
    return date.fromisoformat(f"{common}-{rest}")


def _province(written: str) -> str:
    return {name: name for name in provinces()}[written]


def _is_number(written: str) -> bool:
    return written.isascii() and written.isdecimal() and len(written) <= NUMBER_LENGTH


YES: Final = {"yes": True}
READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "group": Group,
    "category": AgencyCategory,
    "app": MeetingApp,
    "province": _province,
    "origin": Origin,
    "holder": Holder,
    "letter": Letter,
    "late": YES.__getitem__,
    "alike": YES.__getitem__,
    "since": _day,
    "until": _day,
    "q": lambda written: written[:TEXT_LENGTH],
    "sort": Sort,
}
