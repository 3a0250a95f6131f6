"""Send a notice to staff first, on their own LINE accounts, marked as a trial."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson
from sqlalchemy import Connection, bindparam, select

from bot.line.cards.announcing import announce
from bot.services import broadcasting, notice_texts, notices, posting
from bot.services.broadcasting import Done, Refused, Stale
from bot.services.notice_steps import UNKNOWN, Step, Verb
from bot.services.notices import ANNOUNCING, Notice
from bot.services.officer import Officer
from messages_th import Catalogue
from models.base import Database
from models.contact import Contact
from models.staff import Staff

_staff, _person = Staff.__table__, Contact.__table__
_BOUND: Final = (
    select(_staff.c.id, _staff.c.name, _person.c.line_id)
    .join_from(_staff, _person, _person.c.id == _staff.c.contact_id)
    .where(
        _staff.c.left_at.is_(None),
        _staff.c.role.in_(sorted(ANNOUNCING)),
        _person.c.blocked_at.is_(None),
    )
    .order_by(_staff.c.name)
)
_CHOSEN: Final = _BOUND.where(_staff.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """Sent to these colleagues; `lanes` are their chats, which something waits for."""

    notice: Notice
    names: tuple[str, ...]
    lanes: tuple[str, ...] = ()


def colleagues(connection: Connection) -> tuple[tuple[int, str], ...]:
    """Who can be sent a trial: announcing staff who bound their LINE account."""
    return tuple((row.id, row.name) for row in connection.execute(_BOUND))


def rehearse(
    database: Database,
    notice_id: int,
    *,
    to: Iterable[int],
    officer: Officer,
    seen: int,
    catalogue: Catalogue,
    now: datetime,
) -> Rehearsed | Stale | Refused:
    """Put a trial of the notice into the chats of these members of staff."""
    with database.write() as connection:
        return rehearse_in(
            connection,
            notice_id,
            to=to,
            officer=officer,
            seen=seen,
            catalogue=catalogue,
            now=now,
        )


def rehearse_in(
    connection: Connection,
    notice_id: int,
    *,
    to: Iterable[int],
    officer: Officer,
    seen: int,
    catalogue: Catalogue,
    now: datetime,
) -> Rehearsed | Stale | Refused:
    """The same within a transaction."""
    notice = notices.find(connection, notice_id)
    if notice is None:
        return UNKNOWN
    if notice_texts.faults(notice.content):
        return Refused("broadcast.refused.unfit")
    chosen = connection.execute(_CHOSEN, {"ids": list(to)}).all()
    if not chosen:
        return Refused("broadcast.refused.nobody_bound")
    outcome = broadcasting.perform_in(
        connection, notice_id, Step(Verb.TEST), officer=officer, seen=seen, now=now
    )
    if not isinstance(outcome, Done):
        return outcome
    names = tuple(row.name for row in chosen)
    if outcome.is_repeat:
        return Rehearsed(outcome.notice, names)
    messages = _marked(notice, catalogue)
    at = int(now.timestamp() * 1000)
    lanes = tuple(row.line_id for row in chosen)
    for lane in lanes:
        posting.push(connection, lane, messages=messages, now_ms=at)
    return Rehearsed(outcome.notice, names, lanes)


def _marked(notice: Notice, catalogue: Catalogue) -> str:
    mark: dict[str, Any] = {"type": "text", "text": catalogue.text("notice_card.trial")}
    return orjson.dumps([mark, *announce(notices.announcement(notice), catalogue)]).decode()
