"""
What ended badly, as an administrator looks at it: messages, events, long work, notices.

Of what was to be said no more is shown than tells what it was about, its figures veiled; of
what somebody wrote nothing at all. Doing it once more is `replaying`'s.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

import orjson
from sqlalchemy import ColumnElement, Row, Select, func, literal_column, select, text

from models.base import Database
from models.broadcast import Broadcast, BroadcastChunk
from models.contact import Contact
from models.inbox import InboxEvent
from models.job import Job
from models.outbox import OutboxMessage
from models.registration import Registration, RegistrationEvent
from models.vocabulary import ChunkState, InboxState, JobState, OutboxState

PAGE: Final = 30
MOST_NOTICES: Final = 20
FIRST_WORDS: Final = 60
EMPTY: Final = frozenset({"[]", "{}"})  # retention, or whoever took it back, emptied it

_outbox, _inbox, _job = OutboxMessage.__table__, InboxEvent.__table__, Job.__table__
_contact, _event, _r = Contact.__table__, RegistrationEvent.__table__, Registration.__table__
_chunk, _notice = BroadcastChunk.__table__, Broadcast.__table__

_FIGURES: Final = re.compile(r"\d")
_ADDRESS: Final = re.compile(r"\S+@\S+")


class Kind(StrEnum):
    """What ended badly."""

    MESSAGE = "message"
    EVENT = "event"
    JOB = "job"


STATES: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.MESSAGE: (OutboxState.FAILED, OutboxState.UNCERTAIN),
    Kind.EVENT: (InboxState.FAILED, InboxState.UNREADABLE),
    Kind.JOB: (JobState.FAILED,),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """Which to show; `before` is the number that the page before ended with."""

    kind: Kind = Kind.MESSAGE
    state: str | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """
    One of them. `about` is what kind of thing it was, `words` what it began with, `contact_id`
    whose chat it is in, `reference` the request it tells of. `error` is what was said of it:
    a key for work, LINE's words or an error's name for the others. `seen` tells one ending
    from a later one. `is_emptied` says that there is nothing left to repeat.
    """

    id: int
    kind: Kind
    state: str
    seen: int
    error: str | None
    about: str = ""
    words: str = ""
    contact_id: int | None = None
    is_blocked: bool = False
    reference: str | None = None
    is_emptied: bool = False
    is_unclear: bool = False

    @property
    def at(self) -> datetime:
        """When it ended."""
        return datetime.fromtimestamp(self.seen / 1000, UTC)

    @property
    def may_arrive_twice(self) -> bool:
        """Whether nobody knows that it did not arrive."""
        return self.state == OutboxState.UNCERTAIN or self.is_unclear

    @property
    def can_repeat(self) -> bool:
        return not (self.is_emptied or self.is_blocked or self.state == InboxState.UNREADABLE)


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice of which some chunks ended badly: how many people these were for."""

    id: int
    title: str
    failed: int
    uncertain: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A page, newest first; `older` is where the next begins, None at the end."""

    letters: tuple[Letter, ...]
    older: int | None
    counts: Mapping[Kind, int]
    notices: tuple[Notice, ...]


def listing(database: Database, wish: Wish) -> Listing:
    """The newest that fit the wish."""
    statement, made = _LISTED[wish.kind]
    statement = statement.where(text(_where(wish.kind, wish.state))).limit(PAGE + 1)
    with database.read() as connection:
        if wish.before is not None:
            statement = statement.where(literal_column(f"{_TABLES[wish.kind]}.id") < wish.before)
        rows = connection.execute(statement).all()
        counts = {kind: connection.scalar(_COUNTS[kind]) or 0 for kind in Kind}
        notices = tuple(Notice(*row) for row in connection.execute(_NOTICES))
    letters = tuple(made(row) for row in rows[:PAGE])
    return Listing(letters, letters[-1].id if len(rows) > PAGE else None, counts, notices)


def words_of(messages: str) -> str:
    """What the first message begins with, without figures and addresses that may be somebody's."""
    found = orjson.loads(messages)
    first = found[0] if found else {}
    told = first.get("altText") or first.get("text") or ""
    veiled = _FIGURES.sub("•", _ADDRESS.sub("•••", " ".join(str(told).split())))
    return veiled if len(veiled) <= FIRST_WORDS else f"{veiled[:FIRST_WORDS]}…"


