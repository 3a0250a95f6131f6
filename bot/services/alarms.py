"""
What whoever runs the bot must hear of: a table of alarms, told once each time they change.

`judge` decides, by the table alone; `change` keeps what was told, so that of several processes
one tells it. An alarm either stands for as long as something is so, or is told again whenever
a number has grown.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from models.base import Database
from models.figure import Alarm

SLOW_SECONDS: Final = 10
STUCK_SECONDS: Final = 60
SILENT_SECONDS: Final = 60
SCARCE: Final = 0.9  # of the month's messages
FREE_BYTES: Final = 1_000_000_000
BAD_SIGNATURES: Final = 20  # within ten minutes: scanners knock once or twice

_alarm = Alarm.__table__
_INSERTS: Final[dict[str, Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_AS_KNOWN: Final = (
    update(_alarm)
    .where(
        _alarm.c.name == bindparam("alarm"),
        _alarm.c.is_raised == bindparam("was_raised"),
        _alarm.c.told == bindparam("was_told"),
    )
    .values(is_raised=bindparam("raised"), told=bindparam("number"), since_ms=bindparam("since"))
)


class Level(StrEnum):
    """How it is logged."""

    ERROR = "error"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Sight:
    """What is to be seen now; None where there is nothing to look at."""

    waiting_seconds: float = 0.0
    uncertain: int = 0
    dead: int = 0
    quota_used: int | None = None
    quota_limit: int | None = None
    quota_refusals: int = 0
    access_refusals: int = 0
    bad_signatures: int = 0
    is_line_down: bool = False
    is_database_down: bool = False
    free_bytes: int | None = None
    worker_silent_seconds: float | None = None

    @property
    def quota_share(self) -> float:
        """How much of the month's messages is used; 0 where nobody knows."""
        if self.quota_used is None or self.quota_limit is None:
            return 0.0
        return self.quota_used / self.quota_limit if self.quota_limit else 1.0


@dataclass(frozen=True, slots=True)
class Standing:
    """It is raised for as long as `is_so`; `of` is the figure that is told with it."""

    name: str
    level: Level
    is_so: Callable[[Sight], bool]
    of: Callable[[Sight], float | None]


@dataclass(frozen=True, slots=True)
class Growing:
    """It is told each time `of` has grown."""

    name: str
    level: Level
    of: Callable[[Sight], int]


Rule = Standing | Growing

SHARED: Final[tuple[Rule, ...]] = (
    Standing(
        "queue slow",
        Level.ERROR,
        lambda sight: sight.waiting_seconds > SLOW_SECONDS,
        lambda sight: sight.waiting_seconds,
    ),
    Standing(
        "queue stuck",
        Level.CRITICAL,
        lambda sight: sight.waiting_seconds > STUCK_SECONDS,
        lambda sight: sight.waiting_seconds,
    ),
    Growing("messages uncertain", Level.ERROR, lambda sight: sight.uncertain),
    Growing("dead letters", Level.ERROR, lambda sight: sight.dead),
    Standing(
        "quota nearly used up",
        Level.ERROR,
        lambda sight: sight.quota_share >= SCARCE,
        lambda sight: sight.quota_used,
    ),
    Standing(
        "quota used up",
        Level.CRITICAL,
        lambda sight: sight.quota_share >= 1 or sight.quota_refusals > 0,
        lambda sight: sight.quota_used,
    ),
    Standing(
        "line refuses our token",
        Level.CRITICAL,
        lambda sight: sight.access_refusals > 0,
        lambda sight: sight.access_refusals,
    ),
    Standing(
        "webhook signatures wrong",
        Level.ERROR,
        lambda sight: sight.bad_signatures >= BAD_SIGNATURES,
        lambda sight: sight.bad_signatures,
    ),
    Standing(
        "disk nearly full",
        Level.CRITICAL,
        lambda sight: sight.free_bytes is not None and sight.free_bytes < FREE_BYTES,
        lambda sight: sight.free_bytes,
    ),
    Standing(
        "worker silent",
        Level.CRITICAL,
        lambda sight: (sight.worker_silent_seconds or 0) > SILENT_SECONDS,
        lambda sight: sight.worker_silent_seconds,
    ),
)
# What each process sees for itself.
OWN: Final[tuple[Rule, ...]] = (
    Standing("line down", Level.CRITICAL, lambda sight: sight.is_line_down, lambda _: None),
    Standing("database down", Level.CRITICAL, lambda sight: sight.is_database_down, lambda _: None),
)


@dataclass(frozen=True, slots=True)
class Known:
    """How an alarm stands by now."""

    is_raised: bool = False
    told: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """An alarm is to be told, or taken back; `figure` is what was seen."""

    name: str
    level: Level
    before: Known
    after: Known
    figure: float | None


def judge(rules: Iterable[Rule], sight: Sight, known: Mapping[str, Known]) -> tuple[Change, ...]:
    """What has changed since it was told; alarms that were never heard of are not raised."""
    found = (_judged(rule, sight, known.get(rule.name, Known())) for rule in rules)
    return tuple(change for change in found if change is not None)


def standing(database: Database) -> dict[str, Known]:
    """How the alarms of all processes stand."""
    with database.read() as connection:
        found = connection.execute(select(_alarm.c.name, _alarm.c.is_raised, _alarm.c.told))
        return {row.name: Known(row.is_raised, row.told) for row in found}


def keep(database: Database, changes: Iterable[Change], *, now_ms: int) -> tuple[Change, ...]:
    """Keep changes; those that no other process was quicker to keep, which are ours to tell."""
    kept = []
    with database.write() as connection:
        for change in changes:
            if _keep(connection, change, now_ms):
                kept.append(change)
    return tuple(kept)


def _judged(rule: Rule, sight: Sight, known: Known) -> Change | None:
    if isinstance(rule, Growing):
        number = rule.of(sight)
        after = Known(number > known.told, number)
        # Fewer than before: somebody has seen to some of them, which is no alarm.
        is_told = number != known.told
        figure: float | None = number
    else:
        after = Known(rule.is_so(sight), known.told)
        is_told = after.is_raised != known.is_raised
        figure = rule.of(sight)
    return Change(rule.name, rule.level, known, after, figure) if is_told else None


def _keep(connection: Connection, change: Change, now_ms: int) -> bool:
    values = {
        "alarm": change.name,
        "was_raised": change.before.is_raised,
        "was_told": change.before.told,
        "raised": change.after.is_raised,
        "number": change.after.told,
        "since": now_ms,
    }
    if connection.execute(_AS_KNOWN, values).rowcount == 1:
        return True
    if change.before != Known():
        return False
    new = {"name": change.name, "is_raised": change.after.is_raised}
    new |= {"told": change.after.told, "since_ms": now_ms}
    first = _INSERTS[connection.dialect.name](_alarm).on_conflict_do_nothing()
    return connection.scalar(first.returning(_alarm.c.name), new) is not None
