"""Selections of the queue that a member of staff keeps and comes back to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.services import auditing
from bot.services.officer import Officer
from bot.services.selection import Selection
from models.base import Database
from models.staff import SavedView
from models.vocabulary import Actor

MOST: Final = 20
NAME_LENGTH: Final = 40

_view = SavedView.__table__
_MINE: Final = (
    select(_view.c.id, _view.c.name, _view.c.query)
    .where(_view.c.staff_id == bindparam("staff_id"))
    .order_by(_view.c.id)
)


@dataclass(frozen=True, slots=True)
class View:
    """A selection somebody kept, under the name they gave it."""

    id: int
    name: str
    selection: Selection


def mine(connection: Connection, officer: Officer) -> tuple[View, ...]:
    """What this member of staff kept, first kept first."""
    rows = connection.execute(_MINE, {"staff_id": officer.id})
    return tuple(
        View(row.id, row.name, Selection.parse(dict(parse_qsl(row.query)))) for row in rows
    )


def keep(
    database: Database, name: str, selection: Selection, *, officer: Officer, now: datetime
) -> str | None:
    """
    Keep a selection; under a name that is taken it takes the other's place.

    Returns the key of what hinders it: no name, or as many as one may keep.
    """
    name = " ".join(name.split())[:NAME_LENGTH]
    if not name:
        return "queue.views.nameless"
    query = urlencode(selection.query())
    with database.write() as connection:
        known = {view.name: view.id for view in mine(connection, officer)}
        if name not in known and len(known) >= MOST:
            return "queue.views.full"
        if name in known:
            connection.execute(update(_view).where(_view.c.id == known[name]).values(query=query))
        else:
            values = {"staff_id": officer.id, "name": name, "query": query, "created_at": now}
            connection.execute(insert(_view), values)
        _note(connection, "view.kept", officer, now)
    return None


def drop(database: Database, view_id: int, *, officer: Officer, now: datetime) -> bool:
    """Forget one; False when it is none of theirs."""
    theirs = (_view.c.id == view_id, _view.c.staff_id == officer.id)
    with database.write() as connection:
        if connection.execute(delete(_view).where(*theirs)).rowcount == 0:
            return False
        _note(connection, "view.dropped", officer, now)
    return True


def _note(connection: Connection, action: str, officer: Officer, now: datetime) -> None:
    auditing.note(
        connection, action, f"staff {officer.id}", actor=Actor.STAFF, actor_id=officer.id, now=now
    )
