"""
What becomes of everything that was under way in a copy of the database that is brought back.

Each is one statement, so that it can be part of the transaction that brings the copy back,
wherever that runs.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Executable, delete, func, select, update

from bot.services.notice_rules import BY_OFFICER
from models.broadcast import Broadcast, BroadcastChunk
from models.inbox import InboxEvent
from models.job import Job
from models.outbox import OutboxMessage
from models.staff import OneTimeCode, StaffSession
from models.vocabulary import BroadcastState, ChunkState, InboxState, JobState, OutboxState

RESTORED: Final = "restored"
KEY_LIFE_MS: Final = 84_600_000  # 23.5 h; LINE: a retry key is remembered for 24 h

_inbox, _outbox, _job = InboxEvent.__table__, OutboxMessage.__table__, Job.__table__
_broadcast, _chunk = Broadcast.__table__, BroadcastChunk.__table__
_session, _code = StaffSession.__table__, OneTimeCode.__table__

_OPEN_CHUNKS: Final = (ChunkState.WAITING, ChunkState.ATTEMPTING)
_STARTED: Final = (
    select(_broadcast.c.started_ms)
    .where(_broadcast.c.id == _chunk.c.broadcast_id)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What is decided about which table, and how that is told."""

    what: str
    table: str
    statement: Executable


STATEMENTS: Final = (
    # Asked once more with the key or token it had: LINE takes it once, whoever asked before.
    Statement(
        "messages that may have been sent since: asked again by the same key, sent once",
        "outbox",
        update(_outbox)
        .where(_outbox.c.state.in_((OutboxState.WAITING, OutboxState.ATTEMPTING)))
        .values(is_unclear=True),
    ),
    # It was handled and answered since, most likely; whoever knows better lets it be again.
    Statement(
        "events from people that were not handled yet: shown as failed, to be looked at",
        "inbox",
        update(_inbox)
        .where(_inbox.c.state == InboxState.WAITING)
        .values(state=InboxState.FAILED, error=RESTORED, handled_ms=_inbox.c.received_ms),
    ),
    Statement(
        "jobs that were not done: given up, to be begun anew",
        "jobs",
        update(_job)
        .where(_job.c.state.in_((JobState.WAITING, JobState.RUNNING)))
        .values(state=JobState.FAILED, error="jobs.failed", ended_at=func.current_timestamp()),
    ),
    Statement(
        "parts of notices that may have been sent since: asked again by the same key, sent once",
        "broadcast_chunks",
        update(_chunk)
        .where(_chunk.c.state.in_(_OPEN_CHUNKS))
        .values(
            is_unclear=True,
            deadline_ms=func.coalesce(_chunk.c.deadline_ms, _STARTED + KEY_LIFE_MS, 0),
        ),
    ),
    Statement(
        "notices under way: paused",
        "broadcasts",
        update(_broadcast)
        .where(_broadcast.c.state == BroadcastState.SENDING)
        .values(state=BroadcastState.PAUSED, paused_why=BY_OFFICER),
    ),
    # Their recipients and keys were made since: sending them again could not be noticed.
    Statement(
        "notices that were not begun: drafts again",
        "broadcasts",
        update(_broadcast)
        .where(_broadcast.c.state.in_((BroadcastState.PENDING, BroadcastState.READY)))
        .values(state=BroadcastState.DRAFT, version=_broadcast.c.version + 1, messages=None),
    ),
    Statement(
        "notices whose recipients were being gathered: cancelled",
        "broadcasts",
        update(_broadcast)
        .where(_broadcast.c.state == BroadcastState.PREPARING)
        .values(state=BroadcastState.CANCELLED),
    ),
    # Who signed out since, or was closed, must not be in again; nor a code be good twice.
    Statement("staff who were signed in: signed out", "staff_sessions", delete(_session)),
    Statement("one-time codes: void", "one_time_codes", delete(_code)),
)
