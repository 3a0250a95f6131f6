"""
Correct what a body is called, what kind it is and where it is.

From then on the body is the office's own: the shipped list no longer changes it. Two officers
at once: the first one's words stand, the second is told who and when.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, bindparam, select, update

from bot.services import directory, recording
from bot.services.decisions import NotPossible
from bot.services.officer import Officer
from bot.services.recording import Act
from models.agency import Agency
from models.audit import AuditEntry
from models.base import Database
from models.lifecycle import OPEN
from models.registration import Registration
from models.sorting import thai_key
from models.staff import Staff
from models.vocabulary import Actor, AgencyCategory, Change

LONGEST_NAME: Final = 200
MOST_KEYS: Final = 2_000  # characters of all further names

_a, _r = Agency.__table__, Registration.__table__
_audit, _staff = AuditEntry.__table__, Staff.__table__

_BY_CODE: Final = select(_a).where(_a.c.code == bindparam("code")).with_for_update()
_CALLED_SO: Final = select(_a.c.code, _a.c.name).where(
    _a.c.folded == bindparam("folded"), _a.c.id != bindparam("row")
)
_FIELDS: Final = ("name", "folded", "category", "province", "keys", "searched", "sorted_as")
_WRITE: Final = (
    update(_a)
    .where(_a.c.id == bindparam("row"))
    .values({name: bindparam(name) for name in _FIELDS} | {"edited_at": bindparam("at")})
)
_OPEN: Final = select(_r.c.id).where(
    _r.c.agency_id == bindparam("agency_id"), _r.c.status.in_(sorted(OPEN))
)
_LAST_HAND: Final = (
    select(_staff.c.name)
    .join_from(_audit, _staff, _staff.c.id == _audit.c.actor_id)
    .where(_audit.c.subject == bindparam("subject"), _audit.c.actor == Actor.STAFF)
    .order_by(_audit.c.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a body is called and what it is; `keys` are its further names."""

    name: str
    category: AgencyCategory
    province: str | None
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """The body's row says so now."""

    code: str


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody was quicker: who, and when."""

    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """Another body has this name."""

    code: str
    name: str


def edit(
    database: Database,
    code: str,
    particulars: Particulars,
    *,
    officer: Officer,
    seen: str,
    now: datetime,
) -> Written | Overtaken | Taken | NotPossible:
    """Write a body's particulars, unless it is not as it was `seen` any more."""
    with database.write() as connection:
        act = recording.by_officer(connection, officer, now)
        row = connection.execute(_BY_CODE, {"code": code}).one_or_none()
        if row is None or row.merged_into is not None:
            return NotPossible("bodies.refused.gone")
        if seen != (row.edited_at.isoformat() if row.edited_at else ""):
            by = connection.scalar(_LAST_HAND, {"subject": f"agency {row.id}"})
            return Overtaken(by, row.edited_at or now)
        return _write(act, row, particulars)


def _write(act: Act, row: Row[*tuple[Any, ...]], particulars: Particulars) -> Written | Taken:
    folded = directory.folded(particulars.name)
    other = act.connection.execute(_CALLED_SO, {"folded": folded, "row": row.id}).one_or_none()
    if other is not None:
        return Taken(other.code, other.name)
    keys = particulars.keys
    if folded != row.folded:
        # Contacts go on calling it what it was called.
        keys = tuple(dict.fromkeys((*keys, row.name)))
    values = {
        "name": particulars.name,
        "folded": folded,
        "category": particulars.category,
        "province": particulars.province,
        "keys": "\n".join(keys),
    }
    changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
    values["searched"] = directory.searched(particulars.name, keys)
    values["sorted_as"] = thai_key(particulars.name)
    act.connection.execute(_WRITE, values | {"row": row.id, "at": act.now})
    _note(act, row.id, changed)
    return Written(row.code)


def _note(act: Act, agency_id: int, changed: list[str]) -> None:
    details = {"fields": [name for name in changed if name != "folded"]}
    open_id = act.connection.scalar(_OPEN, {"agency_id": agency_id})
    case = recording.find_row(act, open_id) if open_id else None
    if case is not None and changed:
        recording.enter(act, case, Change.AGENCY, before=case.status, details=details)
    recording.audit(act, "agency.edited", f"agency {agency_id}", details)
