"""
Two rows that are one body: one takes over the other's requests, contacts, names and tags.

The other row stays, says what it lives on in, and is offered to nobody any more. Two open
requests must become one before; the database would refuse them anyway.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, bindparam, or_, select, update

from bot.services import directory, recording, tags
from bot.services.decisions import NotPossible
from bot.services.naming import MOST_KEYS
from bot.services.officer import Officer
from bot.services.recording import MEMBERS, Act
from models.agency import Agency
from models.base import Database
from models.contact import AgencyContact
from models.lifecycle import OPEN
from models.registration import Registration
from models.vocabulary import Change, ContactRole

_a, _link, _r = Agency.__table__, AgencyContact.__table__, Registration.__table__

_ONE: Final = select(_a).where(_a.c.code == bindparam("code"), _a.c.merged_into.is_(None))
_KEPT: Final = _ONE.with_for_update()  # from others, until the transaction ends
_REQUESTS: Final = (
    select(_r.c.id, _r.c.reference, _r.c.status)
    .where(_r.c.agency_id == bindparam("agency_id"))
    .order_by(_r.c.id)
)
_LINKS: Final = (
    select(_link.c.id, _link.c.contact_id, _link.c.role)
    .where(_link.c.agency_id == bindparam("agency_id"))
    .order_by(_link.c.id)
)
_MOVE_REQUEST: Final = (
    update(_r)
    .where(_r.c.id == bindparam("row"))
    .values(agency_id=bindparam("to"), version=_r.c.version + 1)
)
_MOVE_LINK: Final = (
    update(_link)
    .where(_link.c.id == bindparam("row"))
    .values(agency_id=bindparam("to"), role=bindparam("as_role"))
)
_APPOINT: Final = (
    update(_link).where(_link.c.id == bindparam("row")).values(role=bindparam("as_role"))
)
_ABSORB: Final = (
    update(_a)
    .where(or_(_a.c.id == bindparam("row"), _a.c.merged_into == bindparam("row")))
    .values(merged_into=bindparam("to"), edited_at=bindparam("at"))
)
_CALL: Final = (
    update(_a)
    .where(_a.c.id == bindparam("row"))
    .values({name: bindparam(name) for name in ("keys", "searched", "edited_at")})
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what it is called, and what would move with it."""

    code: str
    name: str
    requests: int
    members: int
    open_reference: str | None


@dataclass(frozen=True, slots=True)
class Prospect:
    """What uniting two bodies would do."""

    gone: Side
    kept: Side

    @property
    def is_possible(self) -> bool:
        return not (self.gone.open_reference and self.kept.open_reference)


@dataclass(frozen=True, slots=True)
class United:
    """Done: everything is under this code now."""

    code: str


def prospect(database: Database, code: str, *, into: str) -> Prospect | None:
    """What would happen; None when these are not two bodies."""
    with database.read() as connection:
        gone, kept = _pair(connection, code, into)
        if gone is None or kept is None:
            return None
        return Prospect(_side(connection, gone), _side(connection, kept))


def unite(
    database: Database, code: str, *, into: str, officer: Officer, now: datetime
) -> United | NotPossible:
    """Let one body live on in another."""
    with database.write() as connection:
        act = recording.by_officer(connection, officer, now)
        gone, kept = _pair(connection, code, into, asking=_KEPT)
        if gone is None or kept is None:
            return NotPossible("bodies.refused.gone")
        sides = (_side(connection, gone), _side(connection, kept))
        if not Prospect(*sides).is_possible:
            return NotPossible("bodies.refused.both_open")
        _move_requests(act, gone.id, kept.id)
        _move_contacts(act, gone.id, kept.id)
        tags.move(connection, gone=gone.id, kept=kept.id)
        _call(act, gone, kept)
        recording.audit(act, "agency.merged", f"agency {gone.id}", {"into": kept.id})
        recording.audit(act, "agency.absorbed", f"agency {kept.id}", {"from": gone.id})
        return United(kept.code)


def _pair(
    connection: Connection, code: str, into: str, *, asking: Select[*tuple[Any, ...]] = _ONE
) -> Sequence[Row[*tuple[Any, ...]] | None]:
    """Both rows, in one order, so that two officers who keep them cannot block each other."""
    if code == into or not into.isprintable():
        return (None, None)
    rows = {c: connection.execute(asking, {"code": c}).one_or_none() for c in sorted((code, into))}
    return (rows[code], rows[into])


def _side(connection: Connection, row: Row[*tuple[Any, ...]]) -> Side:
    requests = connection.execute(_REQUESTS, {"agency_id": row.id}).all()
    links = connection.execute(_LINKS, {"agency_id": row.id}).all()
    return Side(
        code=row.code,
        name=row.name,
        requests=len(requests),
        members=sum(link.role in MEMBERS for link in links),
        open_reference=next((one.reference for one in requests if one.status in OPEN), None),
    )


def _move_requests(act: Act, gone: int, kept: int) -> None:
    details = {"from": gone, "to": kept}
    for request in act.connection.execute(_REQUESTS, {"agency_id": gone}).all():
        act.connection.execute(_MOVE_REQUEST, {"row": request.id, "to": kept})
        case = recording.find_row(act, request.id)
        assert case is not None, "a request that was just moved is gone"
        recording.enter(act, case, Change.AGENCY, before=case.status, details=details)


def _move_contacts(act: Act, gone: int, kept: int) -> None:
    """Whoever spoke for the one speaks for the other, which keeps its own main contact."""
    there = act.connection.execute(_LINKS, {"agency_id": kept}).all()
    known = {link.contact_id: link for link in there if link.contact_id is not None}
    has_main = any(link.role == ContactRole.MAIN for link in there)
    for link in act.connection.execute(_LINKS, {"agency_id": gone}).all():
        is_second = link.role == ContactRole.MAIN and has_main
        role = ContactRole.DEPUTY if is_second else link.role
        same = known.get(link.contact_id)
        if same is None:
            act.connection.execute(_MOVE_LINK, {"row": link.id, "to": kept, "as_role": role})
            continue
        # One person has one part in a body: the row that is there already gets the better one.
        act.connection.execute(_APPOINT, {"row": link.id, "as_role": ContactRole.FORMER})
        if role in MEMBERS and same.role not in MEMBERS:
            act.connection.execute(_APPOINT, {"row": same.id, "as_role": role})


def _call(act: Act, gone: Row[*tuple[Any, ...]], kept: Row[*tuple[Any, ...]]) -> None:
    """The names of the one become further names of the other."""
    own = directory.keys_of(kept.keys)
    keys = _fitting((*own, gone.name, *directory.keys_of(gone.keys)), but=kept.name)
    searched = directory.searched(kept.name, keys)
    names = {"row": kept.id, "keys": "\n".join(keys), "searched": searched}
    act.connection.execute(_CALL, names | {"edited_at": act.now})
    act.connection.execute(_ABSORB, {"row": gone.id, "to": kept.id, "at": act.now})


def _fitting(keys: Iterable[str], *, but: str) -> tuple[str, ...]:
    """As many names as there is room for, each once."""
    kept: list[str] = []
    room = MOST_KEYS
    for key in dict.fromkeys(keys):
        if key != but and len(key) < room:
            kept.append(key)
            room -= len(key) + 1
    return tuple(kept)
