"""Notices to many people: what is said, to whom, and how far the sending is."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.vocabulary import BroadcastState, ChunkState

IS_OPEN = "state IN ('ready', 'preparing', 'sending', 'paused')"
IS_DUE = "state IN ('waiting', 'attempting')"


def _one_of(column: str, words: type[BroadcastState | ChunkState]) -> str:
    return f"{column} IN ({', '.join(repr(str(word)) for word in words)})"


class Broadcast(Base):
    """
    A notice. Its text may change only while it is a draft; `messages`, the JSON that LINE gets,
    is written when it is submitted, and is the same for everybody and on every try.

    `conditions` say who gets it, `send_ms` not before when (None: as soon as it may).
    Recipients are frozen in the order of their ids; `cursor` is the last that was looked at,
    `recipients` how many there are, `reach` how many of each segment, `left_out` how many were
    not taken and why. `expected` is how many there were to be when it was submitted.
    `corrects_id` is the notice it corrects: then it goes to exactly those who got that one.
    `editors` are the staff who had a hand in it, and so may not approve it; `changed_how` says
    what was done to it last, which tells a double click from a colleague who was quicker.
    Times ending in _ms are milliseconds since 1970.
    """

    __tablename__ = "broadcasts"
    __table_args__ = (
        CheckConstraint(_one_of("state", BroadcastState), name="state"),
        Index(
            "ix_broadcasts_open",
            "send_ms",
            sqlite_where=text(IS_OPEN),
            postgresql_where=text(IS_OPEN),
        ),
        Index("ix_broadcasts_started_ms", "started_ms"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    version: Mapped[int] = mapped_column(default=1)
    origin: Mapped[str] = mapped_column(String(8))
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    button: Mapped[str | None] = mapped_column(String(80))
    link: Mapped[str | None] = mapped_column(String(1000))
    is_urgent: Mapped[bool] = mapped_column(default=False)
    conditions: Mapped[dict[str, Any]] = mapped_column(JSON)
    send_ms: Mapped[int | None] = mapped_column(BigInteger)
    messages: Mapped[str | None] = mapped_column(Text)
    expected: Mapped[int | None]
    author_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    editors: Mapped[list[int]] = mapped_column(JSON)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    changed_how: Mapped[str | None] = mapped_column(String(10))
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime]
    tested_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    approved_at: Mapped[datetime | None]
    note: Mapped[str | None] = mapped_column(String(500))
    paused_why: Mapped[str | None] = mapped_column(String(20))
    next_ms: Mapped[int] = mapped_column(BigInteger, default=0)
    lease_ms: Mapped[int] = mapped_column(BigInteger, default=0)
    cursor: Mapped[int] = mapped_column(default=0)
    recipients: Mapped[int] = mapped_column(default=0)
    reach: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    left_out: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    started_ms: Mapped[int | None] = mapped_column(BigInteger)
    ended_ms: Mapped[int | None] = mapped_column(BigInteger)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("broadcasts.id"))


class BroadcastRecipient(Base):
    """
    Somebody a notice goes to: nobody twice, the key sees to it.

    There are many, so a row is its key and nothing else, and refers without constraints.
    """

    __tablename__ = "broadcast_recipients"
    __table_args__ = {"sqlite_with_rowid": False}

    broadcast_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    contact_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class BroadcastChunk(Base):
    """
    One call to LINE: the recipients from `first_id` to `last_id`, `size` of them.

    `retry_key` is made with the row, before any attempt. `groups` counts the recipients by
    segment. `is_unclear` says that some attempt may have gone through without our knowing.
    """

    __tablename__ = "broadcast_chunks"
    __table_args__ = (
        UniqueConstraint("retry_key"),
        CheckConstraint(_one_of("state", ChunkState), name="state"),
        Index(
            "ix_broadcast_chunks_due",
            "broadcast_id",
            "next_ms",
            "number",
            sqlite_where=text(IS_DUE),
            postgresql_where=text(IS_DUE),
        ),
        Index(
            "ix_broadcast_chunks_dead",
            "state",
            sqlite_where=text("state IN ('failed', 'uncertain')"),
            postgresql_where=text("state IN ('failed', 'uncertain')"),
        ),
        Index(
            "ix_broadcast_chunks_sent",
            "settled_ms",
            "size",
            sqlite_where=text("state = 'sent'"),
            postgresql_where=text("state = 'sent'"),
        ),
        Index("ix_broadcast_chunks_broadcast_id_last_id", "broadcast_id", "last_id"),
    )

    broadcast_id: Mapped[int] = mapped_column(
        ForeignKey("broadcasts.id"), primary_key=True, autoincrement=False
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    retry_key: Mapped[str] = mapped_column(String(36))
    first_id: Mapped[int]
    last_id: Mapped[int]
    size: Mapped[int]
    groups: Mapped[dict[str, int]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(default=0)
    is_unclear: Mapped[bool] = mapped_column(default=False)
    next_ms: Mapped[int] = mapped_column(BigInteger, default=0)
    lease_ms: Mapped[int] = mapped_column(BigInteger, default=0)
    deadline_ms: Mapped[int | None] = mapped_column(BigInteger)
    settled_ms: Mapped[int | None] = mapped_column(BigInteger)
    error: Mapped[str | None] = mapped_column(String(500))


class NoticeErrand(Base):
    """
    Something an officer asked for from LINE that needs a question to LINE first, which no turn
    may wait for. `verb` is to be done with the notice at the version `seen`; the row goes in the
    transaction that tells the officer what came of it. `lease_ms` is until when somebody is at it.
    """

    __tablename__ = "notice_errands"
    __table_args__ = (UniqueConstraint("broadcast_id", "staff_id", "verb", "seen"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    verb: Mapped[str] = mapped_column(String(10))
    seen: Mapped[int]
    lease_ms: Mapped[int] = mapped_column(BigInteger, default=0)


class Bucket(Base):
    """
    A rate that all processes share: the next call may leave at `next_us`, microseconds
    since 1970 on the clock of the database's machine.
    """

    __tablename__ = "buckets"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    next_us: Mapped[int] = mapped_column(BigInteger)
