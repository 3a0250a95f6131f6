"""
Do once more what ended badly, because an administrator says so: each in one transaction.

What certainly did not arrive is sent with a new key. What may have arrived is sent again only
by somebody who has said that twice is better than not at all. A second press finds that it has
been done.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Connection, Row, bindparam, select, update

from bot.services import auditing, conversing
from bot.services.deadletters import EMPTY, STATES, Kind
from bot.services.decisions import NotPossible
from bot.services.officer import Officer
from bot.services.posting import IS_BLOCKED, PUSH_LIFE_MS
from models.base import Database
from models.inbox import InboxEvent
from models.job import Job
from models.outbox import OutboxMessage
from models.vocabulary import Actor, Channel, InboxState, JobState, OutboxState

ALREADY: Final = NotPossible("letters.refused.already")
EMPTIED: Final = NotPossible("letters.refused.emptied")
BLOCKED: Final = NotPossible("letters.refused.blocked")
TWICE: Final = NotPossible("letters.refused.twice")

_outbox, _inbox, _job = OutboxMessage.__table__, InboxEvent.__table__, Job.__table__
_MESSAGE: Final = select(_outbox).where(_outbox.c.id == bindparam("row"))
_EVENT: Final = select(_inbox).where(_inbox.c.id == bindparam("row"))
_WORK: Final = select(_job).where(_job.c.id == bindparam("row"))


@dataclass(frozen=True, slots=True)
class Again:
    """It is on its way once more; `lane` is the chat to be served, None for work."""

    lane: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for which row to be repeated, and that it may arrive twice."""

    connection: Connection
    row_id: int
    seen: int
    may_arrive_twice: bool
    officer: Officer
    now: datetime

    @property
    def now_ms(self) -> int:
        return _ms(self.now)

    def note(self, act: str, subject: str) -> None:
        """Leave an entry in the record."""
        auditing.note(
            self.connection,
            act,
            f"{subject} {self.row_id}",
            actor=Actor.STAFF,
            actor_id=self.officer.id,
            now=self.now,
        )


def repeat(
    database: Database,
    kind: Kind,
    row_id: int,
    *,
    seen: int,
    may_arrive_twice: bool,
    officer: Officer,
    now: datetime,
) -> Again | NotPossible:
    """Do it once more; `seen` is when it ended as the administrator saw it."""
    with database.write() as connection:
        asked = Asked(connection, row_id, seen, may_arrive_twice, officer, now)
        return _REPEATS[kind](asked)


def _send(asked: Asked) -> Again | NotPossible:
    row = asked.connection.execute(_MESSAGE, {"row": asked.row_id}).one_or_none()
    if row is None or row.state not in STATES[Kind.MESSAGE] or row.settled_ms != asked.seen:
        return ALREADY
    may_have_arrived = row.state == OutboxState.UNCERTAIN or row.is_unclear
    if refusal := _why_not(asked, row, may_have_arrived=may_have_arrived):
        return refusal
    values = {
        "state": OutboxState.WAITING,
        "channel": Channel.PUSH,
        "reply_token": None,
        "retry_key": str(uuid4()),
        "attempts": 0,
        "is_unclear": False,
        "next_ms": asked.now_ms,
        "lease_ms": 0,
        "deadline_ms": asked.now_ms + PUSH_LIFE_MS,
        "settled_ms": None,
        "error": None,
    }
    same = (
        _outbox.c.id == row.id,
        _outbox.c.state == row.state,
        _outbox.c.settled_ms == asked.seen,
    )
    if asked.connection.execute(update(_outbox).where(*same).values(values)).rowcount != 1:
        return ALREADY
    asked.note("letter.sent_twice" if may_have_arrived else "letter.sent_again", "message")
    return Again(row.lane)


def _why_not(
    asked: Asked, row: Row[*tuple[Any, ...]], *, may_have_arrived: bool
) -> NotPossible | None:
    if row.messages in EMPTY:
        return EMPTIED
    if asked.connection.scalar(IS_BLOCKED, {"lane": row.lane}):
        return BLOCKED
    return TWICE if may_have_arrived and not asked.may_arrive_twice else None


def _handle(asked: Asked) -> Again | NotPossible:
    """
    The event is handled once more, by one try. Its reply token is dead, so what must be said
    is pushed; the apology that was made for it makes room, for an event says one thing only.
    """
    row = asked.connection.execute(_EVENT, {"row": asked.row_id}).one_or_none()
    if row is None or row.state != InboxState.FAILED or row.handled_ms != asked.seen:
        return ALREADY
    if row.raw in EMPTY:
        return EMPTIED
    values = {
        "state": InboxState.WAITING,
        "tries": conversing.TRIES - 1,
        "next_ms": 0,
        "reply_token": None,
        "handled_ms": None,
        "error": None,
    }
    same = (_inbox.c.id == row.id, _inbox.c.state == row.state, _inbox.c.handled_ms == asked.seen)
    if asked.connection.execute(update(_inbox).where(*same).values(values)).rowcount != 1:
        return ALREADY
    made_for_it = update(_outbox).where(_outbox.c.inbox_id == row.id)
    asked.connection.execute(made_for_it.values(inbox_id=None))
    asked.note("letter.handled_again", "event")
    return Again(row.lane)


def _work(asked: Asked) -> Again | NotPossible:
    """The work goes on from where it is, in the name of whoever asked for it."""
    row = asked.connection.execute(_WORK, {"row": asked.row_id}).one_or_none()
    if row is None or row.state != JobState.FAILED or _ms(row.ended_at) != asked.seen:
        return ALREADY
    values = {"state": JobState.WAITING, "lease_ms": 0, "ended_at": None, "error": None}
    same = (_job.c.id == row.id, _job.c.state == row.state)
    if asked.connection.execute(update(_job).where(*same).values(values)).rowcount != 1:
        return ALREADY
    asked.note("letter.done_again", "job")
    return Again()


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


_REPEATS: Final[Mapping[Kind, Callable[[Asked], Again | NotPossible]]] = {
    Kind.MESSAGE: _send,
    Kind.EVENT: _handle,
    Kind.JOB: _work,
}
