"""Events LINE sent us, each remembered once before anything is done about it."""

from sqlalchemy import BigInteger, CheckConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.vocabulary import InboxState

STATES = ", ".join(f"'{state}'" for state in InboxState)


class InboxEvent(Base):
    """
    One event. `lane` is the chat it belongs to (a user, group or room id); events of a lane
    are handled one at a time in the order of `at_ms`. `raw` is LINE's JSON, emptied when the
    person unsends. Times ending in _ms are milliseconds since 1970.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        CheckConstraint(f"state IN ({STATES})", name="state"),
        Index(
            "ix_inbox_waiting",
            "lane",
            "at_ms",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_inbox_dead",
            "state",
            "id",
            sqlite_where=text("state IN ('failed', 'unreadable')"),
            postgresql_where=text("state IN ('failed', 'unreadable')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(String(64), unique=True)
    message_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    lane: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(40))
    at_ms: Mapped[int] = mapped_column(BigInteger)
    received_ms: Mapped[int] = mapped_column(BigInteger)
    reply_token: Mapped[str | None] = mapped_column(String(200))
    raw: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16))
    tries: Mapped[int] = mapped_column(default=0)
    next_ms: Mapped[int] = mapped_column(BigInteger, default=0)
    handled_ms: Mapped[int | None] = mapped_column(BigInteger)
    error: Mapped[str | None] = mapped_column(String(500))
