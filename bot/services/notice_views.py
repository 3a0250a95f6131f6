"""Notices as an officer sees them on LINE, and which officer a LINE account is."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, or_, select

from bot.services import notice_calls, notices
from bot.services.conditions import Conditions, Scope
from bot.services.notices import ANNOUNCING, Notice
from bot.services.officer import Officer
from handlers.facts import NoticeView
from handlers.saying import Words
from models.broadcast import Broadcast
from models.contact import Contact
from models.staff import Staff
from models.vocabulary import BroadcastState, ChunkState, Role

S = BroadcastState

LOOKED_BACK: Final = timedelta(hours=12)  # how long what is over is still asked after
MOST: Final = 5
ON_THE_WAY: Final = (S.PENDING, S.READY, S.PREPARING, S.SENDING, S.PAUSED)
# Kinds of conditions whose words all have a label; others are only said to be there.
LABELLED: Final[Mapping[str, str]] = {
    "categories": "category",
    "apps": "app",
    "statuses": "status",
    "app_statuses": "app_status",
}
UNNAMED: Final = ("provinces", "agencies", "tags")

_staff, _person, _b = Staff.__table__, Contact.__table__, Broadcast.__table__
_OFFICER: Final = select(_staff.c.id, _staff.c.name, _staff.c.role).where(
    _staff.c.left_at.is_(None)
)
_OF_CONTACT: Final = _OFFICER.where(_staff.c.contact_id == bindparam("person"))
_BY_ID: Final = _OFFICER.where(_staff.c.id == bindparam("row"))
_NEWEST: Final = (
    select(_b.c.id)
    .where(
        or_(
            _b.c.state.in_(sorted(ON_THE_WAY)),
            _b.c.ended_ms > bindparam("after", type_=_b.c.ended_ms.type),
        )
    )
    .order_by(_b.c.id.desc())
    .limit(MOST)
)
_BOUND: Final = (
    select(_staff.c.id, _person.c.line_id)
    .join_from(_staff, _person, _person.c.id == _staff.c.contact_id)
    .where(_staff.c.left_at.is_(None), _staff.c.role.in_(sorted(ANNOUNCING)))
    .order_by(_staff.c.id)
)


def officer_of(connection: Connection, contact_id: int | None) -> Officer | None:
    """The member of staff whose account it is; nobody's once they have left."""
    return _officer(connection, _OF_CONTACT, {"person": contact_id})


def officer_by_id(connection: Connection, staff_id: int) -> Officer | None:
    """A member of staff, if they are still here."""
    return _officer(connection, _BY_ID, {"row": staff_id})


def bound(connection: Connection) -> dict[int, str]:
    """The chats of those who may announce and are here, by their number."""
    return {row.id: row.line_id for row in connection.execute(_BOUND)}


def recent(connection: Connection, *, now: datetime, staff_id: int) -> tuple[NoticeView, ...]:
    """What is on its way, or was a moment ago, newest first."""
    after = int((now - LOOKED_BACK).timestamp() * 1000)
    rows = connection.scalars(_NEWEST, {"after": after}).all()
    found = (notices.find(connection, row) for row in rows)
    return tuple(view(connection, notice, staff_id) for notice in found if notice is not None)


def view(connection: Connection, notice: Notice, staff_id: int) -> NoticeView:
    """A notice as this member of staff sees it, with how far its sending is."""
    progress = notice_calls.progress(connection, notice.id)
    return NoticeView(
        id=notice.id,
        version=notice.version,
        state=notice.state,
        title=notice.content.title,
        author=notice.author,
        reach=tuple(_reach(notice)),
        people=progress.total or notice.expected or 0,
        told=progress.of(ChunkState.SENT),
        failed=progress.of(ChunkState.FAILED, ChunkState.UNCERTAIN, ChunkState.STOPPED),
        note=notice.note or "",
        why=notice.paused_why or "",
        is_mine=staff_id in notice.editors,
    )


def _officer(connection: Connection, query: Any, values: Mapping[str, Any]) -> Officer | None:
    row = connection.execute(query, values).one_or_none()
    return Officer(row.id, row.name, Role(row.role)) if row else None


def _reach(notice: Notice) -> Iterator[Words]:
    conditions: Conditions = notice.content.conditions
    if notice.corrects_id is not None:
        yield Words("announce.reach.corrected")
        return
    for kind, label in LABELLED.items():
        yield from (Words(f"label.{label}.{word}") for word in sorted(getattr(conditions, kind)))
    if any(getattr(conditions, kind) for kind in UNNAMED):
        yield Words("announce.reach.more")
    if not conditions.is_about_bodies:
        everyone = conditions.scope is Scope.EVERYONE
        yield Words("choice.reach.everyone" if everyone else "choice.reach.registered")
