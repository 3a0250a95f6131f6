"""
The rows a turn reads and writes, each by one statement.

They stand on the way of every message, so they are built once, when this file is read.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from bot.line.inbound import unsend_of
from bot.services import carrying, waking
from models.contact import Contact
from models.conversation import Conversation
from models.inbox import InboxEvent
from models.outbox import OutboxMessage
from models.staff import Staff
from models.utterance import Utterance
from models.vocabulary import Channel, InboxState, OutboxState

Remembered = Row[*tuple[Any, ...]]

_inbox = InboxEvent.__table__
_outbox = OutboxMessage.__table__
_contacts = Contact.__table__
_conversations = Conversation.__table__
_utterances = Utterance.__table__
_staff = Staff.__table__

# The states are written out, because only then may a partial index answer.
WAITS: Final = text("inbox.state = 'waiting'")
UNSETTLED: Final = text("outbox.state IN ('waiting', 'attempting')")

# What a turn may change of a conversation.
KEPT: Final = (
    "version",
    "draft",
    "draft_form",
    "draft_saved_at",
    "offered",
    "misses",
    "device",
    "lookups",
    "lookups_since_ms",
)

_taking_back = _inbox.alias("taking_back")

OLDEST: Final = (
    select(
        _inbox.c.id,
        _inbox.c.message_id,
        _inbox.c.at_ms,
        _inbox.c.received_ms,
        _inbox.c.reply_token,
        _inbox.c.raw,
        _inbox.c.next_ms,
        _contacts.c.id.label("contact_id"),
        _contacts.c.blocked_at,
        _conversations.c.turns,
        _conversations.c.version,
        _conversations.c.draft,
        _conversations.c.offered,
        _conversations.c.misses,
        _conversations.c.device,
        _conversations.c.lookups,
        _conversations.c.lookups_since_ms,
        select(_outbox.c.id)
        .where(_outbox.c.lane == bindparam("lane"), _outbox.c.channel == Channel.REPLY, UNSETTLED)
        .exists()
        .label("is_busy"),
        select(_taking_back.c.id)
        .where(_taking_back.c.message_id == unsend_of("") + _inbox.c.message_id)
        .exists()
        .label("is_unsent"),
        carrying.WAITS.label("has_news"),
        select(_staff.c.name)
        .where(_staff.c.contact_id == _contacts.c.id, _staff.c.left_at.is_(None))
        .scalar_subquery()
        .label("officer"),
    )
    .select_from(
        _inbox.outerjoin(_contacts, _contacts.c.line_id == _inbox.c.lane).outerjoin(
            _conversations, _conversations.c.contact_id == _contacts.c.id
        )
    )
    .where(_inbox.c.lane == bindparam("lane"), WAITS)
    .order_by(_inbox.c.at_ms, _inbox.c.id)
    .limit(1)
)

EVENT: Final = select(
    _inbox.c.id,
    _inbox.c.lane,
    _inbox.c.at_ms,
    _inbox.c.received_ms,
    _inbox.c.reply_token,
    _inbox.c.tries,
).where(_inbox.c.id == bindparam("inbox_id"))

CLOSE: Final = (
    update(_inbox)
    .where(_inbox.c.id == bindparam("inbox_id"), WAITS)
    .values(state=bindparam("to"), handled_ms=bindparam("handled"), error=bindparam("trouble"))
)

WAIT: Final = (
    update(_inbox)
    .where(_inbox.c.id == bindparam("inbox_id"))
    .values(tries=bindparam("tried"), next_ms=bindparam("until"))
)

KEEP: Final = (
    update(_conversations)
    .where(
        _conversations.c.contact_id == bindparam("contact"),
        _conversations.c.turns == bindparam("before"),
    )
    .values({name: bindparam(name) for name in KEPT} | {"turns": _conversations.c.turns + 1})
)

# Waited for, not tried: who goes away because somebody is at a chat may leave behind what that
# one has not seen. It needs no row, and ends with the transaction, however that ends.
HOLD: Final = text("SELECT pg_advisory_xact_lock(hashtextextended(:lane, 0))")


class Overtaken(Exception):
    """Somebody else has been at this chat since it was looked at; look again."""


def hold(connection: Connection, lane: str) -> None:
    """
    Be the only one who takes a turn or a message of this chat, until the transaction ends.

    On SQLite whoever writes is the only one anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(HOLD, {"lane": lane})