def _message(row: Row[*tuple[Any, ...]]) -> Letter:
    return Letter(
        id=row.id,
        kind=Kind.MESSAGE,
        state=row.state,
        seen=row.settled_ms,
        error=row.error,
        about=row.channel,
        words=words_of(row.messages),
        contact_id=row.contact_id,
        is_blocked=row.blocked_at is not None,
        reference=row.reference,
        is_emptied=row.messages in EMPTY,
        is_unclear=bool(row.is_unclear),
    )


def _heard(row: Row[*tuple[Any, ...]]) -> Letter:
    return Letter(
        id=row.id,
        kind=Kind.EVENT,
        state=row.state,
        seen=row.handled_ms or row.received_ms,
        error=row.error,
        about=row.kind,
        contact_id=row.contact_id,
        is_emptied=bool(row.is_emptied),
    )


def _work(row: Row[*tuple[Any, ...]]) -> Letter:
    return Letter(
        id=row.id,
        kind=Kind.JOB,
        state=row.state,
        seen=int((row.ended_at or row.created_at).timestamp() * 1000),
        error=row.error,
        about=row.kind,
    )


_TABLES: Final = {Kind.MESSAGE: "outbox", Kind.EVENT: "inbox", Kind.JOB: "jobs"}
# What a partial index of each table holds, word by word: only then may it answer.
_HELD: Final = {
    Kind.MESSAGE: "outbox.state IN ('failed', 'uncertain', 'dropped')",
    Kind.EVENT: "inbox.state IN ('failed', 'unreadable')",
    Kind.JOB: "jobs.state = 'failed'",
}


def _where(kind: Kind, state: str | None = None) -> str:
    chosen = [state] if state in STATES[kind] else STATES[kind]
    words = ", ".join(f"'{word}'" for word in chosen)
    return f"{_HELD[kind]} AND {_TABLES[kind]}.state IN ({words})"


def _newest_first(kind: Kind) -> ColumnElement[int]:
    """
    By an expression, for in the order of its key a whole table would be walked through to
    find the few rows that ended badly.
    """
    return literal_column(f"+{_TABLES[kind]}.id").desc()


_MESSAGES: Final[Select[*tuple[Any, ...]]] = (
    select(
        *(_outbox.c[name] for name in ("id", "state", "settled_ms", "error", "channel")),
        *(_outbox.c[name] for name in ("messages", "is_unclear")),
        _contact.c.id.label("contact_id"),
        _contact.c.blocked_at,
        _r.c.reference,
    )
    .select_from(
        _outbox.outerjoin(_contact, _contact.c.line_id == _outbox.c.lane)
        .outerjoin(_event, _event.c.id == _outbox.c.event_id)
        .outerjoin(_r, _r.c.id == _event.c.registration_id)
    )
    .order_by(_newest_first(Kind.MESSAGE))
)
_EVENTS: Final[Select[*tuple[Any, ...]]] = (
    select(
        *(_inbox.c[name] for name in ("id", "state", "handled_ms", "received_ms", "error", "kind")),
        (_inbox.c.raw == "{}").label("is_emptied"),
        _contact.c.id.label("contact_id"),
    )
    .select_from(_inbox.outerjoin(_contact, _contact.c.line_id == _inbox.c.lane))
    .order_by(_newest_first(Kind.EVENT))
)
_JOBS: Final[Select[*tuple[Any, ...]]] = select(
    *(_job.c[name] for name in ("id", "state", "ended_at", "created_at", "error", "kind"))
).order_by(_newest_first(Kind.JOB))
_LISTED: Final = {
    Kind.MESSAGE: (_MESSAGES, _message),
    Kind.EVENT: (_EVENTS, _heard),
    Kind.JOB: (_JOBS, _work),
}
_COUNTS: Final = {
    kind: text(f"SELECT count(*) FROM {table} WHERE {_where(kind)}")
    for kind, table in _TABLES.items()
}
_NOTICES: Final = (
    select(
        _notice.c.id,
        _notice.c.title,
        func.sum(_chunk.c.size).filter(_chunk.c.state == ChunkState.FAILED),
        func.sum(_chunk.c.size).filter(_chunk.c.state == ChunkState.UNCERTAIN),
    )
    .join_from(_chunk, _notice, _notice.c.id == _chunk.c.broadcast_id)
    .where(text("broadcast_chunks.state IN ('failed', 'uncertain')"))
    .group_by(_notice.c.id, _notice.c.title)
    .order_by(_notice.c.id.desc())
    .limit(MOST_NOTICES)
)
