"""
Keep count of who can be reached: look anew at whatever triggers marked, and move the counts.

First the bodies that changed, then the people: what is known of a person is what is known of
the bodies they speak for. Marks that were seen go in the same transaction; what is committed
meanwhile leaves a mark of its own.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    Connection,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
)

from bot.services import body_facts, segment_rows
from bot.services.body_facts import IS_KNOWN, Seen
from bot.services.recording import MEMBERS
from bot.services.segment_rows import Moves
from models.agency import Agency
from models.audience import AudienceBody, AudienceMember, StaleMember
from models.base import Database
from models.contact import AgencyContact, Contact
from models.vocabulary import Standing

BATCH: Final = 500  # marks that one transaction looks at
AT_ONCE: Final = 2_000  # marks that whoever asks for a count waits for

_stale, _member, _body = StaleMember.__table__, AudienceMember.__table__, AudienceBody.__table__
_link, _person, _a = AgencyContact.__table__, Contact.__table__, Agency.__table__

_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_SPEAKS: Final = and_(_link.c.role.in_(sorted(MEMBERS)), _link.c.contact_id.is_not(None))

_IS_STALE: Final = select(exists().select_from(_stale))
_TAKE: Final = (
    delete(_stale)
    .where(_stale.c.id.in_(select(_stale.c.id).order_by(_stale.c.id).limit(bindparam("most"))))
    .returning(_stale.c.contact_id, _stale.c.agency_id)
)
_STANDING: Final = case(
    (_person.c.blocked_at.is_not(None), literal(Standing.BLOCKED)),
    (_person.c.notices_stopped_at.is_not(None), literal(Standing.STOPPED)),
    else_=literal(Standing.REACHABLE),
)
_PEOPLE: Final = select(_person.c.id, _STANDING.label("standing")).where(
    _person.c.id.in_(_IDS), IS_KNOWN
)
_KINDS: Final = (
    select(_link.c.contact_id, _body.c.segment_id)
    .join_from(_link, _a, _a.c.id == _link.c.agency_id)
    .join(_body, _body.c.agency_id == func.coalesce(_a.c.merged_into, _a.c.id))
    .where(_link.c.contact_id.in_(_IDS), _SPEAKS)
    .distinct()
)
_MEMBERS: Final = select(_member).where(_member.c.contact_id.in_(_IDS))
_BODIES: Final = select(_body).where(_body.c.agency_id.in_(_IDS))
_DROP_MEMBERS: Final = delete(_member).where(_member.c.contact_id.in_(_IDS))
_DROP_BODIES: Final = delete(_body).where(_body.c.agency_id.in_(_IDS))
_ADD_MEMBERS: Final = insert(_member)
_ADD_BODIES: Final = insert(_body)
_MARK_PEOPLE: Final = insert(_stale).from_select(
    ["contact_id"],
    select(_link.c.contact_id).where(_link.c.agency_id.in_(_IDS), _SPEAKS).distinct(),
)
_MARK_BODIES: Final = insert(_stale).from_select(
    ["agency_id"],
    select(_link.c.agency_id).where(_link.c.contact_id.in_(_IDS), _SPEAKS).distinct(),
)


def fold(database: Database, *, most: int = BATCH) -> int:
    """Look at up to `most` marks, the oldest first; how many there were."""
    with database.read() as connection:
        if is_settled(connection):
            return 0
    with database.write(beside=True) as connection:
        segment_rows.alone(connection)
        marks = connection.execute(_TAKE, {"most": most}).all()
        _fold_bodies(connection, {mark.agency_id for mark in marks} - {None})
        _fold_people(connection, {mark.contact_id for mark in marks} - {None})
        return len(marks)


def settle(database: Database, *, most: int = AT_ONCE) -> None:
    """Look at all marks, but not at many more than `most` of them."""
    seen = found = fold(database)
    while found and seen < most:
        found = fold(database)
        seen += found


def is_settled(connection: Connection) -> bool:
    """Whether everything that changed has been looked at."""
    return not connection.scalar(_IS_STALE)


def _fold_bodies(connection: Connection, marked: Collection[int]) -> None:
    if not marked:
        return
    ids = set(marked) | body_facts.living(connection, marked)
    seen = body_facts.look(connection, ids)
    after = _as_bodies(connection, {i: body for i, body in seen.items() if body.is_known})
    before = {row.agency_id: row._asdict() for row in connection.execute(_BODIES, {"ids": ids})}
    changed = {i for i in ids if before.get(i) != after.get(i)}
    if not changed:
        return
    moves = Moves()
    for agency_id in changed:
        _count_body(moves, before.get(agency_id), -1)
        _count_body(moves, after.get(agency_id), 1)
    _replace(connection, _DROP_BODIES, _ADD_BODIES, changed, after)
    moves.carry_out(connection)
    different = {i for i in changed if _segment(before.get(i)) != _segment(after.get(i))}
    theirs = different.union(*(seen[i].family for i in different if i in seen))
    connection.execute(_MARK_PEOPLE, {"ids": sorted(theirs)})


def _as_bodies(connection: Connection, seen: Mapping[int, Seen]) -> dict[int, dict[str, Any]]:
    kinds = {agency_id: [body.facts] for agency_id, body in seen.items()}
    segments = segment_rows.numbers(connection, kinds.values())
    return {
        agency_id: {
            "agency_id": agency_id,
            "segment_id": segments[segment_rows.key(kinds[agency_id])],
            "is_reached": body.reached > 0,
            "is_on_line": body.on_line > 0,
        }
        for agency_id, body in seen.items()
    }


def _count_body(moves: Moves, row: Mapping[str, Any] | None, by: int) -> None:
    if row is None:
        return
    counts = ["bodies"]
    if row["is_reached"]:
        counts.append("bodies_reached")
    if not row["is_on_line"]:
        counts.append("bodies_off_line")
    moves.add(row["segment_id"], counts, by)


def _fold_people(connection: Connection, marked: Collection[int]) -> None:
    if not marked:
        return
    ids = {"ids": sorted(marked)}
    after = _as_members(connection, ids)
    before = {row.contact_id: row._asdict() for row in connection.execute(_MEMBERS, ids)}
    changed = {i for i in marked if before.get(i) != after.get(i)}
    if not changed:
        return
    moves = Moves()
    for row in (before[i] for i in changed if i in before):
        moves.add(row["segment_id"], [row["standing"]], -1)
    for row in (after[i] for i in changed if i in after):
        moves.add(row["segment_id"], [row["standing"]], 1)
    _replace(connection, _DROP_MEMBERS, _ADD_MEMBERS, changed, after)
    moves.carry_out(connection)
    # Whether a body is reached hangs on whether they are.
    turned = [i for i in changed if i in before and _standing(before[i]) != _standing(after.get(i))]
    connection.execute(_MARK_BODIES, {"ids": sorted(turned)})


def _as_members(connection: Connection, ids: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    bodies: dict[int, set[int]] = {}
    for row in connection.execute(_KINDS, ids):
        bodies.setdefault(row.contact_id, set()).add(row.segment_id)
    segments = _segments(connection, {frozenset(kinds) for kinds in bodies.values()})
    return {
        row.id: {
            "contact_id": row.id,
            "segment_id": segments[frozenset(bodies.get(row.id, ()))],
            "standing": row.standing,
        }
        for row in connection.execute(_PEOPLE, ids)
    }


def _segments(connection: Connection, kinds: Iterable[frozenset[int]]) -> dict[frozenset[int], int]:
    """The segment of who speaks for bodies of these kinds: that of the one, or of all together."""
    several = [kind for kind in kinds if len(kind) > 1]
    facts = segment_rows.facts_of(connection, frozenset().union(*several)) if several else {}
    united = {
        kind: segment_rows.united(body for one in kind for body in facts[one]) for kind in several
    }
    united[frozenset()] = []
    known = segment_rows.numbers(connection, united.values())
    single = {kind: next(iter(kind)) for kind in kinds if len(kind) == 1}
    return single | {kind: known[segment_rows.key(bodies)] for kind, bodies in united.items()}


def _replace(
    connection: Connection,
    drop: Any,
    add: Any,
    changed: Collection[int],
    after: Mapping[int, Mapping[str, Any]],
) -> None:
    connection.execute(drop, {"ids": sorted(changed)})
    rows = [after[i] for i in sorted(changed) if i in after]
    if rows:
        connection.execute(add, rows)


def _segment(row: Mapping[str, Any] | None) -> Any:
    return row["segment_id"] if row else None


def _standing(row: Mapping[str, Any] | None) -> Any:
    return row["standing"] if row else None