def oldest(connection: Connection, lane: str) -> Remembered | None:
    """The chat's oldest waiting event with what is remembered of the person."""
    return connection.execute(OLDEST, {"lane": lane}).one_or_none()


def event(connection: Connection, inbox_id: int) -> Remembered:
    return connection.execute(EVENT, {"inbox_id": inbox_id}).one()


def close(
    connection: Connection, inbox_id: int, *, state: InboxState, now_ms: int, error: str = ""
) -> None:
    """Nothing more will be done about an event. Raises Overtaken when it was closed before."""
    trouble = error[:500] or None
    values = {"inbox_id": inbox_id, "to": state, "handled": now_ms, "trouble": trouble}
    if connection.execute(CLOSE, values).rowcount != 1:
        raise Overtaken


def wait(connection: Connection, inbox_id: int, *, tries: int, until_ms: int) -> None:
    connection.execute(WAIT, {"inbox_id": inbox_id, "tried": tries, "until": until_ms})
    waking.heard_later(connection, inbox_id)


def meet(connection: Connection, line_id: str, *, now: datetime) -> int:
    """Remember somebody who was never here; the contact's id. Overtaken when others were first."""
    try:
        added = connection.execute(insert(_contacts), {"line_id": line_id, "created_at": now})
    except IntegrityError as error:
        raise Overtaken from error
    (contact_id,) = added.inserted_primary_key or (0,)
    converse(connection, contact_id)
    return int(contact_id)


def converse(connection: Connection, contact_id: int) -> None:
    """Begin to talk with a contact who has not written before; Overtaken as `meet`."""
    try:
        connection.execute(insert(_conversations), {"contact_id": contact_id})
    except IntegrityError as error:
        raise Overtaken from error


def keep(connection: Connection, contact_id: int, values: Mapping[str, Any], *, turns: int) -> None:
    """The conversation as it now stands. Raises Overtaken when it is not at `turns` any more."""
    known = {**values, "contact": contact_id, "before": turns}
    if connection.execute(KEEP, known).rowcount != 1:
        raise Overtaken


def offer(connection: Connection, line_id: str, offered: list[list[str]]) -> None:
    """A card is pushed to somebody: what it offers may be typed as well as pressed."""
    mine = select(_contacts.c.id).where(_contacts.c.line_id == line_id).scalar_subquery()
    connection.execute(
        update(_conversations).where(_conversations.c.contact_id == mine).values(offered=offered)
    )


def leave(connection: Connection, line_id: str, *, now: datetime, now_ms: int) -> None:
    """The person blocked the account: what waits to be pushed to them is dropped."""
    mine = _contacts.c.line_id == line_id
    connection.execute(update(_contacts).where(mine).values(blocked_at=now))
    connection.execute(
        update(_outbox)
        .where(_outbox.c.lane == line_id, _outbox.c.state == OutboxState.WAITING)
        .values(state=OutboxState.DROPPED, settled_ms=now_ms, error="blocked")
    )


def come_back(connection: Connection, contact_id: int) -> None:
    mine = _contacts.c.id == contact_id
    connection.execute(update(_contacts).where(mine).values(blocked_at=None))


def forget(connection: Connection, message_id: str) -> None:
    """Empty a message that was taken back, and what was said to it as far as it is settled."""
    its = _inbox.c.message_id == message_id
    connection.execute(update(_inbox).where(its).values(raw="{}"))
    connection.execute(
        update(_utterances)
        .where(_utterances.c.inbox_id.in_(select(_inbox.c.id).where(its)))
        .values(text="")
    )
    connection.execute(
        update(_outbox)
        .where(
            _outbox.c.inbox_id.in_(select(_inbox.c.id).where(its)),
            _outbox.c.settled_ms.is_not(None),
        )
        .values(messages="[]")
    )
