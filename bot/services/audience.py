"""
Who is reached by a notice: how many, who is left out and why, and the people themselves.

Counting reads segments, which are few, and costs the same however many people there are. The
people themselves are read once, when the recipients of a notice are written down.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    func,
    not_,
    or_,
    select,
    true,
)

from bot.services import body_facts, notice_rules, recipients, segment_rows, segments
from bot.services.conditions import Conditions, Scope, fit_body, fit_person
from bot.services.recording import MEMBERS
from bot.services.segment_rows import COUNTS, NOBODYS
from models.audience import AudienceBody, AudienceMember, Segment
from models.base import Database
from models.contact import AgencyContact
from models.vocabulary import Standing

__all__ = ["Conditions", "Counted", "LeftOut", "Scope", "count", "left_out", "matching"]


class LeftOut(StrEnum):
    """Why somebody who is meant gets nothing; the last counts bodies, the others people."""

    BLOCKED = "blocked"
    STOPPED = "stopped"
    HAD_ONE_TODAY = "had_one_today"
    NOBODY_ON_LINE = "nobody_on_line"


@dataclass(frozen=True, slots=True)
class Counted:
    """
    How many a notice reaches: people, and bodies for which at least one of them speaks.

    `left_out` names only reasons that somebody is left out for. Not `is_settled` while more
    has changed than could be looked at; asked again, the count is nearer.
    """

    people: int
    agencies: int
    left_out: Mapping[LeftOut, int]
    is_settled: bool


_member, _body, _segment = AudienceMember.__table__, AudienceBody.__table__, Segment.__table__
_link = AgencyContact.__table__

_SEGMENTS: Final = select(
    _segment.c.id, _segment.c.key, *(_segment.c[name] for name in COUNTS)
).where(
    or_(
        _segment.c.reachable + _segment.c.blocked + _segment.c.stopped > 0,
        _segment.c.bodies > 0,
    )
)
_BODIES: Final = (
    select(_body, _segment.c.facts)
    .join_from(_body, _segment, _segment.c.id == _body.c.segment_id)
    .where(_body.c.agency_id.in_(bindparam("ids", expanding=True)))
)
_BY_STANDING: Final = select(_member.c.standing, func.count().label("people")).group_by(
    _member.c.standing
)
_NOBODYS: Final = select(_segment.c.id).where(_segment.c.key == NOBODYS)


@dataclass(frozen=True, slots=True)
class _Meant:
    """
    Whom conditions mean: the rows of the audience, and how many of them are in each standing.

    `segments` says how many are reachable in each; None when they were counted one by one.
    """

    who: ColumnElement[bool]
    standings: Mapping[str, int]
    agencies: int
    off_line: int
    segments: Mapping[int, int] | None = None


def count(
    database: Database,
    conditions: Conditions,
    *,
    now: datetime,
    is_urgent: bool = False,
    corrects: int | None = None,
) -> Counted:
    """
    How many would be reached now, as nearly as can be told without looking at everybody.

    `corrects` is a notice: then those are meant who got it, or may have got it.
    """
    segments.settle(database)
    with database.read() as connection:
        is_settled = segments.is_settled(connection)
        meant = _meant(connection, conditions)
        if corrects is not None:
            meant = replace(meant, standings=recipients.told(connection, corrects))
        had = 0
        if notice_rules.one_a_day(is_urgent=is_urgent, is_correction=corrects is not None):
            had = _had_about(connection, meant, now)
    people = meant.standings.get(Standing.REACHABLE, 0) - had
    return Counted(people, meant.agencies, _reasons(meant, had), is_settled)


def matching(
    connection: Connection,
    conditions: Conditions,
    *,
    now: datetime,
    is_urgent: bool = False,
    corrects: int | None = None,
    broadcast_id: int | None = None,
) -> Select[tuple[int, int]]:
    """
    `contact_id` and `segment_id` of everybody who is reached now, in the order of their ids.

    It is for this transaction, and looks people through by their ids: ask for a range of them.
    Who changed since people were counted is taken as they were then, so `segments.settle` comes
    before. Who got another notice today is left out (not that of `broadcast_id` itself), unless
    it is urgent or a correction. Two that are written down at once do not see each other.
    """
    who = _meant(connection, conditions).who if corrects is None else recipients.was_told(corrects)
    found = select(_member.c.contact_id, _member.c.segment_id).where(
        who, _member.c.standing == Standing.REACHABLE
    )
    if notice_rules.one_a_day(is_urgent=is_urgent, is_correction=corrects is not None):
        ids = recipients.todays(connection, now, but=broadcast_id)
        found = found.where(not_(recipients.had_one(ids, now)))
    return found.order_by(_member.c.contact_id)


def left_out(
    connection: Connection,
    conditions: Conditions,
    *,
    now: datetime,
    is_urgent: bool = False,
    corrects: int | None = None,
    broadcast_id: int | None = None,
) -> dict[LeftOut, int]:
    """Who is left out and why, exactly; looks at everybody who is meant, so outside a hurry."""
    meant = _meant(connection, conditions)
    if corrects is not None:
        who = recipients.was_told(corrects)
        return _reasons(replace(meant, who=who, standings=_standings(connection, who)), 0)
    had = 0
    if notice_rules.one_a_day(is_urgent=is_urgent, is_correction=False):
        ids = recipients.todays(connection, now, but=broadcast_id)
        had = _had_exactly(connection, meant, ids, now)
    return _reasons(meant, had)


def _meant(connection: Connection, conditions: Conditions) -> _Meant:
    if conditions.agencies:
        return _those_of(connection, conditions)
    rows = connection.execute(_SEGMENTS).all()
    facts = segment_rows.meanings(connection, rows)
    those = [row for row in rows if fit_person(facts[row.key], conditions)]
    kinds = [row for row in those if row.bodies]
    return _Meant(
        who=_in_segments([row.id for row in those], conditions),
        standings={name: sum(getattr(row, name) for row in those) for name in Standing},
        agencies=sum(row.bodies_reached for row in kinds),
        off_line=sum(row.bodies_off_line for row in kinds),
        segments={row.id: row.reachable for row in those},
    )


def _in_segments(ids: Iterable[int], conditions: Conditions) -> ColumnElement[bool]:
    """Not by the index of segments: people are looked through in the order of their ids."""
    segment = _member.c.segment_id + 0
    if conditions.is_about_bodies:
        return segment.in_(bindparam("segments", list(ids), expanding=True, literal_execute=True))
    if conditions.scope is Scope.REGISTERED:
        return segment.not_in(_NOBODYS)
    return true()


def _those_of(connection: Connection, conditions: Conditions) -> _Meant:
    """The few people who speak for certain bodies."""
    wanted = body_facts.living(connection, conditions.agencies)
    rows = connection.execute(_BODIES, {"ids": sorted(wanted)})
    fitting = [row for row in rows if fit_body(row.facts[0], conditions)]
    speak = select(_link.c.contact_id).where(
        _link.c.agency_id.in_(body_facts.family(connection, [row.agency_id for row in fitting])),
        _link.c.role.in_(sorted(MEMBERS)),
        _link.c.contact_id.is_not(None),
    )
    who = _member.c.contact_id.in_(speak)
    return _Meant(
        who=who,
        standings=_standings(connection, who),
        agencies=sum(row.is_reached for row in fitting),
        off_line=sum(not row.is_on_line for row in fitting),
    )


def _standings(connection: Connection, who: ColumnElement[bool]) -> dict[str, int]:
    rows = connection.execute(_BY_STANDING.where(who))
    return {row.standing: row.people for row in rows}


def _had_about(connection: Connection, meant: _Meant, now: datetime) -> int:
    """How many of the reachable had a notice today; nearly right where people are many."""
    if meant.segments is None:
        return _had_exactly(connection, meant, recipients.todays(connection, now), now)
    had = recipients.by_segment(connection, now)
    return sum(min(had[segment], people) for segment, people in meant.segments.items())


def _had_exactly(connection: Connection, meant: _Meant, ids: Sequence[int], now: datetime) -> int:
    if not ids:
        return 0
    had = recipients.had_one(ids, now)
    return _standings(connection, and_(meant.who, had)).get(Standing.REACHABLE, 0)


def _reasons(meant: _Meant, had: int) -> dict[LeftOut, int]:
    reasons = {
        LeftOut.BLOCKED: meant.standings.get(Standing.BLOCKED, 0),
        LeftOut.STOPPED: meant.standings.get(Standing.STOPPED, 0),
        LeftOut.HAD_ONE_TODAY: had,
        LeftOut.NOBODY_ON_LINE: meant.off_line,
    }
    return {reason: number for reason, number in reasons.items() if number}
