"""
Texts worded anew by the office: one text with its history, how it is changed and restored.

Every change is a row that stays, and an entry in the audit.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, insert, select

from bot.services import auditing, wording
from bot.services.officer import Officer
from models.base import Database
from models.staff import Staff
from models.vocabulary import Actor
from models.wording import Wording

MOST_EDITS: Final = 50  # of one text's history that are shown

_wordings, _staff = Wording.__table__, Staff.__table__
_HISTORY: Final = (
    select(_wordings.c.id, _wordings.c.text, _wordings.c.at, _staff.c.name)
    .join_from(_wordings, _staff, _staff.c.id == _wordings.c.staff_id)
    .where(_wordings.c.key == bindparam("key"))
    .order_by(_wordings.c.id.desc())
    .limit(MOST_EDITS + 1)
)
_ADD: Final = insert(_wordings)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a text: what it was and became, by whom. `is_restored`: to the shipped one."""

    id: int
    before: str
    text: str
    is_restored: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """
    A text as it stands, the newest change first. `seen_id` is that of the newest change, 0 when
    there was none; `faults` tell why the bot leaves an old wording out and says `shipped`.
    """

    key: str
    shipped: str
    text: str
    seen_id: int
    faults: tuple[str, ...]
    history: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """Done; `is_changed` is False when the text was so already."""

    is_changed: bool


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A colleague changed the text since it was read; nothing was stored."""

    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Faulty:
    """The checks refuse it; what to mend, in Thai."""

    todos: tuple[str, ...]


Outcome = Kept | Overtaken | Faulty


def one(connection: Connection, key: str) -> Standing | None:
    """A text with its history; None when this release has none of that key."""
    if key not in wording.entries():
        return None
    rows = connection.execute(_HISTORY, {"key": key}).all()
    told = [_told(key, row) for row in rows]
    before = [*told, wording.entries()[key]][1:]
    history = tuple(
        Edit(row.id, was, text, row.text is None, row.name, row.at)
        for row, text, was in zip(rows, told, before, strict=True)
    )
    text = told[0] if told else wording.entries()[key]
    return Standing(
        key=key,
        shipped=wording.entries()[key],
        text=text,
        seen_id=rows[0].id if rows else 0,
        faults=wording.faults(connection, key, text) if rows and rows[0].text is not None else (),
        history=history[:MOST_EDITS],
    )


def change(
    database: Database, key: str, text: str, *, officer: Officer, seen_id: int, now: datetime
) -> Outcome:
    """
    Word a text anew. `seen_id` is the newest change that the officer saw.

    Of two in the very same moment both may pass; then the later holds, and both are in the
    history.
    """
    with database.write() as connection:
        newest = _newest(connection, key)
        if newest is not None and newest.id != seen_id:
            return Overtaken(newest.name, newest.at, _told(key, newest))
        wanted = wording.tidied(key, text)
        if todos := wording.faults(connection, key, wanted):
            return Faulty(todos)
        standing = _told(key, newest) if newest is not None else wording.entries()[key]
        if wanted != standing:
            _keep(connection, key, wanted, officer, now)
    return Kept(is_changed=wanted != standing)


def restore(
    database: Database, key: str, *, to: int, officer: Officer, seen_id: int, now: datetime
) -> Outcome:
    """
    Word a text as it was after the change `to`, or as it is shipped when that is 0. A change
    of another text, or one too long ago, changes nothing.
    """
    with database.read() as connection:
        rows = connection.execute(_HISTORY, {"key": key}).all()
    told = {0: wording.entries()[key]} | {row.id: _told(key, row) for row in rows}
    if to not in told:
        return Kept(is_changed=False)
    text = told[to]
    return change(database, key, text, officer=officer, seen_id=seen_id, now=now)


def _newest(connection: Connection, key: str) -> Row[*tuple[Any, ...]] | None:
    return connection.execute(_HISTORY, {"key": key}).first()


def _keep(connection: Connection, key: str, text: str, officer: Officer, now: datetime) -> None:
    is_restored = text == wording.entries()[key]
    values = {
        "key": key,
        "text": None if is_restored else text,
        "staff_id": officer.id,
        "at": now,
    }
    (row_id,) = connection.execute(_ADD, values).inserted_primary_key or (0,)
    auditing.note(
        connection,
        "wording.restored" if is_restored else "wording.changed",
        f"wording {row_id}",
        actor=Actor.STAFF,
        actor_id=officer.id,
        now=now,
        details={"key": key},
    )


def _told(key: str, row: Row[*tuple[Any, ...]]) -> str:
    return wording.entries()[key] if row.text is None else str(row.text)
