"""Messages to people: written with the change that causes them, sent afterwards."""

from sqlalchemy import (
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
from models.vocabulary import Channel, Importance, OutboxState


def _one_of(column: str, words: type[OutboxState | Channel | Importance]) -> str:
    return f"{column} IN ({', '.join(repr(str(word)) for word in words)})"


class OutboxMessage(Base):
    """
    One call to LINE: up to five message objects to one chat.

    `messages` is the JSON as it is sent, the same on every try. `retry_key` is made with the
    row, before any attempt. `is_unclear` says that some attempt may have gone through without
    our knowing. `lease_ms` is until when an attempt belongs to whoever began it. One event
    says at most one thing to one chat. `event_id` is the entry of a request's history that it
    tells of, `carried_by` the reply that took its words along, so that no push was needed.
    Times ending in _ms are milliseconds since 1970.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("inbox_id", "lane"),
        CheckConstraint(_one_of("state", OutboxState), name="state"),
        CheckConstraint(_one_of("channel", Channel), name="channel"),
        CheckConstraint(_one_of("importance", Importance), name="importance"),
        Index(
            "ix_outbox_due",
            "next_ms",
            sqlite_where=text("state IN ('waiting', 'attempting')"),
            postgresql_where=text("state IN ('waiting', 'attempting')"),
        ),
        Index(
            "ix_outbox_dead",
            "state",
            "id",
            sqlite_where=text("state IN ('failed', 'uncertain', 'dropped')"),
            postgresql_where=text("state IN ('failed', 'uncertain', 'dropped')"),
        ),
        Index(
            "ix_outbox_pushed",
            "settled_ms",
            sqlite_where=text("channel = 'push' AND state = 'sent'"),
            postgresql_where=text("channel = 'push' AND state = 'sent'"),
        ),
        Index("ix_outbox_lane_state", "lane", "state"),
        Index("ix_outbox_event_id", "event_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    inbox_id: Mapped[int | None] = mapped_column(ForeignKey("inbox.id"))
    lane: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(8))
    importance: Mapped[str] = mapped_column(String(10))
    reply_token: Mapped[str | None] = mapped_column(String(200))
    retry_key: Mapped[str] = mapped_column(String(36), unique=True)
    messages: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12))
    attempts: Mapped[int] = mapped_column(default=0)
    is_unclear: Mapped[bool] = mapped_column(default=False)
    created_ms: Mapped[int] = mapped_column(BigInteger)
    deadline_ms: Mapped[int] = mapped_column(BigInteger)
    next_ms: Mapped[int] = mapped_column(BigInteger)
    lease_ms: Mapped[int] = mapped_column(BigInteger, default=0)
    settled_ms: Mapped[int | None] = mapped_column(BigInteger)
    error: Mapped[str | None] = mapped_column(String(500))
    event_id: Mapped[int | None]
    carried_by: Mapped[int | None]
