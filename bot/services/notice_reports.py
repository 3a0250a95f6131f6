"""What became of a notice: how far it is, and per group of those it went to."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from bot.services import notice_calls, notices
from bot.services.conditions import BodyFacts
from bot.services.notice_calls import Progress
from bot.services.notices import Notice
from models.agency import Agency
from models.audience import AgencyTag, Segment
from models.base import Database
from models.vocabulary import ChunkState

_segment, _a, _tag = Segment.__table__, Agency.__table__, AgencyTag.__table__
_FACTS: Final = select(_segment.c.id, _segment.c.facts).where(
    _segment.c.id.in_(bindparam("ids", expanding=True))
)
_NAMES: Final = select(_a.c.id, _a.c.name).where(_a.c.id.in_(bindparam("ids", expanding=True)))
_NUMBERS: Final = (
    select(_a.c.id, _a.c.name)
    .where(_a.c.code.in_(bindparam("codes", expanding=True)))
    .order_by(_a.c.name)
)
_TAGS: Final = select(_tag.c.tag).distinct().order_by(_tag.c.tag)


@dataclass(frozen=True, slots=True)
class Group:
    """Those of one category, province or app; None stands for whoever has none."""

    name: str | None
    people: Mapping[ChunkState, int]

    @property
    def total(self) -> int:
        return sum(self.people.values())


@dataclass(frozen=True, slots=True)
class Numbered:
    """A body by its number."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A notice and how far it is. `groups` are empty while nobody is written down."""

    notice: Notice
    progress: Progress
    groups: Mapping[str, tuple[Group, ...]]


def standing(database: Database, notice_id: int) -> Standing | None:
    """A notice and how far it is; None when there is none of this number."""
    with database.read() as connection:
        notice = notices.find(connection, notice_id)
        if notice is None:
            return None
        return Standing(notice, notice_calls.progress(connection, notice_id), {})


def report(database: Database, notice_id: int) -> Standing | None:
    """
    The same with each group of the recipients.

    Somebody who speaks for bodies of two groups counts in both.
    """
    with database.read() as connection:
        notice = notices.find(connection, notice_id)
        if notice is None:
            return None
        by_segment = notice_calls.by_segment(connection, notice_id)
        facts = _facts(connection, {segment for segment, _ in by_segment})
        groups = {kind: _grouped(by_segment, facts, told) for kind, told in KINDS.items()}
        return Standing(notice, notice_calls.progress(connection, notice_id), groups)


def names(database: Database, ids: Iterable[int]) -> dict[int, str]:
    """What bodies are called, by their number."""
    with database.read() as connection:
        return {row.id: row.name for row in connection.execute(_NAMES, {"ids": list(ids)})}


def numbered(database: Database, codes: Iterable[str]) -> tuple[Numbered, ...]:
    """Bodies by their codes."""
    with database.read() as connection:
        rows = connection.execute(_NUMBERS, {"codes": list(codes)})
        return tuple(Numbered(row.id, row.name) for row in rows)


def tags(database: Database) -> tuple[str, ...]:
    """The words that are on any body."""
    with database.read() as connection:
        return tuple(connection.scalars(_TAGS))


def _facts(connection: Connection, ids: Iterable[int]) -> dict[int, list[BodyFacts]]:
    rows: Any = connection.execute(_FACTS, {"ids": list(ids)})
    return {row.id: row.facts for row in rows}


def _grouped(
    by_segment: Mapping[tuple[int, ChunkState], int],
    facts: Mapping[int, list[BodyFacts]],
    told: Callable[[BodyFacts], Iterable[str | None]],
) -> tuple[Group, ...]:
    """Most people first; whoever is in no group last."""
    found: dict[str | None, Counter[ChunkState]] = {}
    for (segment, state), people in by_segment.items():
        within = {name for body in facts.get(segment, ()) for name in told(body)}
        for name in within or {None}:
            found.setdefault(name, Counter())[state] += people
    groups = (Group(name, dict(people)) for name, people in found.items())
    return tuple(sorted(groups, key=lambda one: (one.name is None, -one.total, one.name or "")))


KINDS: Final[Mapping[str, Callable[[BodyFacts], Iterable[str | None]]]] = {
    "category": lambda body: (body["category"],),
    "province": lambda body: (body["province"],),
    "app": lambda body: (app for app, _ in body["apps"]),
}
