"""Notices as they are kept: one, and the newest of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, select

from bot.line.cards.announcing import Announcement
from bot.services.conditions import Conditions
from models.broadcast import Broadcast
from models.staff import Staff
from models.vocabulary import BroadcastState, Role

# Who may write, send and steer notices.
ANNOUNCING: Final = frozenset({Role.ANNOUNCER, Role.ADMIN})
PER_PAGE: Final = 30
NOTHING_ASKED: Final = Conditions()

_b, _staff = Broadcast.__table__, Staff.__table__
_author, _approver, _changer = (_staff.alias(name) for name in ("author", "approver", "changer"))
_WHOLE: Final = (
    select(
        _b,
        _author.c.name.label("author"),
        _approver.c.name.label("approver"),
        _changer.c.name.label("changed_by"),
    )
    .join_from(_b, _author, _author.c.id == _b.c.author_id)
    .outerjoin(_approver, _approver.c.id == _b.c.approver_id)
    .outerjoin(_changer, _changer.c.id == _b.c.changed_by_id)
)
_ONE: Final = _WHOLE.where(_b.c.id == bindparam("row"))
# Locked, so that two officers act one after the other; SQLite has one writer anyway.
_TO_ACT_ON: Final = _ONE.with_for_update(of=_b)
_NEWEST: Final = (
    _WHOLE.where(_b.c.id < bindparam("before"), _b.c.state != BroadcastState.CANCELLED)
    .order_by(_b.c.id.desc())
    .limit(PER_PAGE + 1)
)
_WAITING: Final = (
    _WHOLE.where(_b.c.state == BroadcastState.PENDING).order_by(_b.c.id).limit(PER_PAGE)
)
END: Final = 2**31 - 1


class Place(StrEnum):
    """Where a notice was written."""

    CONSOLE = "console"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Content:
    """
    What a notice says, to whom, when. `link` is an address (https or tel), `guide:` with an
    app, or `status`.
    """

    title: str = ""
    body: str = ""
    button: str | None = None
    link: str | None = None
    is_urgent: bool = False
    conditions: Conditions = NOTHING_ASKED
    send_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice and where it stands. `editors` had a hand in it; see the model for the rest."""

    id: int
    state: BroadcastState
    version: int
    origin: Place
    content: Content
    author_id: int
    author: str
    editors: frozenset[int]
    created_at: datetime
    edited_at: datetime
    changed_by_id: int | None = None
    changed_by: str | None = None
    changed_how: str | None = None
    tested_at: datetime | None = None
    submitted_at: datetime | None = None
    approver: str | None = None
    approved_at: datetime | None = None
    note: str | None = None
    paused_why: str | None = None
    messages: str | None = None
    expected: int | None = None
    recipients: int = 0
    reach: Mapping[str, int] | None = None
    left_out: Mapping[str, int] | None = None
    started_ms: int | None = None
    ended_ms: int | None = None
    corrects_id: int | None = None

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None


def announcement(notice: Notice) -> Announcement:
    """What its card says."""
    content = notice.content
    return Announcement(
        title=content.title,
        body=content.body,
        button=content.button,
        link=content.link,
        is_correction=notice.corrects_id is not None,
        is_urgent=content.is_urgent,
    )


def find(connection: Connection, notice_id: int) -> Notice | None:
    """The notice with this number."""
    row = connection.execute(_ONE, {"row": notice_id}).one_or_none()
    return made(row) if row else None


def to_act_on(connection: Connection, notice_id: int) -> Notice | None:
    """The same, held until the transaction ends."""
    row = connection.execute(_TO_ACT_ON, {"row": notice_id}).one_or_none()
    return made(row) if row else None


def newest(connection: Connection, *, before: int = END) -> tuple[tuple[Notice, ...], bool]:
    """The newest notices, those called off left out, and whether there are older ones."""
    rows = connection.execute(_NEWEST, {"before": before}).all()
    return tuple(made(row) for row in rows[:PER_PAGE]), len(rows) > PER_PAGE


def waiting_for(connection: Connection, staff_id: int) -> tuple[Notice, ...]:
    """Those that this member of staff may approve now, oldest first."""
    rows = connection.execute(_WAITING).all()
    return tuple(notice for notice in map(made, rows) if staff_id not in notice.editors)


def made(row: Row[*tuple[Any, ...]]) -> Notice:
    """A notice from its row."""
    content = Content(
        title=row.title,
        body=row.body,
        button=row.button,
        link=row.link,
        is_urgent=row.is_urgent,
        conditions=Conditions.from_json(row.conditions),
        send_ms=row.send_ms,
    )
    same = {name: row._mapping[name] for name in _SAME}
    return Notice(
        state=BroadcastState(row.state),
        origin=Place(row.origin),
        content=content,
        editors=frozenset({row.author_id, *row.editors}),
        **same,
    )


_SAME: Final = (
    *("id", "version", "author_id", "author", "created_at", "edited_at", "changed_by_id"),
    *("changed_by", "changed_how", "tested_at", "submitted_at", "approver", "approved_at"),
    *("note", "paused_why", "messages", "expected", "recipients", "reach", "left_out"),
    *("started_ms", "ended_ms", "corrects_id"),
)
