"""
Put a message to a chat into the outbox, in the transaction that causes it.

A reply is born in its first attempt: whoever wrote it sends it right after the commit,
and should they die before, the lease runs out and the same token is tried again.
"""

from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Connection, bindparam, exists, insert, select

from bot.services import waking
from models.contact import Contact
from models.outbox import OutboxMessage
from models.vocabulary import Channel, Importance, OutboxState

LEASE_MS: Final = 10_000  # longer than connecting and reading may take together
REPLY_LIFE_MS: Final = 50_000  # LINE: a token is good for a minute after we received it
REPLY_END_MS: Final = 19 * 60_000  # LINE: and never later than 20 minutes after the event
PUSH_LIFE_MS: Final = 84_600_000  # 23.5 h; LINE: a retry key is remembered for 24 h
BLOCKED: Final = "blocked"

_outbox = OutboxMessage.__table__
_contacts = Contact.__table__


@dataclass(frozen=True, slots=True)
class Parcel:
    """An outbox row whose attempt is ours until its lease ends."""

    id: int
    lane: str
    channel: Channel
    importance: Importance
    reply_token: str | None
    retry_key: str
    messages: str
    attempts: int
    is_unclear: bool
    deadline_ms: int


@dataclass(frozen=True, slots=True)
class Occasion:
    """The event that something is said about; times in LINE's and our milliseconds."""

    inbox_id: int
    lane: str
    reply_token: str | None
    at_ms: int
    received_ms: int
    now_ms: int


# A message of ours goes to nobody who blocked the account; groups are no contacts.
IS_BLOCKED: Final = select(
    exists().where(_contacts.c.line_id == bindparam("lane"), _contacts.c.blocked_at.is_not(None))
)


def reply_deadline(*, at_ms: int, received_ms: int) -> int:
    """Until when a reply token is worth trying."""
    return min(received_ms + REPLY_LIFE_MS, at_ms + REPLY_END_MS)


def answer(
    connection: Connection, occasion: Occasion, *, messages: str, importance: Importance
) -> Parcel | None:
    """
    Answer an event by its token, or by a push when the token is dead and it MUST be told.

    None when there is nothing to send: the token is dead and the answer a courtesy. It is
    kept all the same, so that it can be seen.
    """
    deadline = reply_deadline(at_ms=occasion.at_ms, received_ms=occasion.received_ms)
    if occasion.reply_token and occasion.now_ms < deadline:
        return _attempt(connection, occasion, Channel.REPLY, importance, messages, deadline)
    if importance is Importance.MUST:
        until = occasion.now_ms + PUSH_LIFE_MS
        return _attempt(connection, occasion, Channel.PUSH, importance, messages, until)
    values = _values(occasion.lane, Channel.REPLY, importance, messages, occasion.now_ms)
    values |= {"inbox_id": occasion.inbox_id, "state": OutboxState.DROPPED}
    connection.execute(insert(_outbox), values | {"settled_ms": occasion.now_ms})
    return None


def push(
    connection: Connection,
    lane: str,
    *,
    messages: str,
    now_ms: int,
    inbox_id: int | None = None,
    event_id: int | None = None,
    wait_ms: int = 0,
) -> bool:
    """
    Put a push to a chat into the outbox; False when they blocked the account.

    `event_id` is the entry of a request's history that it tells of; it leaves no sooner than
    after `wait_ms`.
    """
    if connection.scalar(IS_BLOCKED, {"lane": lane}):
        if event_id is not None:
            drop(connection, lane, event_id=event_id, why=BLOCKED, now_ms=now_ms)
        return False
    values = _values(lane, Channel.PUSH, Importance.MUST, messages, now_ms) | {
        "inbox_id": inbox_id,
        "event_id": event_id,
        "state": OutboxState.WAITING,
        "next_ms": now_ms + wait_ms,
        "deadline_ms": now_ms + wait_ms + PUSH_LIFE_MS,
    }
    (row_id,) = connection.execute(insert(_outbox), values).inserted_primary_key or (0,)
    waking.told(connection, row_id, now_ms=now_ms)
    return True


def drop(connection: Connection, lane: str, *, event_id: int, why: str, now_ms: int) -> None:
    """Keep that an entry of a request's history was not told in a chat, and why."""
    values = _values(lane, Channel.PUSH, Importance.MUST, "[]", now_ms) | {
        "event_id": event_id,
        "state": OutboxState.DROPPED,
        "error": why,
        "settled_ms": now_ms,
    }
    connection.execute(insert(_outbox), values)


def _attempt(
    connection: Connection,
    occasion: Occasion,
    channel: Channel,
    importance: Importance,
    messages: str,
    deadline: int,
) -> Parcel:
    lease = occasion.now_ms + LEASE_MS
    values = _values(occasion.lane, channel, importance, messages, occasion.now_ms) | {
        "inbox_id": occasion.inbox_id,
        "reply_token": occasion.reply_token,
        "state": OutboxState.ATTEMPTING,
        "attempts": 1,
        "deadline_ms": deadline,
        "next_ms": lease,
        "lease_ms": lease,
    }
    (row_id,) = connection.execute(insert(_outbox), values).inserted_primary_key or (0,)
    return Parcel(
        id=row_id,
        lane=occasion.lane,
        channel=channel,
        importance=importance,
        reply_token=occasion.reply_token,
        retry_key=values["retry_key"],
        messages=messages,
        attempts=1,
        is_unclear=False,
        deadline_ms=deadline,
    )


def _values(
    lane: str, channel: Channel, importance: Importance, messages: str, now_ms: int
) -> dict[str, Any]:
    return {
        "lane": lane,
        "channel": channel,
        "importance": importance,
        "retry_key": str(uuid4()),
        "messages": messages,
        "created_ms": now_ms,
        "deadline_ms": now_ms,
        "next_ms": now_ms,
    }
